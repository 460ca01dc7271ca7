package io.impasto.gateway.transfers;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.impasto.gateway.events.Json;
import io.impasto.gateway.events.Labels;
import io.impasto.gateway.problems.ProblemException;
import io.impasto.gateway.problems.ProblemType;

/**
 * A request for a preview sheet: the same images in several variants, each small, quick, and a transfer of its own.
 *
 * @param common what all variants share; its options hold for each that says nothing else
 * @param variants 1..{@value #MOST}
 */
record Sheet(Draft common, List<Variant> variants) {

    /** Most variants of a sheet. */
    static final int MOST = 12;

    /** Label that says which variant a transfer is. */
    static final String LABEL = "variant";

    private static final String NETWORK = "vgg19-slim";
    private static final int SIZE = 160;
    /** As many as tell the looks apart. */
    private static final int EVALUATIONS = 40;
    /** What a larger painting looks like, too, as a weight does not. */
    private static final int INTENSITY = 100;

    /** What makes a painting a preview; whoever goes on from one leaves it behind. */
    static final List<String> PREVIEW_OPTIONS = List.of("network", "size", "evaluations", "previewEvaluations");

    Sheet {
        variants = List.copyOf(variants);
    }

    /**
     * The variants as requests for transfers, in their order.
     *
     * @throws ProblemException {@code invalid-request} if there are too many labels for one more
     */
    List<Draft> drafts() {
        return variants.stream()
                .map(variant -> new Draft(
                        common.content(),
                        common.styles(),
                        common.guides(),
                        options(variant),
                        common.webhook(),
                        labels(variant),
                        common.retention()))
                .toList();
    }

    private ObjectNode options(Variant variant) {
        ObjectNode options = Json.MAPPER.createObjectNode();
        options.put("network", NETWORK)
                .put("size", SIZE)
                .put("evaluations", EVALUATIONS)
                .put("intensity", INTENSITY);
        if (common.options() != null) {
            over(common.options(), options);
        }
        return over(variant.options(), options);
    }

    /** Options over others; {@code intensity} and {@code styleWeight} take each other's place, and another preset has no intensity. */
    static ObjectNode over(ObjectNode upper, ObjectNode lower) {
        if (upper.has("intensity")) {
            lower.remove("styleWeight");
        }
        boolean otherPreset = !upper.path("preset").asText("studio").equals("studio");
        if (upper.has("styleWeight") || otherPreset) {
            lower.remove("intensity");
        }
        return lower.setAll(upper);
    }

    private Map<String, String> labels(Variant variant) {
        Map<String, String> labels = new TreeMap<>();
        if (common.labels() != null) {
            labels.putAll(common.labels());
        }
        labels.put(LABEL, variant.name());
        Labels.problem(Json.MAPPER.valueToTree(labels)).ifPresent(what -> {
            throw ProblemType.INVALID_REQUEST
                    .problem("With the label " + LABEL + " the labels cannot be taken: " + what + ".")
                    .with("part", "labels");
        });
        return labels;
    }
}
