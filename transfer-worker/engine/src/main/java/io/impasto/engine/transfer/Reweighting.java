package io.impasto.engine.transfer;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.objective.ObjectiveSpec;

/** What may change while a picture is painted: weights, the styles' scale, rate, the number of evaluations, and whose colours it has. */
final class Reweighting {
    private static final List<String> CHANGEABLE = List.of(
            "contentWeight",
            "styleWeight",
            "intensity",
            "tvWeight",
            "styleWeights",
            "styleScale",
            "contentLayerWeights",
            "styleLayerWeights",
            "learningRate",
            "evaluations",
            "color");

    private Reweighting() {}

    /**
     * Options with changes laid over them.
     *
     * @param options filled in
     * @param change what is left out stays
     * @throws InvalidOption if something else is to change, or layers would come or go
     */
    static TransferOptions apply(TransferOptions options, TransferOptions change, FeatureNetwork network) {
        for (Iterator<String> names = change.toJson().fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!CHANGEABLE.contains(name)) {
                throw new InvalidOption(
                        name,
                        name + " can't change while a picture is painted; what can: " + String.join(", ", CHANGEABLE));
            }
        }
        TransferOptions reweighted = change.over(options);
        if (reweighted.intensity() != null) {
            reweighted = reweighted.toBuilder()
                    .intensity(null)
                    .styleWeight(Intensity.styleWeight(reweighted.intensity(), network, reweighted.size()))
                    .build();
        }
        ObjectiveSpec before = OptionDefaults.objective(options, network);
        ObjectiveSpec after = OptionDefaults.objective(reweighted, network);
        requireSameTargets(options.color(), reweighted.color());
        requireAtHand(options.styleScale(), reweighted.styleScale());
        requireLayers("contentLayerWeights", before.contentLayers(), after.contentLayers());
        requireLayers("styleLayerWeights", before.styleLayers(), after.styleLayers());
        return reweighted;
    }

    /** Matched styles are other targets. */
    private static void requireSameTargets(ColorMode before, ColorMode after) {
        if (before != after && (before == ColorMode.MATCHED || after == ColorMode.MATCHED)) {
            throw new InvalidOption(
                    "color",
                    "color can change between style and content while a picture is painted, not to or from matched");
        }
    }

    /** Neither the styles' pixels nor the memory for larger ones are there. */
    private static void requireAtHand(double before, double after) {
        double most = Math.max(1, before);
        if (after > most) {
            throw new InvalidOption(
                    "styleScale",
                    "styleScale can't grow beyond " + most
                            + " while a picture is painted: its styles are not at hand in that size");
        }
    }

    private static void requireLayers(String option, List<String> before, List<String> after) {
        if (!before.equals(after)) {
            throw new InvalidOption(
                    option, option + ": a layer can't come or go while a picture is painted: no weight of 0");
        }
    }

    /** Names of the options that differ, in the order of {@code transfer-options.v1}. */
    static List<String> differences(TransferOptions one, TransferOptions other) {
        ObjectNode before = one.toJson();
        ObjectNode after = other.toJson();
        Set<String> names = Stream.of(before, after)
                .flatMap(json -> json.properties().stream())
                .map(member -> member.getKey())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return names.stream()
                .filter(name -> !text(before.get(name)).equals(text(after.get(name))))
                .toList();
    }

    /** Whether one of these options belongs to the objective, as all weights do. */
    static boolean concernsObjective(List<String> names) {
        return names.stream().anyMatch(name -> !List.of("learningRate", "evaluations", "color")
                .contains(name));
    }

    /** An option's value as in JSON. */
    static String value(TransferOptions options, String name) {
        return text(options.toJson().get(name));
    }

    private static String text(JsonNode value) {
        return value == null ? "left out" : value.toString();
    }
}
