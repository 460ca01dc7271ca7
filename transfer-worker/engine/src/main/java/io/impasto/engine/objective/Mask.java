package io.impasto.engine.objective;

import java.util.Arrays;

import io.impasto.engine.image.Picture;

/**
 * How much of each place counts, over the whole of a picture; it need not have as many pixels as that.
 *
 * @param width columns, at least 1
 * @param height rows, at least 1
 * @param values row by row, 0 (nothing) to 1 (all)
 */
public record Mask(int width, int height, float[] values) {
    private static final float WHITE = 255;

    /** A picture's every place counts. */
    public static final Mask EVERYWHERE = new Mask(1, 1, new float[] {1});

    /** @throws IllegalArgumentException if there is not one value for each pixel */
    public Mask {
        if (width < 1 || height < 1 || values.length != (long) width * height) {
            throw new IllegalArgumentException(
                    "a mask of " + width + " x " + height + " can't have " + values.length + " values");
        }
    }

    /** Black is nothing and white all; of a colour counts how light it is (luma of ITU-R BT.709). */
    public static Mask of(Picture grey) {
        int plane = grey.width() * grey.height();
        float[] rgb = grey.rgb();
        float[] values = new float[plane];
        for (int i = 0; i < plane; i++) {
            double luma = 0.2126 * rgb[i] + 0.7152 * rgb[plane + i] + 0.0722 * rgb[2 * plane + i];
            values[i] = (float) Math.max(0, Math.min(1, luma / WHITE));
        }
        return new Mask(grey.width(), grey.height(), values);
    }

    /** Of the whole, 0 to 1. */
    public double area() {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** The mean over the mask that lies under each cell of a grid. */
    float[] means(double[] rowEdges, double[] columnEdges) {
        int rows = rowEdges.length - 1;
        int columns = columnEdges.length - 1;
        float[] narrow = new float[height * columns];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < columns; x++) {
                narrow[y * columns + x] = (float) mean(y * width, 1, width, columnEdges[x], columnEdges[x + 1], values);
            }
        }
        float[] means = new float[rows * columns];
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                means[y * columns + x] = (float) mean(x, columns, height, rowEdges[y], rowEdges[y + 1], narrow);
            }
        }
        return means;
    }

    /** From {@code begin} to {@code end}, both 0 to 1, of a line; values that are cut count in part. */
    private static double mean(int offset, int step, int length, double begin, double end, float[] line) {
        double from = begin * length;
        double to = end * length;
        double sum = 0;
        for (int i = (int) from; i < length && i < to; i++) {
            sum += (Math.min(i + 1, to) - Math.max(i, from)) * line[offset + i * step];
        }
        return sum / (to - from);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Mask that
                && width == that.width
                && height == that.height
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * width + height) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Mask[" + width + " x " + height + "]";
    }
}
