package io.impasto.engine.objective;

import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

import io.impasto.autodiff.Tensor;
import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.network.Reach;
import io.impasto.engine.objective.Tile.Span;

/** What goes into and comes out of the runs for the tiles of one grid, in memory that each tile uses again. */
final class TileFeeds {
    private final Reach reach;
    private final TileGrid grid;
    private final Function<Integer, Map<String, Integer>> lengths;
    private final Map<Integer, Map<String, Integer>> known = new HashMap<>();
    private final Map<String, Tensor> masks = new HashMap<>();
    private final Map<String, Tensor> features = new HashMap<>();
    private final Map<String, Integer> channels;
    private final Tensor image;
    private final Tensor gradient;

    /** @param channels of the content layers, by layer */
    TileFeeds(FeatureNetwork network, Layout layout, Reach reach, TileGrid grid, Map<String, Integer> channels) {
        this.reach = reach;
        this.grid = grid;
        this.channels = channels;
        this.lengths = side -> network.lengths(layout.layers(), side);
        this.image = Tensor.allocate(3, largest(Tile::cropPixels));
        this.gradient = Tensor.allocate(3, largest(Tile::cropPixels));
        for (String layer : layout.styleLayers()) {
            for (String gram : layout.grams(layer)) {
                masks.put(gram, Tensor.allocate(largest(tile -> area(layer, tile))));
            }
        }
        for (String layer : layout.contentLayers()) {
            long area = largest(tile -> area(layer, tile));
            masks.put(Programs.content(layer), Tensor.allocate(area));
            features.put(layer, Tensor.allocate(channels.get(layer), area));
        }
    }

    TileGrid grid() {
        return grid;
    }

    /** The tile's crop of a planar {@code 3 x H x W} image. */
    Tensor image(Tile tile, float[] rgb) {
        Tensor crop = image.first(1, 3, tile.cropHeight(), tile.cropWidth());
        FloatBuffer to = crop.floats();
        eachRow(tile, row -> to.put(rgb, row, tile.cropWidth()));
        return crop;
    }

    /** Where the gradient of a tile is written. */
    Tensor gradient(Tile tile) {
        return gradient.first(1, 3, tile.cropHeight(), tile.cropWidth());
    }

    /** Adds what was written there to the gradient of the whole image. */
    void addGradient(Tile tile, float[] into) {
        FloatBuffer from = gradient.floats();
        float[] line = new float[tile.cropWidth()];
        eachRow(tile, row -> {
            from.get(line);
            for (int x = 0; x < line.length; x++) {
                into[row + x] += line[x];
            }
        });
    }

    private interface RowVisitor {
        void visit(int offset);
    }

    private void eachRow(Tile tile, RowVisitor visitor) {
        for (int channel = 0; channel < 3; channel++) {
            for (int y = tile.cropRows().begin(); y < tile.cropRows().end(); y++) {
                visitor.visit((channel * grid.height() + y) * grid.width()
                        + tile.cropColumns().begin());
            }
        }
    }

    /** {@code 1/sqrt(M)} at the tile's own positions, 0 around them. */
    Tensor styleMask(String layer, Tile tile) {
        double positions = (double) length(layer, grid.height()) * length(layer, grid.width());
        return mask(Programs.style(layer), layer, tile, (float) (1 / Math.sqrt(positions)));
    }

    /** A region's guide at the tile's own positions, 0 around them. */
    Tensor guide(String gram, String layer, Tile tile, Tensor whole) {
        Tensor mask = mask(gram, layer, tile, 1);
        FloatBuffer crop = mask.floats();
        FloatBuffer all = whole.floats();
        eachLine(1, layer, tile, (inCrop, inWhole, length) -> crop.put(inCrop, all, inWhole, length));
        return mask;
    }

    /** 1 at the tile's own positions, 0 around them. */
    Tensor contentMask(String layer, Tile tile) {
        return mask(Programs.content(layer), layer, tile, 1);
    }

    private Tensor mask(String term, String layer, Tile tile, float inside) {
        int width = length(layer, tile.cropWidth());
        Tensor mask = masks.get(term).first(1, 1, length(layer, tile.cropHeight()), width);
        FloatBuffer values = mask.floats();
        Span rows = within(ownRows(layer, tile), tile.cropRows(), layer);
        Span columns = within(ownColumns(layer, tile), tile.cropColumns(), layer);
        for (int i = 0; i < values.capacity(); i++) {
            int y = i / width;
            int x = i % width;
            boolean own = y >= rows.begin() && y < rows.end() && x >= columns.begin() && x < columns.end();
            values.put(i, own ? inside : 0);
        }
        return mask;
    }

    /** The features of a tile's crop, {@code 1 x N x h x w}: what a run writes, or reads as its target. */
    Tensor features(String layer, Tile tile) {
        return features.get(layer)
                .first(1, channels.get(layer), length(layer, tile.cropHeight()), length(layer, tile.cropWidth()));
    }

    /** Those of a layer over the whole picture. */
    Tensor wholeFeatures(String layer) {
        return Tensor.allocate(1, channels.get(layer), length(layer, grid.height()), length(layer, grid.width()));
    }

    /** Copies a tile's own positions from its crop's features to the whole picture's. */
    void gather(String layer, Tile tile, Tensor whole) {
        FloatBuffer crop = features(layer, tile).floats();
        FloatBuffer all = whole.floats();
        eachLine(channels.get(layer), layer, tile, (inCrop, inWhole, length) -> all.put(inWhole, crop, inCrop, length));
    }

    /** Copies a tile's own positions from the whole picture's features to its crop's; around them lies what masks hide. */
    Tensor spread(String layer, Tile tile, Tensor whole) {
        Tensor features = features(layer, tile);
        FloatBuffer crop = features.floats();
        FloatBuffer all = whole.floats();
        eachLine(channels.get(layer), layer, tile, (inCrop, inWhole, length) -> crop.put(inCrop, all, inWhole, length));
        return features;
    }

    private interface LineVisitor {
        void visit(int inCrop, int inWhole, int length);
    }

    private void eachLine(int planes, String layer, Tile tile, LineVisitor visitor) {
        Span rows = ownRows(layer, tile);
        Span columns = ownColumns(layer, tile);
        int width = length(layer, grid.width());
        int height = length(layer, grid.height());
        int cropWidth = length(layer, tile.cropWidth());
        int cropHeight = length(layer, tile.cropHeight());
        int top = within(rows, tile.cropRows(), layer).begin();
        int left = within(columns, tile.cropColumns(), layer).begin();
        for (int channel = 0; channel < planes; channel++) {
            for (int y = 0; y < rows.length(); y++) {
                visitor.visit(
                        (channel * cropHeight + top + y) * cropWidth + left,
                        (channel * height + rows.begin() + y) * width + columns.begin(),
                        columns.length());
            }
        }
    }

    private Span ownRows(String layer, Tile tile) {
        return TileGrid.positions(tile.rows(), grid.height(), stride(layer), length(layer, grid.height()));
    }

    private Span ownColumns(String layer, Tile tile) {
        return TileGrid.positions(tile.columns(), grid.width(), stride(layer), length(layer, grid.width()));
    }

    private Span within(Span own, Span crop, String layer) {
        int origin = crop.begin() / stride(layer);
        return new Span(own.begin() - origin, own.end() - origin);
    }

    private int stride(String layer) {
        return reach.strides().get(layer);
    }

    private long area(String layer, Tile tile) {
        return (long) length(layer, tile.cropHeight()) * length(layer, tile.cropWidth());
    }

    private int length(String layer, int side) {
        return known.computeIfAbsent(side, lengths).get(layer);
    }

    private long largest(ToLongFunction<Tile> size) {
        return grid.tiles().stream().mapToLong(size).max().orElseThrow();
    }
}
