package io.impasto.samples.canvas;

/** A direction at every point of a picture, and paths that follow it. */
@FunctionalInterface
public interface Flow {
    /** The direction in radians, 0 to the right, growing clockwise on the screen. */
    double angle(double x, double y);

    /** A path of {@code steps} steps of {@code step} pixels that starts at a point; xs in row 0, ys in row 1. */
    default double[][] follow(double x, double y, double step, int steps) {
        double[][] path = new double[2][steps + 1];
        double px = x;
        double py = y;
        for (int i = 0; i <= steps; i++) {
            path[0][i] = px;
            path[1][i] = py;
            double half = angle(px, py);
            double a = angle(px + 0.5 * step * Math.cos(half), py + 0.5 * step * Math.sin(half));
            px += step * Math.cos(a);
            py += step * Math.sin(a);
        }
        return path;
    }
}
