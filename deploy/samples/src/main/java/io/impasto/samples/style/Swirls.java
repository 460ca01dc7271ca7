package io.impasto.samples.style;

import java.util.Random;

import io.impasto.samples.canvas.Colour;
import io.impasto.samples.canvas.Flow;
import io.impasto.samples.canvas.Impasto;
import io.impasto.samples.canvas.Noise;
import io.impasto.samples.canvas.Painting;
import io.impasto.samples.canvas.Picture;
import io.impasto.samples.canvas.Ramp;

/** Currents of night blue, jade and gold that curl around eddies, in long thin strokes. */
public final class Swirls implements Painting {
    private static final int SIZE = 640;
    private static final int FINE = 2;
    private static final int S = SIZE * FINE;
    /** Eddies: centre, size and turn, on a picture of side 1. */
    private static final double[][] EDDIES = {
        {0.26, 0.25, 0.17, 1}, {0.70, 0.19, 0.12, -1}, {0.58, 0.55, 0.21, 1}, {0.16, 0.70, 0.14, -1},
        {0.88, 0.80, 0.16, 1}, {0.40, 0.92, 0.11, -1}, {0.95, 0.45, 0.10, -1}, {0.03, 0.43, 0.09, 1},
        {0.47, 0.06, 0.08, 1}, {0.97, 0.04, 0.11, 1}, {0.66, 0.98, 0.08, 1},
    };

    private final Noise noise = new Noise(77);
    private final Ramp currents =
            Ramp.of(0x070f2c, 0x0d1f52, 0x163a86, 0x205fa8, 0x2f8fae, 0x8fd0b4, 0x2c78a8, 0x163a80, 0x0a1a48);
    private final Ramp glow = Ramp.of(0xfff2b8, 0xffd35a, 0xf2a02c, 0xc8702e, 0x5f7f6a);

    @Override
    public String id() {
        return "swirls";
    }

    @Override
    public Kind kind() {
        return Kind.STYLE;
    }

    @Override
    public Title title() {
        return new Title("Night currents", "Nachtströme");
    }

    @Override
    public Picture draw() {
        Random random = new Random(612);
        Impasto canvas = new Impasto(Picture.shaded(S, S, 1, (x, y) -> Colour.of(0x0c1a40)), 3);
        layer(canvas, random, 1500, 13, 190);
        layer(canvas, random, 3600, 7.5, 150);
        layer(canvas, random, 1500, 4.5, 110);
        return canvas.lit().reduced(FINE);
    }

    private void layer(Impasto canvas, Random random, int count, double radius, double length) {
        Flow flow = this::angle;
        for (int i = 0; i < count; i++) {
            double x = (random.nextDouble() * 1.1 - 0.05) * S;
            double y = (random.nextDouble() * 1.1 - 0.05) * S;
            double near = eddy(x / S, y / S)[1];
            int steps = (int) (length * (0.45 + 0.55 * Ramp.clamp(near)) * (0.6 + 0.8 * random.nextDouble()) / 6) + 2;
            double[][] path = flow.follow(x, y, 6, steps);
            Colour main = colour(x / S, y / S, random.nextDouble());
            Colour second = colour(x / S, y / S, random.nextDouble());
            canvas.stroke(path[0], path[1], radius * (0.75 + 0.5 * random.nextDouble()), main, second, 1);
        }
    }

    /** The eddy that rules here: its index and the distance from its centre in its own sizes. */
    private static double[] eddy(double x, double y) {
        double[] best = {0, 9};
        for (int i = 0; i < EDDIES.length; i++) {
            double d = Math.hypot(x - EDDIES[i][0], y - EDDIES[i][1]) / EDDIES[i][2];
            if (d < best[1]) {
                best = new double[] {i, d};
            }
        }
        return best;
    }

    private double angle(double px, double py) {
        double x = px / S;
        double y = py / S;
        double drift = 0.35 + 1.5 * noise.fbm(x * 1.6 + 2, y * 1.6, 3);
        double vx = 0.55 * Math.cos(drift);
        double vy = 0.55 * Math.sin(drift);
        for (double[] e : EDDIES) {
            double dx = (x - e[0]) / e[2];
            double dy = (y - e[1]) / e[2];
            double d2 = dx * dx + dy * dy;
            double pull = 2.6 * Math.exp(-d2 * 0.75) / Math.sqrt(d2 + 0.01);
            vx += e[3] * pull * (-dy - 0.22 * e[3] * dx);
            vy += e[3] * pull * (dx - 0.22 * e[3] * dy);
        }
        return Math.atan2(vy, vx);
    }

    private Colour colour(double x, double y, double chance) {
        double[] here = eddy(x, y);
        double d = here[1];
        double turn = Math.atan2(y - EDDIES[(int) here[0]][1], x - EDDIES[(int) here[0]][0]);
        double spiral = 0.5 + 0.5 * Math.sin(d * 8.5 - EDDIES[(int) here[0]][3] * turn * 2);
        double field = 0.46 + 1.15 * noise.fbm(x * 2.3 + 9, y * 2.3, 4) + 0.16 * Math.sin(d * 9);
        Colour night = currents.at(field + 0.34 * (chance - 0.5));
        double light = Ramp.smooth(1.05, 0.25, d) * (0.35 + 0.65 * spiral) + Ramp.smooth(0.42, 0.2, d);
        double spark = chance > 0.955 && field > 0.5 ? 0.85 : 0;
        return night.mix(glow.at(d * 0.9 + 0.35 * (chance - 0.5)), Math.max(spark, light * (0.55 + 0.6 * chance)));
    }
}
