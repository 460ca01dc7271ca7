package io.impasto.engine.objective;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

import io.impasto.autodiff.Expr;
import io.impasto.autodiff.Graph;
import io.impasto.autodiff.Model;
import io.impasto.autodiff.Shape;
import io.impasto.engine.device.Precision;
import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.network.Features;

/**
 * An objective as programs: one that computes targets, and one that computes every term and the gradient. Sizes are those
 * of the run; weights, normalisers and targets are inputs.
 */
final class Programs {
    static final String IMAGE = "image";
    static final String GRADIENT = "gradient";
    static final String TV = "tv";
    static final String TEMPORAL = "temporal";
    /** An image's shape where one session serves every size. */
    static final Shape ANY_SIZE = Shape.of(1, 3, Shape.UNKNOWN, Shape.UNKNOWN);

    /** One value for each position of a layer. */
    static final Shape MAP = Shape.of(1, 1, Shape.UNKNOWN, Shape.UNKNOWN);

    private Programs() {}

    static String content(String layer) {
        return "content/" + layer;
    }

    static String style(String layer) {
        return "style/" + layer;
    }

    static String target(String term) {
        return term + "/target";
    }

    static String weight(String term) {
        return term + "/weight";
    }

    static String certainty(String term) {
        return term + "/certainty";
    }

    static String guide(String gram) {
        return gram + "/guide";
    }

    static String positions(String term) {
        return term + "/positions";
    }

    /** image, guides -> F of each content layer; A/M or the guided Gram matrices, and M, of each style layer. */
    static Model targets(FeatureNetwork network, Layout layout, Precision precision) {
        Graph graph = new Graph();
        Features features =
                network.features(graph, graph.input(IMAGE, ANY_SIZE), layout.pooling() == Pooling.AVG, precision);
        for (String layer : layout.contentLayers()) {
            graph.output(content(layer), features.layer(layer));
        }
        for (String layer : layout.styleLayers()) {
            Expr f = features.layer(layer);
            grams(graph, layout, layer, f, precision).forEach(graph::output);
            graph.output(positions(style(layer)), f.size(2).times(f.size(3)));
        }
        return graph.toModel();
    }

    /** image, targets, weights, guides -> each weighted term; the gradient of their sum. */
    static Model evaluation(FeatureNetwork network, Layout layout, Shape size, Precision precision) {
        return evaluationGraph(network, layout, size, precision).toModel();
    }

    static Graph evaluationGraph(FeatureNetwork network, Layout layout, Shape size, Precision precision) {
        Graph graph = new Graph();
        Terms terms = Terms.of(graph, network, layout, graph.input(IMAGE, size), precision);
        terms.byName().forEach(graph::output);
        graph.output(GRADIENT, terms.gradient());
        return graph;
    }

    /** The network alone, to the deepest layer that is used. */
    static Model forward(FeatureNetwork network, Layout layout, Shape size, Precision precision) {
        Graph graph = new Graph();
        Features features =
                network.features(graph, graph.input(IMAGE, size), layout.pooling() == Pooling.AVG, precision);
        String deepest = network.deepest(Stream.concat(layout.contentLayers().stream(), layout.styleLayers().stream())
                .toList());
        graph.output(deepest, features.layer(deepest));
        return graph.toModel();
    }

    /** A/M; or for each region {@code (T F)(T F)^T}, with the guide T as an input. */
    static Map<String, Expr> grams(Graph graph, Layout layout, String layer, Expr f, Precision precision) {
        Map<String, Expr> grams = new LinkedHashMap<>();
        for (String gram : layout.grams(layer)) {
            grams.put(
                    gram,
                    layout.regions() == 0
                            ? gramPerPosition(f, precision)
                            : f.times(graph.input(guide(gram), MAP)).gram());
        }
        return grams;
    }

    /** A/M. In half precision the features are scaled before the product, which would leave the range otherwise. */
    static Expr gramPerPosition(Expr f, Precision precision) {
        Expr positions = f.size(2).times(f.size(3));
        return precision == Precision.HALF
                ? f.dividedBy(positions.sqrt()).gram()
                : f.gram().dividedBy(positions);
    }
}
