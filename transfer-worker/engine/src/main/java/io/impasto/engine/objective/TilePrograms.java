package io.impasto.engine.objective;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.impasto.autodiff.Expr;
import io.impasto.autodiff.Graph;
import io.impasto.autodiff.Model;
import io.impasto.autodiff.Shape;
import io.impasto.engine.device.Precision;
import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.network.Features;

/**
 * An objective as programs over one tile of an image. A style term is quadratic in a Gram matrix that is a sum over tiles;
 * once that sum is known, so is the term's slope along it, and what remains is linear in each tile's own share. So a first
 * program computes shares, a second one the gradient of content terms and of {@code <slope, share>}.
 *
 * <p>Masks are 0 outside of the tile's own positions; inside they are 1 for content, and for style {@code 1/sqrt(M)}, so that
 * the shares of {@code A/M} add up and stay in range in any precision; in a region they are its guide.
 */
final class TilePrograms {
    private TilePrograms() {}

    static String mask(String term) {
        return term + "/mask";
    }

    static String slope(String term) {
        return term + "/slope";
    }

    /** crop, style masks -> F of each content layer; the tile's share of A/M of each style layer. */
    static Model survey(FeatureNetwork network, Layout layout, Precision precision) {
        Graph graph = new Graph();
        Features features = network.features(
                graph, graph.input(Programs.IMAGE, Programs.ANY_SIZE), layout.pooling() == Pooling.AVG, precision);
        for (String layer : layout.contentLayers()) {
            graph.output(Programs.content(layer), features.layer(layer));
        }
        for (String layer : layout.styleLayers()) {
            for (String gram : layout.grams(layer)) {
                graph.output(
                        gram, features.layer(layer).times(mask(graph, gram)).gram());
            }
        }
        return graph.toModel();
    }

    /** crop, masks, content targets and weights, slopes -> content terms; the gradient of their sum and of the style terms. */
    static Model gradient(FeatureNetwork network, Layout layout, Precision precision) {
        Graph graph = new Graph();
        Expr image = graph.input(Programs.IMAGE, Programs.ANY_SIZE);
        Features features = network.features(graph, image, layout.pooling() == Pooling.AVG, precision);
        Map<Expr, Expr> cotangents = new LinkedHashMap<>();
        for (String layer : layout.contentLayers()) {
            String term = Programs.content(layer);
            Expr f = features.layer(layer);
            Expr target = graph.input(Programs.target(term), f.shape());
            Expr weight = graph.input(Programs.weight(term), Shape.SCALAR);
            Expr own = f.minus(target).times(mask(graph, term));
            graph.output(term, own.squared().sum().times(weight));
            cotangents.merge(f, own.times(weight.times(2)), Expr::plus);
        }
        for (String layer : layout.styleLayers()) {
            Expr f = features.layer(layer);
            long n = f.shape().dim(1);
            for (String gram : layout.grams(layer)) {
                Expr mask = mask(graph, gram);
                Expr slope = graph.input(slope(gram), Shape.of(n, n));
                // Of <S, F F^T> with a symmetric S the gradient is 2 S F.
                Expr flat = slope.times(2).matmul(f.times(mask).reshape(n, -1));
                cotangents.merge(f, flat.reshapeLike(f).times(mask), Expr::plus);
            }
        }
        graph.output(
                Programs.GRADIENT,
                precision == Precision.HALF
                        ? Terms.scaledPullback(graph, cotangents, image)
                        : graph.pullback(cotangents, image).get(0));
        return graph.toModel();
    }

    /** A tile and one more row and column where there are any -> its roughness and the gradient of that. */
    static Optional<Model> variation(Layout layout) {
        return layout.tv().map(tv -> {
            Graph graph = new Graph();
            Expr image = graph.input(Programs.IMAGE, Programs.ANY_SIZE);
            Expr weight = graph.input(Programs.weight(Programs.TV), Shape.SCALAR);
            Expr weighted = Terms.variation(tv, image).times(weight);
            graph.output(Programs.TV, weighted);
            graph.output(Programs.GRADIENT, graph.gradient(weighted, image).get(0));
            return graph.toModel();
        });
    }

    private static Expr mask(Graph graph, String term) {
        return graph.input(mask(term), Programs.MAP);
    }
}
