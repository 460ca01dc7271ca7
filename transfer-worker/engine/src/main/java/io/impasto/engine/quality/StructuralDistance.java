package io.impasto.engine.quality;

import java.nio.FloatBuffer;

import io.impasto.autodiff.Tensor;

/**
 * Content feature structural distance, CFSD (Chung, Hyun and Heo 2024, "Style Injection in Diffusion"): which places of a picture look
 * alike, whatever they look like. Of the features at positions i and j, {@code S_ij = softmax_j(<f_i, f_j> / s)}; the distance is the
 * mean over i of {@code KL(S_i of the content || S_i of the painting)}, in nats.
 *
 * <p>Three things are set here, so that figures can be compared between sizes and networks. Features are averaged over a {@value
 * #GRID} x {@value #GRID} grid first. {@code s} is the mean of {@code <f_i, f_i>} over the content's grid, where the paper has the square
 * of the number of channels, which presumes one network's magnitudes. And it is a mean over positions, where the paper's published
 * program adds them up. Not symmetric. Memory does not grow with the picture.
 */
public final class StructuralDistance {
    /** Cells of the grid on each side. */
    public static final int GRID = 16;

    private static final int CELLS = GRID * GRID;

    private StructuralDistance() {}

    /**
     * How much of the content's structure is lost.
     *
     * @param content features, {@code 1 x N x h x w}
     * @param painting features, {@code 1 x N x h' x w'}
     * @return from 0, the same structure
     */
    public static double of(Tensor content, Tensor painting) {
        double[][] target = pooled(content);
        double[][] image = pooled(painting);
        double scale = 0;
        for (double[] cell : target) {
            scale += dot(cell, cell) / CELLS;
        }
        // Without any feature all places look alike.
        double unit = scale > 0 ? scale : 1;
        double sum = 0;
        for (int i = 0; i < CELLS; i++) {
            sum += divergence(logSoftmax(target, i, unit), logSoftmax(image, i, unit));
        }
        return Math.max(0, sum / CELLS);
    }

    private static double divergence(double[] logP, double[] logQ) {
        double sum = 0;
        for (int j = 0; j < CELLS; j++) {
            sum += Math.exp(logP[j]) * (logP[j] - logQ[j]);
        }
        return sum;
    }

    private static double[] logSoftmax(double[][] cells, int i, double unit) {
        double[] logits = new double[CELLS];
        double most = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < CELLS; j++) {
            logits[j] = dot(cells[i], cells[j]) / unit;
            most = Math.max(most, logits[j]);
        }
        double sum = 0;
        for (double logit : logits) {
            sum += Math.exp(logit - most);
        }
        double normaliser = most + Math.log(sum);
        for (int j = 0; j < CELLS; j++) {
            logits[j] -= normaliser;
        }
        return logits;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }

    /** Cell by cell; a cell spans every position that it touches, so that those of a map below the grid's size repeat. */
    private static double[][] pooled(Tensor features) {
        long[] shape = features.shape();
        int n = Math.toIntExact(shape[1]);
        int h = Math.toIntExact(shape[2]);
        int w = Math.toIntExact(shape[3]);
        FloatBuffer values = features.floats();
        double[][] cells = new double[CELLS][n];
        for (int cell = 0; cell < CELLS; cell++) {
            int top = first(cell / GRID, h);
            int bottom = end(cell / GRID, h);
            int left = first(cell % GRID, w);
            int right = end(cell % GRID, w);
            for (int k = 0; k < n; k++) {
                double sum = 0;
                for (int y = top; y < bottom; y++) {
                    for (int x = left; x < right; x++) {
                        sum += values.get((k * h + y) * w + x);
                    }
                }
                cells[cell][k] = sum / ((bottom - top) * (right - left));
            }
        }
        return cells;
    }

    private static int first(int cell, int length) {
        return cell * length / GRID;
    }

    private static int end(int cell, int length) {
        return ((cell + 1) * length + GRID - 1) / GRID;
    }
}
