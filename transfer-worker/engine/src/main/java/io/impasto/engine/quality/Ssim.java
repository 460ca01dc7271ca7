package io.impasto.engine.quality;

import io.impasto.engine.image.Picture;

/**
 * Structural similarity of luminance (Wang, Bovik, Sheikh and Simoncelli 2004): the mean over all positions at which an 11 x 11
 * Gaussian window of standard deviation 1.5 lies within the picture; K1 = 0.01, K2 = 0.03, L = 255. Luminance is the luma of ITU-R
 * BT.601. Memory is a few rows.
 */
public final class Ssim {
    private static final int WINDOW = 11;
    private static final double DEVIATION = 1.5;
    private static final double C1 = 0.01 * 255 * 0.01 * 255;
    private static final double C2 = 0.03 * 255 * 0.03 * 255;
    // Of x, y, x^2, y^2 and xy.
    private static final int MOMENTS = 5;

    private Ssim() {}

    /**
     * How similar two pictures are; symmetric. Where a side is shorter than the window, the window's side along it is the longest odd
     * one that fits.
     *
     * @return -1 to 1; 1 for equal luminance
     * @throws IllegalArgumentException if the pictures differ in size
     */
    public static double of(Picture a, Picture b) {
        if (a.width() != b.width() || a.height() != b.height()) {
            throw new IllegalArgumentException(
                    "pictures that are compared must be of one size, not " + a + " and " + b);
        }
        double[] across = window(a.width());
        double[] down = window(a.height());
        int positions = a.width() - across.length + 1;
        double[][][] rows = new double[down.length][MOMENTS][positions];
        double sum = 0;
        for (int y = 0; y < a.height(); y++) {
            filter(a, b, y, across, rows[y % down.length]);
            if (y >= down.length - 1) {
                sum += row(rows, y - down.length + 1, down, positions);
            }
        }
        return sum / ((double) positions * (a.height() - down.length + 1));
    }

    /** Normalised to sum 1. */
    private static double[] window(int side) {
        int length = Math.min(WINDOW, side % 2 == 0 ? side - 1 : side);
        double[] weights = new double[length];
        double sum = 0;
        for (int i = 0; i < length; i++) {
            double distance = i - length / 2;
            weights[i] = Math.exp(-distance * distance / (2 * DEVIATION * DEVIATION));
            sum += weights[i];
        }
        for (int i = 0; i < length; i++) {
            weights[i] /= sum;
        }
        return weights;
    }

    private static void filter(Picture a, Picture b, int y, double[] across, double[][] into) {
        for (int x = 0; x < into[0].length; x++) {
            double[] moments = new double[MOMENTS];
            for (int i = 0; i < across.length; i++) {
                double va = luma(a, x + i, y);
                double vb = luma(b, x + i, y);
                moments[0] += across[i] * va;
                moments[1] += across[i] * vb;
                moments[2] += across[i] * va * va;
                moments[3] += across[i] * vb * vb;
                moments[4] += across[i] * va * vb;
            }
            for (int m = 0; m < MOMENTS; m++) {
                into[m][x] = moments[m];
            }
        }
    }

    /** The sum over one row of positions, of windows that begin at row {@code first}. */
    private static double row(double[][][] rows, int first, double[] down, int positions) {
        double sum = 0;
        double[] moments = new double[MOMENTS];
        for (int x = 0; x < positions; x++) {
            for (int m = 0; m < MOMENTS; m++) {
                moments[m] = 0;
                for (int i = 0; i < down.length; i++) {
                    moments[m] += down[i] * rows[(first + i) % rows.length][m][x];
                }
            }
            sum += similarity(moments);
        }
        return sum;
    }

    private static double similarity(double[] moments) {
        double meanA = moments[0];
        double meanB = moments[1];
        double varianceA = moments[2] - meanA * meanA;
        double varianceB = moments[3] - meanB * meanB;
        double covariance = moments[4] - meanA * meanB;
        return (2 * meanA * meanB + C1)
                * (2 * covariance + C2)
                / ((meanA * meanA + meanB * meanB + C1) * (varianceA + varianceB + C2));
    }

    private static double luma(Picture picture, int x, int y) {
        return 0.299 * picture.at(0, x, y) + 0.587 * picture.at(1, x, y) + 0.114 * picture.at(2, x, y);
    }
}
