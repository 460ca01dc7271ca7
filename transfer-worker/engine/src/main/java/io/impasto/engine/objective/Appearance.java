package io.impasto.engine.objective;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import io.impasto.autodiff.Tensor;

/**
 * What a network sees in a picture.
 *
 * @param features of each content layer, {@code 1 x N x h x w}; none where they were not asked for
 * @param grams of each style layer: {@code A/M}, N x N
 */
public record Appearance(Map<String, Tensor> features, Map<String, Tensor> grams) {

    public Appearance {
        features = Collections.unmodifiableMap(new LinkedHashMap<>(features));
        grams = Collections.unmodifiableMap(new LinkedHashMap<>(grams));
    }

    /** @param targets by the names of {@link Programs}; in the first region, where there are some, the whole picture's */
    static Appearance of(Layout layout, Map<String, Tensor> targets, boolean features) {
        return new Appearance(
                named(features ? layout.contentLayers() : List.of(), Programs::content, targets),
                named(layout.styleLayers(), layer -> layout.grams(layer).get(0), targets));
    }

    /** Of each region, by style layer: {@code A/M}. */
    static List<Map<String, Tensor>> regions(Layout layout, Map<String, Tensor> targets) {
        return IntStream.range(0, layout.regions())
                .mapToObj(region ->
                        named(layout.styleLayers(), layer -> layout.grams(layer).get(region), targets))
                .toList();
    }

    private static Map<String, Tensor> named(
            List<String> layers, UnaryOperator<String> term, Map<String, Tensor> targets) {
        Map<String, Tensor> named = new LinkedHashMap<>();
        layers.forEach(layer -> named.put(layer, targets.get(term.apply(layer))));
        return named;
    }
}
