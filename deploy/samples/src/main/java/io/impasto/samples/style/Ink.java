package io.impasto.samples.style;

import java.util.Random;

import io.impasto.samples.canvas.Colour;
import io.impasto.samples.canvas.Flow;
import io.impasto.samples.canvas.Noise;
import io.impasto.samples.canvas.Painting;
import io.impasto.samples.canvas.Picture;
import io.impasto.samples.canvas.Ramp;
import io.impasto.samples.canvas.Stroke;

/** Brush and wash: misty ridges that bleed into wet paper, dry strokes, spatter, and a branch in blossom. */
public final class Ink implements Painting {
    private static final int SIZE = 640;
    private static final int FINE = 2;
    private static final int S = SIZE * FINE;

    private final Noise noise = new Noise(808);
    private final Noise tooth = new Noise(809);

    /** How strongly an ink takes light out of each channel. */
    private static final Colour SOOT = new Colour(1.0, 0.93, 0.84);

    private static final Colour INDIGO = new Colour(1.35, 0.80, 0.42);
    private static final Colour VERMILION = new Colour(0.08, 1.25, 1.25);

    @Override
    public String id() {
        return "ink";
    }

    @Override
    public Kind kind() {
        return Kind.STYLE;
    }

    @Override
    public Title title() {
        return new Title("Ink and wash", "Tusche");
    }

    @Override
    public Picture draw() {
        Picture density = Picture.shaded(S, S, 1, (x, y) -> Colour.BLACK);
        Picture washed =
                Picture.shaded(S, S, 1, (x, y) -> washes(x / FINE, y / FINE).times(0.25));
        for (int y = 0; y < S; y++) {
            for (int x = 0; x < S; x++) {
                density.set(x, y, washed.get(x, y).times(4));
            }
        }
        Random random = new Random(2024);
        Stroke stroke = new Stroke(S, S);
        texture(density, stroke, random);
        spatter(density, stroke, random);
        branches(density, stroke, random);
        return Picture.shaded(S, S, 1, (x, y) -> developed(density.get((int) x, (int) y), x / FINE, y / FINE))
                .reduced(FINE);
    }

    private Colour developed(Colour density, double x, double y) {
        double fibre = tooth.fbm(x * 0.25, y * 0.25, 5) + 0.5 * tooth.at(x * 0.02 + 5, y * 0.4);
        Colour paper = Colour.of(0xf4ead6).times(1 + 0.045 * fibre);
        double grain = 1 + 0.34 * tooth.fbm(x * 0.55 + 20, y * 0.55, 3);
        return new Colour(
                paper.r() * Math.exp(-density.r() * grain),
                paper.g() * Math.exp(-density.g() * grain),
                paper.b() * Math.exp(-density.b() * grain));
    }

    private double ridge(int k, double x) {
        double base = 90 + k * 98;
        return base
                - (95 - 6 * k) * noise.fbm(x * 0.0052 + k * 7.7, k * 3.3, 6) * 1.5
                - 46 * noise.ridges(x * 0.008 + k * 2.9, k * 9.1, 4);
    }

    /** Five ridges, each dark and crisp or bleeding at the crest and dissolving into mist below, over a stained sky. */
    private Colour washes(double x, double y) {
        double stain = 0.10 + 0.30 * Ramp.smooth(0.0, 0.55, noise.fbm(x * 0.006 + 3, y * 0.009, 5));
        Colour sum = INDIGO.times(stain * 0.8);
        for (int k = 0; k < 6; k++) {
            double bleed = Ramp.smooth(-0.2, 0.5, noise.at(x * 0.011 + k * 5, k * 2.2));
            double warp = (2 + 13 * bleed) * noise.fbm(x * 0.045 + k, y * 0.045, 5) * 2;
            double depth = y - ridge(k, x) + warp;
            double wet = 0.9 + 16 * bleed;
            double cover = Ramp.smooth(-wet, wet, depth);
            if (cover > 0) {
                double fade = Math.exp(-Math.max(0, depth) / (62 + 10 * k)) * 0.94 + 0.06;
                double rim = 0.75 * Math.exp(-depth * depth / 26) * (1 - bleed);
                double pool = 0.62 + 0.9 * noise.fbm(x * 0.013 + 11 * k, y * 0.013, 5);
                double bloom = 0.35 * Math.exp(-Math.pow(noise.fbm(x * 0.012, y * 0.012 + 5 * k, 4) * 16, 2));
                double strength = (0.32 + 0.20 * k) * (fade * Math.max(0.15, pool) + rim + bloom * fade);
                Colour ink = INDIGO.mix(SOOT, 0.25 + 0.14 * k + 0.8 * noise.at(x * 0.004 + k, y * 0.004));
                sum = sum.times(1 - 0.72 * cover * fade).plus(ink.times(strength * cover));
            }
        }
        return sum;
    }

    /** Dry strokes down the slopes. */
    private void texture(Picture density, Stroke stroke, Random random) {
        for (int i = 0; i < 620; i++) {
            int k = random.nextInt(6);
            double x = random.nextDouble() * SIZE;
            double side = Math.signum(ridge(k, x + 6) - ridge(k, x - 6));
            double y = ridge(k, x) + 4 + random.nextDouble() * random.nextDouble() * 75;
            double lean = Math.PI / 2 - side * (0.35 + 0.5 * random.nextDouble());
            Flow flow = (px, py) -> lean + 0.5 * noise.at(px * 0.01, py * 0.01);
            double[][] path = flow.follow(x * FINE, y * FINE, 5, 5 + random.nextInt(13));
            brush(
                    density,
                    stroke,
                    path,
                    2 + 7 * random.nextDouble() * random.nextDouble(),
                    SOOT.mix(INDIGO, random.nextDouble() * 0.6),
                    0.25 + 0.12 * k + 0.5 * random.nextDouble(),
                    0.75);
        }
    }

    private void spatter(Picture density, Stroke stroke, Random random) {
        for (int i = 0; i < 420; i++) {
            double x = random.nextDouble() * S;
            double y = random.nextDouble() * S;
            double far = Math.pow(random.nextDouble(), 5);
            double radius = 1.2 + 15 * far;
            Colour ink = random.nextInt(9) == 0 ? VERMILION : SOOT.mix(INDIGO, random.nextDouble());
            double strength = 0.35 + 0.8 * random.nextDouble();
            stroke.lay(new double[] {x, x + 1}, new double[] {y, y}, radius * 1.5, (px, py, u, s) -> {
                double out = Math.abs(s) * 1.5 + 0.35 * noise.fbm(px * 0.09, py * 0.09, 3);
                double rim = Math.exp(-Math.pow((out - 0.92) * 7, 2)) * 0.7;
                add(density, px, py, ink, strength * (Ramp.smooth(1.1, 0.9, out) * 0.75 + rim));
            });
        }
    }

    private void branches(Picture density, Stroke stroke, Random random) {
        grow(density, stroke, random, -20, 330, -0.50, 32, 4);
        grow(density, stroke, random, S + 20, 760, Math.PI + 0.30, 26, 4);
    }

    private void grow(
            Picture density,
            Stroke stroke,
            Random random,
            double x,
            double y,
            double heading,
            double radius,
            int order) {
        double bend = heading;
        Flow flow = (px, py) ->
                bend + 0.9 * noise.at(px * 0.006 + order, py * 0.006) + 0.35 * noise.at(px * 0.03, py * 0.03);
        int steps = (int) (16 + radius * 1.5 + 14 * random.nextDouble());
        double[][] path = flow.follow(x, y, 7, steps);
        brush(density, stroke, path, radius * 0.5, SOOT, 2.1, 0.35);
        if (order == 0) {
            return;
        }
        for (int i = 0; i < 3; i++) {
            int at = (int) (steps * (0.35 + 0.3 * i));
            double turn = (i % 2 == 0 ? 1 : -1) * (0.4 + 0.5 * random.nextDouble());
            if (i == 2 || random.nextInt(3) > 0) {
                grow(
                        density,
                        stroke,
                        random,
                        path[0][at],
                        path[1][at],
                        heading + (i == 2 ? turn * 0.3 : turn),
                        radius * (i == 2 ? 0.72 : 0.5),
                        order - 1);
            }
            if (radius < 16 && random.nextInt(7) > 3) {
                blossom(
                        density,
                        stroke,
                        random,
                        path[0][at] + 30 * (random.nextDouble() - 0.5),
                        path[1][at] + 30 * (random.nextDouble() - 0.5));
            }
        }
    }

    private void blossom(Picture density, Stroke stroke, Random random, double x, double y) {
        double size = 11 + 9 * random.nextDouble();
        double turn = random.nextDouble() * 2;
        for (int petal = 0; petal < 5; petal++) {
            double a = turn + petal * 2 * Math.PI / 5;
            double cx = x + size * 0.95 * Math.cos(a);
            double cy = y + size * 0.95 * Math.sin(a);
            double strength = 0.35 + 0.6 * random.nextDouble();
            stroke.lay(new double[] {cx, cx + 1}, new double[] {cy, cy}, size * 0.9, (px, py, u, s) -> {
                double out = Math.abs(s) + 0.22 * noise.fbm(px * 0.06, py * 0.06, 3);
                double rim = 0.5 * Math.exp(-Math.pow((out - 0.8) * 8, 2));
                add(density, px, py, VERMILION, strength * (Ramp.smooth(0.95, 0.78, out) * (0.35 + 0.5 * out) + rim));
            });
        }
    }

    /** One stroke of a wet ({@code dryness} 0) or dry (1) brush. */
    private void brush(
            Picture density,
            Stroke stroke,
            double[][] path,
            double radius,
            Colour ink,
            double strength,
            double dryness) {
        double seed = path[0][0] * 0.37 + path[1][0] * 0.11;
        double length = (path[0].length - 1) * Math.hypot(path[0][1] - path[0][0], path[1][1] - path[1][0]);
        stroke.lay(path[0], path[1], radius, (x, y, u, s) -> {
            double t = u / length;
            double taper = Math.min(1, 0.45 + 2.2 * t) * (1 - 0.55 * t);
            double side = Math.abs(s) / taper + 0.16 * noise.at(x * 0.08, y * 0.08);
            double bristle = noise.at(s * (2 + radius * 0.3) + seed, u * 0.02) + 0.5 * tooth.at(x * 0.3, y * 0.3);
            double gap = Ramp.smooth(-0.15, 0.35, bristle + 0.9 - dryness * (0.55 + 1.1 * t));
            double cover = Ramp.clamp((1 - side) * radius * taper + 0.5) * gap;
            add(density, x, y, ink, strength * cover * (0.8 + 0.35 * bristle + 0.25 * Ramp.smooth(0.6, 1, side)));
        });
    }

    private static void add(Picture density, int x, int y, Colour ink, double strength) {
        if (strength > 0) {
            density.set(x, y, density.get(x, y).plus(ink.times(strength)));
        }
    }
}
