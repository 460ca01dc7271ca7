package io.impasto.engine.objective;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.impasto.autodiff.Tensor;
import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.network.NotTileable;

/**
 * Brings masks to the layers. Each position of a layer takes the mean of the mask over its own pixels, {@code stride x stride} of
 * them, which is where its receptive field is centred. A guide is {@code T = sqrt(m / sum(m))}, so that {@code sum(T^2) = 1} and
 * a guided Gram matrix {@code (T F)(T F)^T} is the mean of {@code f f^T} over the region: {@code A/M} where the region is all.
 */
final class Guides {
    private final FeatureNetwork network;
    private final Layout layout;

    Guides(FeatureNetwork network, Layout layout) {
        this.network = network;
        this.layout = layout;
    }

    /** Parts such that the first region is the whole picture, and the others are nothing. */
    List<Optional<Mask>> whole() {
        List<Optional<Mask>> masks = new ArrayList<>(Collections.nCopies(layout.regions(), Optional.empty()));
        if (!masks.isEmpty()) {
            masks.set(0, Optional.of(Mask.EVERYWHERE));
        }
        return masks;
    }

    /**
     * By the names of {@link Layout#grams}, {@code 1 x 1 x h x w}.
     *
     * @param width of the picture, pixels
     * @param height of the picture, pixels
     * @param masks for each region; one that is empty is nothing, and so is its Gram matrix
     */
    Map<String, Tensor> of(int width, int height, List<Optional<Mask>> masks) {
        if (masks.isEmpty()) {
            return Map.of();
        }
        Map<String, Integer> rows = network.lengths(layout.styleLayers(), height);
        Map<String, Integer> columns = network.lengths(layout.styleLayers(), width);
        Map<String, Tensor> guides = new HashMap<>();
        for (String layer : layout.styleLayers()) {
            double[] rowEdges = edges(layer, height, rows.get(layer));
            double[] columnEdges = edges(layer, width, columns.get(layer));
            for (int r = 0; r < masks.size(); r++) {
                float[] guide = masks.get(r)
                        .map(mask -> normalised(mask.means(rowEdges, columnEdges)))
                        .orElseGet(() -> new float[rows.get(layer) * columns.get(layer)]);
                guides.put(layout.grams(layer).get(r), Tensor.of(guide, 1, 1, rows.get(layer), columns.get(layer)));
            }
        }
        return guides;
    }

    /** Where a layer's positions begin and end along one axis, of the picture's side. */
    private double[] edges(String layer, int side, int length) {
        double stride = stride(layer).map(Integer::doubleValue).orElse((double) side / length);
        double[] edges = new double[length + 1];
        for (int i = 0; i < edges.length; i++) {
            // Where a layer is padded to more positions than strides fit in, the last ones share the last pixel.
            edges[i] = Math.min(side - (length - i) * 1e-3, i * stride) / side;
        }
        return edges;
    }

    private Optional<Integer> stride(String layer) {
        try {
            return Optional.of(network.reach(layout.layers()).strides().get(layer));
        } catch (NotTileable irregular) {
            return Optional.empty();
        }
    }

    private static float[] normalised(float[] mask) {
        double sum = 0;
        for (float value : mask) {
            sum += value;
        }
        float[] guide = new float[mask.length];
        for (int i = 0; i < mask.length; i++) {
            guide[i] = sum > 0 ? (float) Math.sqrt(mask[i] / sum) : 0;
        }
        return guide;
    }
}
