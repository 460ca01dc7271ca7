package io.impasto.engine.transfer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.impasto.engine.image.Picture;
import io.impasto.engine.objective.Mask;

/**
 * The colours of a map of regions. Compression and resampling blur a map, so each pixel belongs to the nearest of the map's main
 * colours.
 *
 * @param colours red, green, blue of each, 0..255; the most frequent first
 */
record RegionColours(List<float[]> colours) {
    private static final int MOST = 8;
    /** Colours nearer than this are one, in units of 0..255 (Euclidean, RGB). */
    private static final double APART = 64;
    /** Of the map's pixels; fewer are an edge's in-between colours. */
    private static final double LEAST_SHARE = 0.01;
    /** How many steps a channel is sorted into. */
    private static final int STEPS = 16;

    /** @throws InvalidOption if there are more colours than regions can be painted */
    static RegionColours of(Picture map) {
        int plane = map.width() * map.height();
        Map<Integer, double[]> bins = new HashMap<>();
        for (int i = 0; i < plane; i++) {
            float[] colour = at(map, i);
            double[] bin = bins.computeIfAbsent(bin(colour), first -> new double[4]);
            for (int c = 0; c < 3; c++) {
                bin[c] += colour[c];
            }
            bin[3]++;
        }
        List<double[]> frequent = bins.values().stream()
                .sorted(Comparator.comparingDouble((double[] bin) -> -bin[3])
                        .thenComparingDouble(bin -> bin[0] / bin[3]))
                .toList();
        List<float[]> colours = new ArrayList<>();
        for (double[] bin : frequent) {
            float[] mean = {(float) (bin[0] / bin[3]), (float) (bin[1] / bin[3]), (float) (bin[2] / bin[3])};
            if (bin[3] >= LEAST_SHARE * plane && colours.stream().allMatch(other -> distance(mean, other) > APART)) {
                colours.add(mean);
            }
        }
        if (colours.isEmpty() || colours.size() > MOST) {
            throw new InvalidOption(
                    "contentRegions",
                    "contentRegions must have 1 to " + MOST + " colours, each on 1 % of the map at least, not "
                            + colours.size());
        }
        return new RegionColours(List.copyOf(colours));
    }

    /** Where each colour is; together they are the whole map. */
    List<Mask> regions(Picture map) {
        return masks(map, Double.POSITIVE_INFINITY);
    }

    /** Where another map has each of these colours; empty for one that it has not. */
    List<Optional<Mask>> parts(Picture map) {
        return masks(map, APART).stream()
                .map(Optional::of)
                .map(mask -> mask.filter(any -> any.area() >= LEAST_SHARE / 10))
                .toList();
    }

    private List<Mask> masks(Picture map, double within) {
        int plane = map.width() * map.height();
        float[][] values = new float[colours.size()][plane];
        for (int i = 0; i < plane; i++) {
            float[] colour = at(map, i);
            int nearest = 0;
            for (int r = 1; r < values.length; r++) {
                if (distance(colour, colours.get(r)) < distance(colour, colours.get(nearest))) {
                    nearest = r;
                }
            }
            if (distance(colour, colours.get(nearest)) <= within) {
                values[nearest][i] = 1;
            }
        }
        List<Mask> masks = new ArrayList<>();
        for (float[] region : values) {
            masks.add(new Mask(map.width(), map.height(), region));
        }
        return masks;
    }

    private static float[] at(Picture map, int i) {
        int plane = map.width() * map.height();
        return new float[] {map.rgb()[i], map.rgb()[plane + i], map.rgb()[2 * plane + i]};
    }

    private static int bin(float[] colour) {
        int bin = 0;
        for (float channel : colour) {
            bin = STEPS * bin + (int) Math.max(0, Math.min(STEPS - 1, channel * STEPS / 256));
        }
        return bin;
    }

    private static double distance(float[] a, float[] b) {
        return Math.sqrt(Math.pow(a[0] - b[0], 2) + Math.pow(a[1] - b[1], 2) + Math.pow(a[2] - b[2], 2));
    }

    /** As in a style sheet. */
    @Override
    public String toString() {
        return colours.stream()
                .map(colour -> String.format(
                        Locale.ROOT,
                        "#%02x%02x%02x",
                        Math.round(Math.max(0, Math.min(255, colour[0]))),
                        Math.round(Math.max(0, Math.min(255, colour[1]))),
                        Math.round(Math.max(0, Math.min(255, colour[2])))))
                .collect(Collectors.joining(", "));
    }
}
