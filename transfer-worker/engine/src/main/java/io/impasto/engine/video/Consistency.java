package io.impasto.engine.video;

/**
 * How far the flow is to be believed at each pixel of a frame: not where the way there and back does not end where it began
 * (something was uncovered there), nor where the motion has an edge. Thresholds are those of Ruder, Dosovitskiy, Brox
 * (Artistic style transfer for videos, 2016), after Sundaram, Brox, Keutzer (ECCV 2010).
 */
final class Consistency {
    private Consistency() {}

    /**
     * @param back from the frame to the one before
     * @param forth from the one before to the frame
     * @return {@code c}, 0 or 1 for each pixel, row by row
     */
    static float[] of(Motion back, Motion forth) {
        float[] weights = new float[back.x().length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = back.leaves(i) || uncovered(i, back, forth) || edge(i, back) ? 0 : 1;
        }
        return weights;
    }

    private static boolean uncovered(int pixel, Motion back, Motion forth) {
        Motion.Place there = back.place(pixel);
        double u = back.x()[pixel];
        double v = back.y()[pixel];
        double returnU = there.of(forth.x(), 0);
        double returnV = there.of(forth.y(), 0);
        double gap = squares(u + returnU, v + returnV);
        return !(gap <= 0.01 * (squares(u, v) + squares(returnU, returnV)) + 0.5);
    }

    private static boolean edge(int pixel, Motion back) {
        int left = pixel % back.width() > 0 ? pixel - 1 : pixel;
        int right = pixel % back.width() < back.width() - 1 ? pixel + 1 : pixel;
        int above = pixel >= back.width() ? pixel - back.width() : pixel;
        int below = pixel < back.x().length - back.width() ? pixel + back.width() : pixel;
        double across = squares(slope(back.x(), left, right, 1), slope(back.y(), left, right, 1));
        double down = squares(slope(back.x(), above, below, back.width()), slope(back.y(), above, below, back.width()));
        double length = squares(back.x()[pixel], back.y()[pixel]);
        return !(across + down <= 0.01 * length + 0.002);
    }

    private static double slope(float[] values, int from, int to, int stride) {
        return from == to ? 0 : (values[to] - values[from]) / ((to - from) / (double) stride);
    }

    private static double squares(double a, double b) {
        return a * a + b * b;
    }
}
