package io.impasto.engine.objective;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which parts of the painting take after which parts of the styles: spatial guidance after Gatys, Ecker, Bethge, Hertzmann,
 * Shechtman: Controlling Perceptual Factors in Neural Style Transfer, CVPR 2017. Each region has a Gram matrix of its own.
 *
 * @param regions of the painting; none where all of it takes after all of each style
 * @param styles for each style its part for each region; empty where the style has none for it
 */
public record Guidance(List<Mask> regions, List<List<Optional<Mask>>> styles) {
    /** All of the painting takes after all of each style. */
    public static final Guidance NONE = new Guidance(List.of(), List.of());

    private static final int GRID = 64;

    /** @throws IllegalArgumentException if a style does not say something for each region */
    public Guidance {
        regions = List.copyOf(regions);
        styles = styles.stream().map(List::copyOf).toList();
        for (List<Optional<Mask>> parts : styles) {
            if (parts.size() != regions.size()) {
                throw new IllegalArgumentException(
                        "a style has parts for " + parts.size() + " regions, and there are " + regions.size());
            }
        }
    }

    /**
     * A region for each style.
     *
     * @param content where each style goes
     * @param styles which part of each style counts
     */
    public static Guidance each(List<Mask> content, List<Mask> styles) {
        int count = content.size();
        return new Guidance(
                content,
                IntStream.range(0, count)
                        .mapToObj(k -> IntStream.range(0, count)
                                .mapToObj(r -> Optional.of(styles.get(k)).filter(own -> r == k))
                                .toList())
                        .toList());
    }

    /** What each region is of the painting. */
    public List<Optional<Mask>> parts() {
        return regions.stream().map(Optional::of).toList();
    }

    /** Number of regions; 0 without guidance. */
    public int size() {
        return regions.size();
    }

    /**
     * How much each style counts in each region. A region counts as much as it is large, so that the pull at each place does
     * not depend on the size of its region, and all of them as much as the part of the painting that they cover.
     *
     * @param blend the styles' shares, sum 1
     * @return by region and style; all 0 where no region has a style
     */
    double[][] shares(double[] blend) {
        double[][] shares = new double[regions.size()][blend.length];
        double sum = 0;
        float[] covered = new float[0];
        for (int r = 0; r < regions.size(); r++) {
            double area = regions.get(r).area();
            boolean hasStyle = false;
            for (int k = 0; k < blend.length; k++) {
                if (styles.get(k).get(r).isPresent()) {
                    shares[r][k] = blend[k] * area;
                    sum += shares[r][k];
                    hasStyle |= blend[k] > 0;
                }
            }
            if (hasStyle) {
                covered = union(covered, regions.get(r));
            }
        }
        double coverage = mean(covered);
        for (double[] region : shares) {
            for (int k = 0; k < region.length; k++) {
                region[k] *= sum > 0 ? coverage / sum : 0;
            }
        }
        return shares;
    }

    /** Where either is, over a grid that masks of any sizes can be laid on. */
    private static float[] union(float[] covered, Mask mask) {
        double[] edges = IntStream.rangeClosed(0, GRID)
                .mapToDouble(i -> (double) i / GRID)
                .toArray();
        float[] means = mask.means(edges, edges);
        for (int i = 0; i < covered.length; i++) {
            means[i] = Math.max(means[i], covered[i]);
        }
        return means;
    }

    private static double mean(float[] values) {
        return values.length == 0
                ? 0
                : IntStream.range(0, values.length).mapToDouble(i -> values[i]).sum() / values.length;
    }
}
