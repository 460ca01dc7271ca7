package io.impasto.samples.canvas;

/** One jittered point per unit square, and the nearest of them. Source: S. Worley, "A Cellular Texture Basis Function", 1996. */
public final class Cells {
    private final int seed;
    private final double jitter;

    public Cells(int seed, double jitter) {
        this.seed = seed;
        this.jitter = jitter;
    }

    /**
     * The cell that a point lies in.
     *
     * @param id 0..1, the same all over the cell
     * @param dx from the cell's point to the asked point
     * @param dy likewise
     * @param edge distance to the border with the next cell
     */
    public record Cell(double id, double dx, double dy, double edge) {
        public double distance() {
            return Math.sqrt(dx * dx + dy * dy);
        }
    }

    public Cell at(double x, double y) {
        int ix = (int) Math.floor(x);
        int iy = (int) Math.floor(y);
        double best = 9e9;
        double bestX = 0;
        double bestY = 0;
        int cell = 0;
        for (int k = 0; k < 25; k++) {
            int cx = ix + k % 5 - 2;
            int cy = iy + k / 5 - 2;
            double dx = x - pointX(cx, cy);
            double dy = y - pointY(cx, cy);
            double d = dx * dx + dy * dy;
            if (d < best) {
                best = d;
                bestX = dx;
                bestY = dy;
                cell = k;
            }
        }
        double edge = 9e9;
        for (int k = 0; k < 25; k++) {
            if (k != cell) {
                int cx = ix + k % 5 - 2;
                int cy = iy + k / 5 - 2;
                double ox = bestX - (x - pointX(cx, cy));
                double oy = bestY - (y - pointY(cx, cy));
                double length = Math.sqrt(ox * ox + oy * oy);
                edge = Math.min(edge, length / 2 - (bestX * ox + bestY * oy) / length);
            }
        }
        return new Cell(Noise.hash(ix + cell % 5 - 2 + 7 * seed, iy + cell / 5 - 2 + 31), bestX, bestY, edge);
    }

    private double pointX(int cx, int cy) {
        return cx + 0.5 + jitter * (Noise.hash(cx + seed, cy) - 0.5);
    }

    private double pointY(int cx, int cy) {
        return cy + 0.5 + jitter * (Noise.hash(cx, cy + seed + 913) - 0.5);
    }
}
