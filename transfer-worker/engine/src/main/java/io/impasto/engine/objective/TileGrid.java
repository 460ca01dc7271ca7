package io.impasto.engine.objective;

import java.util.ArrayList;
import java.util.List;

import io.impasto.engine.network.Reach;
import io.impasto.engine.objective.Tile.Span;

/**
 * A picture cut into tiles. Cuts lie at multiples of the network's alignment, counted from the picture's origin, so that
 * poolings see the same windows as in the whole; crops end at the picture's edges, where padding and odd sizes are the
 * picture's own.
 *
 * @param width of the picture, pixels
 * @param height of the picture, pixels
 * @param tiles row by row
 */
record TileGrid(int width, int height, List<Tile> tiles) {

    TileGrid {
        tiles = List.copyOf(tiles);
    }

    /** @param side longest own side of a tile, pixels; at least the alignment, below which none can be */
    static TileGrid of(int width, int height, int side, Reach reach) {
        List<Span> rows = cut(height, side, reach.alignment());
        List<Span> columns = cut(width, side, reach.alignment());
        List<Tile> tiles = new ArrayList<>();
        for (Span row : rows) {
            for (Span column : columns) {
                tiles.add(new Tile(row, column, widened(row, height, reach), widened(column, width, reach)));
            }
        }
        return new TileGrid(width, height, tiles);
    }

    /** Into parts of nearly equal length. */
    private static List<Span> cut(int length, int side, int alignment) {
        int units = (length + alignment - 1) / alignment;
        int most = Math.max(1, side / alignment);
        int parts = (units + most - 1) / most;
        List<Span> spans = new ArrayList<>();
        int begin = 0;
        for (int part = 1; part <= parts; part++) {
            int end = part == parts ? length : (int) ((long) units * part / parts) * alignment;
            spans.add(new Span(begin, end));
            begin = end;
        }
        return spans;
    }

    private static Span widened(Span own, int length, Reach reach) {
        return new Span(Math.max(0, own.begin() - reach.halo()), Math.min(length, own.end() + reach.halo()));
    }

    /**
     * Of a layer's positions along one axis those that belong to a tile.
     *
     * @param own the tile's pixels along this axis
     * @param side of the picture, pixels
     * @param stride of the layer
     * @param length of the whole layer along this axis
     */
    static Span positions(Span own, int side, int stride, int length) {
        int begin = Math.min(length, own.begin() / stride);
        return new Span(begin, own.end() == side ? length : Math.min(length, own.end() / stride));
    }

    long largestCrop() {
        return tiles.stream().mapToLong(Tile::cropPixels).max().orElseThrow();
    }
}
