package io.impasto.engine.transfer;

import java.util.ArrayList;
import java.util.List;

/**
 * The levels of a painting, the smallest first; each has half the sides of the next.
 *
 * @param levels at least one; the last is the painting's size
 */
record Pyramid(List<Level> levels) {
    // Below this long side a level shows no strokes worth keeping.
    private static final int LEAST_LONG_SIDE = 128;
    // Where levels are asked for, they may go on down to this.
    private static final int SMALLEST_LONG_SIDE = 16;

    /**
     * One level.
     *
     * @param number 1 is the smallest
     * @param width in pixels
     * @param height in pixels
     * @param first number of its first evaluation, from 1
     * @param last number of its last evaluation
     */
    record Level(int number, int width, int height, int first, int last) {
        int evaluations() {
            return last - first + 1;
        }

        long pixels() {
            return (long) width * height;
        }
    }

    /**
     * @param width of the painting
     * @param height of the painting
     * @param levels wanted; those on which a side would fall below {@code leastSide} are left out, and so are more levels
     *     than evaluations
     * @param evaluations over all levels
     */
    static Pyramid of(int width, int height, int levels, int evaluations, int leastSide) {
        int count = 1;
        while (count < Math.min(levels, evaluations)
                && Math.max(halved(width, count), halved(height, count)) >= SMALLEST_LONG_SIDE
                && Math.min(halved(width, count), halved(height, count)) >= leastSide) {
            count++;
        }
        int[] shares = split(evaluations, count);
        List<Level> result = new ArrayList<>();
        int done = 0;
        for (int number = 1; number <= count; number++) {
            int halvings = count - number;
            int last = done + shares[number - 1];
            result.add(new Level(number, halved(width, halvings), halved(height, halvings), done + 1, last));
            done = last;
        }
        return new Pyramid(List.copyOf(result));
    }

    /** Levels where none are asked for: as many as keep the smallest at 128 pixels or more. */
    static int defaultLevels(int size) {
        int levels = 1;
        while (levels < 6 && size >> levels >= LEAST_LONG_SIDE) {
            levels++;
        }
        return levels;
    }

    /** A side of the painting: the content's, scaled so that its longer side becomes {@code size}; at least 1. */
    static int side(int length, int contentWidth, int contentHeight, int size) {
        return (int) Math.max(1, Math.round((double) length * size / Math.max(contentWidth, contentHeight)));
    }

    /** The level that an evaluation belongs to. */
    Level at(int evaluation) {
        return levels.stream()
                .filter(level -> evaluation <= level.last())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no evaluation " + evaluation));
    }

    /** The painting's own level. */
    Level finest() {
        return levels.get(levels.size() - 1);
    }

    private static int halved(int side, int times) {
        return Math.max(1, (side + (1 << times) / 2) >> times);
    }

    /** Two fifths for the finest level, where an evaluation costs most; equal shares for the others; at least one each. */
    private static int[] split(int evaluations, int levels) {
        int[] shares = new int[levels];
        int coarser = levels == 1 ? 0 : Math.max(1, 3 * evaluations / 5 / (levels - 1));
        for (int i = 0; i < levels - 1; i++) {
            shares[i] = coarser;
        }
        shares[levels - 1] = evaluations - (levels - 1) * coarser;
        return shares;
    }
}
