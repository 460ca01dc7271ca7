package io.impasto.samples.canvas;

/** Thick paint: strokes of a bristle brush that carry two colours, pile up in relief, and are lit from the upper left. */
public final class Impasto {
    private final Picture paint;
    private final float[] relief;
    private final Stroke stroke;
    private final Noise noise;
    private int strokes;

    public Impasto(Picture ground, long seed) {
        this.paint = ground;
        this.relief = new float[ground.width() * ground.height()];
        this.stroke = new Stroke(ground.width(), ground.height());
        this.noise = new Noise(seed);
    }

    public Picture paint() {
        return paint;
    }

    /**
     * One stroke along a path.
     *
     * @param radius half the brush's width in pixels
     * @param main the colour of most bristles
     * @param second the colour that the others picked up
     * @param load how thick the paint stands, about 1
     */
    public void stroke(double[] xs, double[] ys, double radius, Colour main, Colour second, double load) {
        int number = ++strokes;
        double seed = number * 7.31;
        double total = length(xs, ys);
        double bristles = 2.0 + radius * 0.22;
        stroke.lay(xs, ys, radius, (x, y, u, s) -> {
            double fine = noise.at(s * bristles * 1.9 + seed, u * 0.035 + seed);
            double broad = noise.at(s * bristles * 0.6 + seed, u * 0.012 + 50);
            double end = Math.min(u + radius * 0.35 * (1 - s * s), (total - u) * 0.55 + radius * 0.6 * (fine + 0.5));
            double rim = (1 - Math.abs(s)) * radius + 0.9 * fine;
            double cover = Ramp.clamp(rim + 0.5) * Ramp.clamp(end * 0.9 + 0.4);
            if (cover <= 0) {
                return;
            }
            double dry = Ramp.smooth(0.55, 1.0, u / Math.max(1, total)) * 0.75;
            cover *= 1 - dry * Ramp.smooth(-0.1, 0.5, -fine);
            Colour c = main.mix(second, 0.5 + 1.1 * broad + 0.45 * fine).times(1 + 0.10 * fine);
            paint.blend(x, y, c, cover);
            double pushed = 0.55 + 0.55 * s * s * s * s + 0.55 * fine + 0.35 * Math.exp(-u * u / (radius * radius));
            int at = y * paint.width() + x;
            relief[at] += (float) (cover * (load * radius * 0.16 * pushed + 0.25 * load - 0.45 * relief[at]));
        });
    }

    private static double length(double[] xs, double[] ys) {
        double sum = 0;
        for (int i = 0; i + 1 < xs.length; i++) {
            sum += Math.hypot(xs[i + 1] - xs[i], ys[i + 1] - ys[i]);
        }
        return sum;
    }

    /** The paint with its relief in raking light. */
    public Picture lit() {
        return Picture.shaded(paint.width(), paint.height(), 1, (fx, fy) -> {
            int x = (int) fx;
            int y = (int) fy;
            double dx = height(x + 1, y) - height(x - 1, y);
            double dy = height(x, y + 1) - height(x, y - 1);
            double n = 1 / Math.sqrt(dx * dx * 0.36 + dy * dy * 0.36 + 1);
            double slope = (0.52 * dx * 0.6 + 0.60 * dy * 0.6) * n;
            double light = 0.62 * n + 0.38 + 0.62 * slope;
            double shine = Math.pow(Ramp.clamp(0.86 * n + 0.5 * slope), 24) * Ramp.smooth(0.1, 0.6, slope);
            return paint.get(x, y).times(Math.max(0.25, light)).mix(Colour.WHITE, 0.30 * shine);
        });
    }

    private double height(int x, int y) {
        int cx = Math.max(0, Math.min(paint.width() - 1, x));
        int cy = Math.max(0, Math.min(paint.height() - 1, y));
        return relief[cy * paint.width() + cx];
    }
}
