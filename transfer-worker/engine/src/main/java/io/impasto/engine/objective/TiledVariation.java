package io.impasto.engine.objective;

import java.util.Map;

import io.impasto.autodiff.Tensor;
import io.impasto.engine.objective.Tile.Span;

/** Total variation tile by tile: a tile counts the differences of its own pixels, and so sees one more row and column. */
final class TiledVariation {
    private final Tiling tiling;
    private final TileFeeds feeds;

    TiledVariation(Tiling tiling, TileFeeds feeds) {
        this.tiling = tiling;
        this.feeds = feeds;
    }

    /**
     * Adds the gradient.
     *
     * @param weight of the term
     * @return the weighted term
     */
    double add(float[] rgb, Tensor weight, float[] into, int begun) {
        double sum = 0;
        Tensor roughness = Tensor.allocate();
        for (Tile own : feeds.grid().tiles()) {
            Tile tile = withNeighbours(own);
            // The last row and column have no differences of their own.
            if (tile.cropWidth() > 1 && tile.cropHeight() > 1) {
                tiling.variation(
                        Map.of(Programs.IMAGE, feeds.image(tile, rgb), Programs.weight(Programs.TV), weight),
                        Map.of(Programs.TV, roughness, Programs.GRADIENT, feeds.gradient(tile)),
                        begun);
                sum += roughness.item();
                feeds.addGradient(tile, into);
            }
        }
        return sum;
    }

    private Tile withNeighbours(Tile own) {
        return new Tile(
                own.rows(),
                own.columns(),
                oneMore(own.rows(), feeds.grid().height()),
                oneMore(own.columns(), feeds.grid().width()));
    }

    private static Span oneMore(Span own, int side) {
        return new Span(own.begin(), Math.min(side, own.end() + 1));
    }
}
