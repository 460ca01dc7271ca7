package io.impasto.engine.objective;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What of an objective shapes its program; weights and normalisers are fed. Objectives of one layout share a session.
 *
 * @param pooling what the network's poolings compute
 * @param contentLayers layers of the content term
 * @param styleLayers layers of the style term
 * @param tv how roughness is measured; empty if it is not
 * @param continuing whether the picture before counts
 * @param regions of the painting with Gram matrices of their own; 0 without {@link Guidance}
 */
public record Layout(
        Pooling pooling,
        List<String> contentLayers,
        List<String> styleLayers,
        Optional<TotalVariation> tv,
        boolean continuing,
        int regions) {

    /** Content and style layers, each once. */
    List<String> layers() {
        return Stream.concat(contentLayers.stream(), styleLayers.stream())
                .distinct()
                .toList();
    }

    /** What a style layer's Gram matrices are called: one, or one for each region. */
    List<String> grams(String layer) {
        String term = Programs.style(layer);
        return regions == 0
                ? List.of(term)
                : IntStream.range(0, regions)
                        .mapToObj(r -> term + "/region" + r)
                        .toList();
    }

    /** The layout of an objective. */
    public static Layout of(ObjectiveSpec spec) {
        return new Layout(
                spec.pooling(),
                spec.contentLayers(),
                spec.styleLayers(),
                spec.tvWeight() > 0 ? Optional.of(spec.tv()) : Optional.empty(),
                spec.continuing(),
                spec.regions());
    }
}
