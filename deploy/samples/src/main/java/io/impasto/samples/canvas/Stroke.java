package io.impasto.samples.canvas;

import java.util.Arrays;

/** Finds the pixels that a stroke along a path covers, and where in the stroke each of them lies. Not for several threads. */
public final class Stroke {
    private final int width;
    private final int height;
    private final float[] nearest;
    private final float[] along;
    private final float[] across;
    private int[] touched = new int[4096];

    /** What to do with a covered pixel. */
    @FunctionalInterface
    public interface Touch {
        /**
         * Called once for each pixel of the stroke.
         *
         * @param u pixels travelled along the path
         * @param s -1 at the left border of the stroke, 0 on the path, 1 at the right border; a little beyond at the rim
         */
        void at(int x, int y, double u, double s);
    }

    public Stroke(int width, int height) {
        this.width = width;
        this.height = height;
        this.nearest = new float[width * height];
        this.along = new float[width * height];
        this.across = new float[width * height];
        Arrays.fill(nearest, Float.MAX_VALUE);
    }

    /**
     * Lays one stroke.
     *
     * @param xs the path, in pixels; at least two points
     * @param radius half the stroke's width, in pixels
     */
    public void lay(double[] xs, double[] ys, double radius, Touch touch) {
        int count = 0;
        double travelled = 0;
        for (int i = 0; i + 1 < xs.length; i++) {
            double vx = xs[i + 1] - xs[i];
            double vy = ys[i + 1] - ys[i];
            double length = Math.max(1e-6, Math.sqrt(vx * vx + vy * vy));
            double reach = radius + 1;
            int left = (int) Math.max(0, Math.floor(Math.min(xs[i], xs[i + 1]) - reach));
            int right = (int) Math.min(width - 1, Math.ceil(Math.max(xs[i], xs[i + 1]) + reach));
            int top = (int) Math.max(0, Math.floor(Math.min(ys[i], ys[i + 1]) - reach));
            int bottom = (int) Math.min(height - 1, Math.ceil(Math.max(ys[i], ys[i + 1]) + reach));
            for (int y = top; y <= bottom; y++) {
                for (int x = left; x <= right; x++) {
                    double px = x + 0.5 - xs[i];
                    double py = y + 0.5 - ys[i];
                    double t = Math.max(0, Math.min(length, (px * vx + py * vy) / length));
                    double dx = px - vx * t / length;
                    double dy = py - vy * t / length;
                    double d = dx * dx + dy * dy;
                    int at = y * width + x;
                    if (d < reach * reach && d < nearest[at]) {
                        if (nearest[at] == Float.MAX_VALUE) {
                            touched = count == touched.length ? Arrays.copyOf(touched, 2 * count) : touched;
                            touched[count++] = at;
                        }
                        nearest[at] = (float) d;
                        along[at] = (float) (travelled + t);
                        across[at] = (float) (Math.signum(vx * py - vy * px) * Math.sqrt(d) / radius);
                    }
                }
            }
            travelled += length;
        }
        for (int k = 0; k < count; k++) {
            int at = touched[k];
            nearest[at] = Float.MAX_VALUE;
            touch.at(at % width, at / width, along[at], across[at]);
        }
    }
}
