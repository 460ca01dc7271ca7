package io.impasto.engine.objective;

import io.impasto.engine.network.Reach;

/** How many tiles there would be, and how large. */
public final class TileSizes {
    private TileSizes() {}

    /** Pixels of the largest tile with its halo. */
    public static long largestCrop(int width, int height, int side, Reach reach) {
        return TileGrid.of(width, height, side, reach).largestCrop();
    }

    /** Pixels of all tiles with their halos. */
    public static long allCrops(int width, int height, int side, Reach reach) {
        return TileGrid.of(width, height, side, reach).tiles().stream()
                .mapToLong(Tile::cropPixels)
                .sum();
    }

    /** Number of tiles. */
    public static int count(int width, int height, int side, Reach reach) {
        return TileGrid.of(width, height, side, reach).tiles().size();
    }
}
