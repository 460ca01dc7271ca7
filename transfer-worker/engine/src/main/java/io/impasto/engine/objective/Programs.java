package io.impasto.engine.objective;

import java.util.stream.Stream;

import io.impasto.autodiff.Expr;
import io.impasto.autodiff.Graph;
import io.impasto.autodiff.Model;
import io.impasto.autodiff.Shape;
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
    /** An image's shape where one session serves every size. */
    static final Shape ANY_SIZE = Shape.of(1, 3, Shape.UNKNOWN, Shape.UNKNOWN);

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

    static String positions(String term) {
        return term + "/positions";
    }

    /** image -> F of each content layer; A/M and M of each style layer. */
    static Model targets(FeatureNetwork network, Layout layout) {
        Graph graph = new Graph();
        Features features = network.features(graph, graph.input(IMAGE, ANY_SIZE), layout.pooling() == Pooling.AVG);
        for (String layer : layout.contentLayers()) {
            graph.output(content(layer), features.layer(layer));
        }
        for (String layer : layout.styleLayers()) {
            Expr f = features.layer(layer);
            graph.output(style(layer), gramPerPosition(f));
            graph.output(positions(style(layer)), f.size(2).times(f.size(3)));
        }
        return graph.toModel();
    }

    /** image, targets, weights -> each weighted term; the gradient of their sum. */
    static Model evaluation(FeatureNetwork network, Layout layout, Shape size) {
        Graph graph = new Graph();
        Expr image = graph.input(IMAGE, size);
        Features features = network.features(graph, image, layout.pooling() == Pooling.AVG);

        Stream<Expr> content = layout.contentLayers().stream().map(layer -> {
            Expr f = features.layer(layer);
            Expr target = graph.input(target(content(layer)), f.shape());
            return term(graph, content(layer), f.minus(target).squared().sum());
        });
        Stream<Expr> style = layout.styleLayers().stream().map(layer -> {
            Expr g = gramPerPosition(features.layer(layer));
            Expr target = graph.input(target(style(layer)), g.shape());
            return term(graph, style(layer), g.minus(target).squared().sum());
        });
        Stream<Expr> smoothness = layout.tv().stream().map(tv -> term(graph, TV, variation(tv, image)));

        Expr total = Stream.of(content, style, smoothness)
                .flatMap(terms -> terms)
                .reduce(Expr::plus)
                .orElseThrow();
        graph.output(GRADIENT, graph.gradient(total, image).get(0));
        return graph.toModel();
    }

    /** The network alone, to the deepest layer that is used. */
    static Model forward(FeatureNetwork network, Layout layout, Shape size) {
        Graph graph = new Graph();
        Features features = network.features(graph, graph.input(IMAGE, size), layout.pooling() == Pooling.AVG);
        String deepest = network.deepest(Stream.concat(layout.contentLayers().stream(), layout.styleLayers().stream())
                .toList());
        graph.output(deepest, features.layer(deepest));
        return graph.toModel();
    }

    private static Expr term(Graph graph, String name, Expr sum) {
        Expr weighted = sum.times(graph.input(weight(name), Shape.SCALAR));
        graph.output(name, weighted);
        return weighted;
    }

    /** A/M. */
    private static Expr gramPerPosition(Expr f) {
        return f.gram().dividedBy(f.size(2).times(f.size(3)));
    }

    /** Over forward differences, without the last row and column. */
    private static Expr variation(TotalVariation tv, Expr x) {
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
