package io.impasto.samples.style;

import java.util.Random;

import io.impasto.samples.canvas.Colour;
import io.impasto.samples.canvas.Flow;
import io.impasto.samples.canvas.Impasto;
import io.impasto.samples.canvas.Noise;
import io.impasto.samples.canvas.Painting;
import io.impasto.samples.canvas.Picture;
import io.impasto.samples.canvas.Ramp;

/** Thick, directed brush strokes over rolling fields under a hot sky. */
public final class Strokes implements Painting {
    private static final int SIZE = 640;
    private static final int FINE = 2;
    private static final int S = SIZE * FINE;

    private final Noise noise = new Noise(404);
    private final Ramp sky = Ramp.of(0x0f4c8c, 0x1f7fb8, 0x4fb3c9, 0x9fd6c0, 0xf4dc8c, 0xf7a945, 0xee7a2e);
    private final Ramp[] bands = {
        Ramp.of(0x18356b, 0x28539a, 0x3c7fb0, 0x5b5aa0),
        Ramp.of(0x7a2f4f, 0xb8413f, 0xd9662f, 0x8c3a6b),
        Ramp.of(0xd98a1c, 0xf2b21f, 0xf8d24a, 0xe2671f),
        Ramp.of(0x1c5f4a, 0x3f8f3f, 0x8fb52f, 0x12705f),
        Ramp.of(0xe0a020, 0xf6c93a, 0xfbe27a, 0xd8701c),
        Ramp.of(0x0f4a5a, 0x1f7a6a, 0x4aa05a, 0x173f66),
        Ramp.of(0xb52f35, 0xe0522c, 0xf28a3a, 0x7a2350),
    };

    @Override
    public String id() {
        return "strokes";
    }

    @Override
    public Kind kind() {
        return Kind.STYLE;
    }

    @Override
    public Title title() {
        return new Title("Thick strokes", "Pastose Striche");
    }

    @Override
    public Picture draw() {
        Random random = new Random(1881);
        Impasto canvas =
                new Impasto(Picture.shaded(S, S, 1, (x, y) -> colour(x, y, 0.5).times(0.55)), 9);
        layer(canvas, random, 900, 26, 150);
        layer(canvas, random, 1500, 18, 130);
        layer(canvas, random, 800, 10, 80);
        return canvas.lit().reduced(FINE);
    }

    private void layer(Impasto canvas, Random random, int count, double radius, double length) {
        Flow flow = this::angle;
        for (int i = 0; i < count; i++) {
            double x = random.nextDouble() * S;
            double y = random.nextDouble() * S;
            double r = radius * (0.7 + 0.6 * random.nextDouble());
            double[][] path = flow.follow(x, y, 8, (int) (length * (0.6 + 0.8 * random.nextDouble()) / 8) + 1);
            int middle = path[0].length / 2;
            Colour main = colour(path[0][middle], path[1][middle], random.nextDouble());
            Colour second = colour(path[0][middle], path[1][middle], random.nextDouble());
            double value = 0.82 + 0.36 * random.nextDouble();
            canvas.stroke(path[0], path[1], r, main.times(value), second, 0.8 + 0.5 * random.nextDouble());
        }
    }

    /** Height of the border above band {@code k}, 0 at the top of the picture. */
    private double border(int k, double x) {
        double base = 0.36 + 0.62 * Math.pow(k / 6.4, 1.25);
        return base + (0.035 + 0.012 * k) * noise.fbm(x * 1.7 + k * 5.3, k * 3.1, 3) * 2;
    }

    private int band(double x, double y) {
        int band = -1;
        for (int k = 0; k < bands.length; k++) {
            band = y > border(k, x) ? k : band;
        }
        return band;
    }

    private double angle(double px, double py) {
        double x = px / S;
        double y = py / S;
        int k = band(x, y);
        double wave = 0.5 * noise.fbm(x * 3, y * 3 + 7, 2);
        if (k < 0) {
            return Math.atan2(y - 0.2, x - 0.68) + Math.PI / 2 + wave;
        }
        double slope = Math.atan2(border(k, x + 0.02) - border(k, x - 0.02), 0.04);
        double[] lean = {0.1, -0.5, 0.15, -1.0, 0.6, 0.1, -0.75};
        return slope + lean[k] + wave;
    }

    private Colour colour(double px, double py, double chance) {
        double x = px / S;
        double y = py / S;
        int k = band(x, y);
        double drift = 0.9 * noise.fbm(x * 4 + 3, y * 4, 3);
        if (k < 0) {
            double far = Math.hypot(x - 0.68, (y - 0.2) * 1.1);
            double rings = 0.055 * Math.sin(far * 42);
            if (far < 0.085) {
                return Ramp.of(0xfff3b0, 0xffe070, 0xfbbf3a).at(far * 9 + 0.4 * (chance - 0.5));
            }
            return sky.at(1.02 - far * 1.55 + rings + 0.20 * (chance - 0.5) + 0.2 * drift);
        }
        return bands[k].at(0.5 + 0.9 * (chance - 0.5) + 0.5 * drift);
    }
}
