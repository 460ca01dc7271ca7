package io.impasto.engine.objective;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.impasto.autodiff.Expr;
import io.impasto.autodiff.Graph;
import io.impasto.autodiff.Shape;
import io.impasto.engine.device.Precision;
import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.network.Features;

/**
 * An objective inside of a graph: its weighted terms at an image, and the gradient of their sum.
 *
 * @param byName every term, a scalar, by the names of {@link Programs}
 * @param total their sum
 * @param gradient of the total with respect to the image
 */
record Terms(Map<String, Expr> byName, Expr total, Expr gradient) {
    // Of what float16 holds (6e-8 to 65504), the upper end is left to cotangents that grow on their way back.
    private static final double LARGEST_COTANGENT = 16;
    private static final double LEAST = 1e-30;

    /** Adds the terms and their backward pass; targets and weights become inputs of the graph. */
    static Terms of(Graph graph, FeatureNetwork network, Layout layout, Expr image, Precision precision) {
        Features features = network.features(graph, image, layout.pooling() == Pooling.AVG, precision);
        Map<String, Expr> terms = new LinkedHashMap<>();
        Set<Expr> taps = new LinkedHashSet<>();
        for (String layer : layout.contentLayers()) {
            Expr f = features.layer(layer);
            taps.add(f);
            terms.put(Programs.content(layer), distance(graph, Programs.content(layer), f, f.shape()));
        }
        for (String layer : layout.styleLayers()) {
            Expr f = features.layer(layer);
            taps.add(f);
            List<Expr> distances = new ArrayList<>();
            Programs.grams(graph, layout, layer, f, precision)
                    .forEach((gram, g) -> distances.add(distance(graph, gram, g, g.shape())));
            terms.put(
                    Programs.style(layer), distances.stream().reduce(Expr::plus).orElseThrow());
        }
        layout.tv().ifPresent(tv -> terms.put(Programs.TV, weighted(graph, Programs.TV, variation(tv, image))));
        if (layout.continuing()) {
            terms.put(Programs.TEMPORAL, weighted(graph, Programs.TEMPORAL, change(graph, image)));
        }
        Expr total = terms.values().stream().reduce(Expr::plus).orElseThrow();
        if (precision == Precision.SINGLE) {
            return new Terms(terms, total, graph.gradient(total, image).get(0));
        }
        Expr throughNetwork = scaledGradient(graph, total, List.copyOf(taps), image);
        Expr gradient = throughNetwork;
        for (String ofPixels : List.of(Programs.TV, Programs.TEMPORAL)) {
            if (terms.containsKey(ofPixels)) {
                gradient =
                        gradient.plus(graph.gradient(terms.get(ofPixels), image).get(0));
            }
        }
        return new Terms(terms, total, gradient);
    }

    private static Expr distance(Graph graph, String name, Expr value, Shape shape) {
        Expr target = graph.input(Programs.target(name), shape);
        return weighted(graph, name, value.minus(target).squared().sum());
    }

    private static Expr weighted(Graph graph, String name, Expr sum) {
        return sum.times(graph.input(Programs.weight(name), Shape.SCALAR));
    }

    /** {@code sum(c * (x - w)^2)}: how far the image is from the picture before where that one is known. */
    private static Expr change(Graph graph, Expr image) {
        Expr before = graph.input(Programs.target(Programs.TEMPORAL), image.shape());
        long[] sides = {image.shape().dim(2), image.shape().dim(3)};
        Expr certainty = graph.input(Programs.certainty(Programs.TEMPORAL), Shape.of(1, 1, sides[0], sides[1]));
        return image.minus(before).squared().times(certainty).sum();
    }

    /**
     * Loss scaling (Micikevicius et al., Mixed Precision Training, 2018), with a scale that each evaluation finds anew: the
     * cotangents enter the float16 network with a largest element of {@value #LARGEST_COTANGENT}, and what comes out of it
     * is scaled back in float32.
     */
    private static Expr scaledGradient(Graph graph, Expr total, List<Expr> taps, Expr image) {
        List<Expr> cotangents = graph.gradient(total, taps.toArray(Expr[]::new));
        Map<Expr, Expr> atTaps = new LinkedHashMap<>();
        for (int i = 0; i < taps.size(); i++) {
            atTaps.put(taps.get(i), cotangents.get(i));
        }
        return scaledPullback(graph, atTaps, image);
    }

    /** What cotangents at taps of a float16 network come to at the image. */
    static Expr scaledPullback(Graph graph, Map<Expr, Expr> cotangents, Expr image) {
        Expr largest = cotangents.values().stream()
                .map(cotangent -> cotangent.abs().largest())
                .reduce(graph.scalar(LEAST), Expr::max);
        Expr scale = graph.scalar(LARGEST_COTANGENT).dividedBy(largest);
        Map<Expr, Expr> scaled = new LinkedHashMap<>();
        cotangents.forEach((tap, cotangent) -> scaled.put(tap, cotangent.times(scale)));
        return graph.pullback(scaled, image).get(0).dividedBy(scale);
    }

    /** Over forward differences, without the last row and column. */
    static Expr variation(TotalVariation tv, Expr x) {
        Expr here = x.slice(2, 0, -1).slice(3, 0, -1);
        Expr dx = x.slice(2, 0, -1).slice(3, 1, Long.MAX_VALUE).minus(here);
        Expr dy = x.slice(2, 1, Long.MAX_VALUE).slice(3, 0, -1).minus(here);
        Expr squares = dx.squared().plus(dy.squared());
        return switch (tv) {
            case KERAS -> squares.pow(1.25).sum();
            case QUADRATIC -> squares.sum().dividedBy(2);
        };
    }
}
