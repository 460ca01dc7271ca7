package io.impasto.samples.content;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

import io.impasto.samples.canvas.Colour;
import io.impasto.samples.canvas.Noise;
import io.impasto.samples.canvas.Painting;
import io.impasto.samples.canvas.Picture;
import io.impasto.samples.canvas.Ramp;
import io.impasto.samples.content.Plumage.Coat;

/** Head and shoulders of an eagle owl, feather by feather, before a wood out of focus. */
public final class Owl implements Painting {
    private static final int WIDTH = 576;
    private static final int HEIGHT = 768;
    private static final int FINE = 2;
    private static final int W = WIDTH * FINE;
    private static final double FACE_X = 0.5;
    private static final double FACE_Y = 0.52;
    static final double EYE_APART = 0.112;
    static final double EYE_Y = 0.475;

    private static final Colour DARK = Colour.of(0x2a1c14);
    private static final Colour TAWNY = Colour.of(0xc08a4c);
    private static final Colour SAND = Colour.of(0xe2bd84);
    private static final Colour CREAM = Colour.of(0xf6e8cc);
    private static final Colour ASH = Colour.of(0xa8957c);

    private final Noise noise = new Noise(90);

    @Override
    public String id() {
        return "portrait";
    }

    @Override
    public Kind kind() {
        return Kind.CONTENT;
    }

    @Override
    public Title title() {
        return new Title("Portrait of an owl", "Porträt einer Eule");
    }

    @Override
    public Picture draw() {
        Picture picture = new Bokeh().draw(W, HEIGHT * FINE);
        down(picture);
        Plumage plumage = new Plumage(picture);
        Random random = new Random(1001);
        body(plumage, random);
        head(plumage, random);
        tuft(plumage, random, -1);
        tuft(plumage, random, 1);
        face(plumage, random);
        OwlFace features = new OwlFace(picture);
        features.eye(-1);
        features.eye(1);
        brows(plumage, random);
        features.beak();
        whiskers(plumage, random);
        Picture soft = picture.blurred(3 * FINE);
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < W; x++) {
                picture.blend(x, y, soft.get(x, y), 0.9 * Ramp.smooth(0.80, 1.30, (double) y / W));
            }
        }
        return picture.reduced(FINE);
    }

    /** Warm light from the upper left, cool from the right, on an ellipsoid about a centre. */
    private static Colour light(double x, double y, double cx, double cy, double a, double b) {
        double nx = (x - cx) / a;
        double ny = (y - cy) / b;
        double d = Math.min(0.98, nx * nx + ny * ny);
        double nz = Math.sqrt(1 - d);
        double key = Math.max(0, -0.55 * nx - 0.52 * ny + 0.66 * nz);
        double fill = Math.max(0, 0.8 * nx - 0.1 * ny + 0.3 * nz);
        double rim = Math.pow(d, 4) * Ramp.clamp(0.6 * nx - 0.5 * ny + 0.25);
        return new Colour(0.22, 0.22, 0.24)
                .plus(new Colour(1.02, 0.89, 0.70).times(key))
                .plus(new Colour(0.13, 0.18, 0.26).times(fill))
                .plus(new Colour(0.75, 0.66, 0.44).times(rim));
    }

    private static Colour headLight(double x, double y) {
        return light(x, y, 0.5, 0.47, 0.34, 0.33);
    }

    /** Half the body's width at a height. */
    private static double shoulders(double y) {
        return 0.235 + 0.20 * Ramp.smooth(0.62, 1.12, y);
    }

    /** The dark ground under the feathers, so that no light shows between them. */
    private static void down(Picture picture) {
        for (int py = 0; py < picture.height(); py++) {
            for (int px = 0; px < W; px++) {
                double x = (px + 0.5) / W;
                double y = (py + 0.5) / W;
                double skull = 0.265 - 0.27 * Math.hypot((x - 0.5) / 0.275, (y - 0.475) / 0.255);
                double trunk = y < 0.6 ? -1 : shoulders(y) - Math.abs(x - 0.5);
                picture.blend(px, py, Colour.of(0x20160f), Ramp.smooth(-0.004, 0.012, Math.max(skull, trunk)));
            }
        }
    }

    private record Spot(double x, double y, double order) {}

    private void body(Plumage plumage, Random random) {
        List<Spot> spots = new ArrayList<>();
        while (spots.size() < 2300) {
            double x = random.nextDouble() * 1.1 - 0.05;
            double y = 0.55 + random.nextDouble() * 0.85;
            double half = shoulders(y);
            if (Math.abs(x - 0.5) < half + 0.02 * noise.at(y * 20, x * 3)) {
                spots.add(new Spot(x, y, -y + 0.02 * random.nextDouble()));
            }
        }
        spots.sort(Comparator.comparingDouble(Spot::order));
        for (Spot p : spots) {
            double aside = (p.x - 0.5) / 0.45;
            double heading = Math.PI / 2 - 0.5 * aside + 0.22 * random.nextGaussian();
            double wing = Ramp.smooth(0.62, 0.86, Math.abs(aside)) * Ramp.smooth(0.72, 0.95, p.y);
            double chance = random.nextDouble();
            Colour vane = TAWNY.mix(SAND, 0.85 * chance).mix(Colour.of(0x6a4a30), 0.75 * wing);
            double bib = Ramp.smooth(0.13, 0.05, Math.hypot((p.x - 0.5) * 0.9, p.y - 0.80));
            Coat coat = new Coat(
                    vane.mix(CREAM, bib),
                    DARK,
                    SAND.mix(CREAM, 0.6 * chance),
                    (0.50 + 0.25 * wing) * (1 - 0.8 * bib),
                    0.55);
            double size = 0.8 + 0.5 * Ramp.smooth(0.65, 1.2, p.y);
            Colour light = light(p.x, p.y, 0.5, 1.18, 0.50, 0.72);
            double under = 0.45 + 0.55 * Ramp.smooth(0.66, 0.86, p.y - 0.3 * aside * aside * 0.2);
            plumage.feather(
                    p.x,
                    p.y,
                    heading,
                    0.15 * random.nextGaussian(),
                    0.080 * size,
                    0.0145 * size,
                    coat,
                    light.times(under));
        }
    }

    private void head(Plumage plumage, Random random) {
        List<Spot> spots = new ArrayList<>();
        while (spots.size() < 3000) {
            double x = 0.18 + 0.64 * random.nextDouble();
            double y = 0.14 + 0.62 * random.nextDouble();
            double d = Math.hypot((x - 0.5) / 0.285, (y - 0.475) / 0.265);
            if (d < 1) {
                spots.add(new Spot(x, y, -Math.hypot(x - FACE_X, y - FACE_Y)));
            }
        }
        spots.sort(Comparator.comparingDouble(Spot::order));
        for (Spot p : spots) {
            double heading = Math.atan2(p.y - FACE_Y, p.x - FACE_X) + 0.18 * random.nextGaussian();
            double chance = random.nextDouble();
            double crown = Ramp.smooth(0.45, 0.25, p.y);
            Coat coat =
                    new Coat(TAWNY.mix(SAND, chance), DARK, SAND.mix(CREAM, 0.3 * chance), 0.42 + 0.25 * crown, 0.45);
            plumage.feather(p.x, p.y, heading, 0.2 * random.nextGaussian(), 0.040, 0.0075, coat, headLight(p.x, p.y));
        }
    }

    private void tuft(Plumage plumage, Random random, int side) {
        for (int i = 0; i < 130; i++) {
            double along = 1 - i / 130.0;
            double across = random.nextGaussian() * 0.016 * (1.3 - along);
            double x = 0.5 + side * (0.135 + 0.125 * along + across);
            double y = 0.285 - 0.135 * along + 0.06 * along * along + across * 0.8;
            double heading = -Math.PI / 2 + side * (0.62 - 0.25 * along + 0.14 * random.nextGaussian());
            boolean edge = random.nextInt(4) == 0;
            Coat coat = new Coat(edge ? SAND : Colour.of(0x4a3322), DARK, edge ? CREAM : TAWNY, 0.6, 0.2);
            plumage.feather(
                    x,
                    y,
                    heading,
                    -side * 0.25,
                    0.075,
                    0.0075,
                    coat,
                    headLight(x, Math.max(0.3, y)).times(1.05));
        }
    }

    /** The discs round the eyes: fine feathers away from each eye, ringed, with a dark ruff. */
    private void face(Plumage plumage, Random random) {
        List<Spot> spots = new ArrayList<>();
        while (spots.size() < 7000) {
            double x = 0.24 + 0.52 * random.nextDouble();
            double y = 0.32 + 0.38 * random.nextDouble();
            if (disc(x, y) < 1.05) {
                spots.add(new Spot(x, y, -eyeDistance(x, y)));
            }
        }
        spots.sort(Comparator.comparingDouble(Spot::order));
        for (Spot p : spots) {
            double eyeX = 0.5 + Math.signum(p.x - 0.5) * EYE_APART;
            double d = eyeDistance(p.x, p.y);
            double heading = Math.atan2(p.y - EYE_Y, p.x - eyeX);
            double out = disc(p.x, p.y);
            double rings = 0.5 + 0.5 * Math.sin(d * 165 + 2 * noise.at(p.x * 9, p.y * 9));
            double inner = Ramp.smooth(0.105, 0.065, d);
            Colour vane = CREAM.mix(ASH, 0.50 + 0.40 * random.nextDouble() - 0.3 * inner)
                    .mix(Colour.of(0x7d5a3a), 0.42 * rings * (1 - inner));
            double ruff = Ramp.smooth(0.86, 0.97, out) * Ramp.smooth(0.35, 0.42, p.y);
            Colour tone = vane.mix(DARK, Math.max(0.92 * ruff, 0.55 * Ramp.smooth(0.084, 0.066, d)));
            Coat coat = new Coat(tone, tone.times(0.6), tone.mix(CREAM, 0.25), 0.2, 0);
            double length = out > 0.86 ? 0.020 : 0.030;
            plumage.feather(
                    p.x,
                    p.y,
                    heading + 0.12 * random.nextGaussian(),
                    0.35 * (p.x > 0.5 ? 1 : -1),
                    length,
                    0.0030,
                    coat,
                    headLight(p.x, p.y).times(1.06));
        }
    }

    private static double eyeDistance(double x, double y) {
        return Math.hypot(Math.abs(x - 0.5) - EYE_APART, y - EYE_Y);
    }

    /** Below 1 within the facial discs. */
    private static double disc(double x, double y) {
        double side = Math.hypot((Math.abs(x - 0.5) - 0.098) / 0.138, (y - 0.502) / 0.155);
        return y < 0.40 ? side + (0.40 - y) * 3.2 : side;
    }

    /** The pale brows that sweep from the beak over the eyes to the tufts, half hiding the eyes' upper rims. */
    private void brows(Plumage plumage, Random random) {
        for (int i = 0; i < 620; i++) {
            int side = i % 2 == 0 ? -1 : 1;
            double t = 1 - (i / 620.0);
            double x = 0.5 + side * (0.012 + 0.165 * t + 0.006 * random.nextGaussian());
            double y = 0.492 - 0.150 * Math.pow(t, 0.62) + 0.030 * t * t + 0.011 * random.nextGaussian();
            double heading = -Math.PI / 2 + side * (0.72 + 0.55 * t + 0.2 * random.nextGaussian());
            boolean dark = random.nextInt(5) == 0;
            Colour tone = dark ? Colour.of(0x5a4430) : CREAM.mix(ASH, 0.35 * random.nextDouble());
            plumage.feather(
                    x,
                    y,
                    heading,
                    side * 0.35,
                    0.040,
                    0.0036,
                    new Coat(tone, tone.times(0.6), CREAM, 0.15, 0),
                    headLight(x, y).times(1.08));
        }
    }

    /** Bristles that fall from either side of the beak, and the white chin. */
    private void whiskers(Plumage plumage, Random random) {
        for (int i = 0; i < 620; i++) {
            int side = i % 2 == 0 ? -1 : 1;
            double t = 1 - i / 620.0;
            double x = 0.5 + side * (0.022 + 0.018 * random.nextDouble() + 0.010 * t);
            double y = 0.490 + 0.115 * t;
            double heading = Math.PI / 2 - side * (0.95 - 0.5 * t + 0.25 * random.nextGaussian());
            Colour tone = CREAM.mix(ASH, 0.55 * random.nextDouble());
            plumage.feather(
                    x,
                    y,
                    heading,
                    side * 0.5,
                    0.055,
                    0.0028,
                    new Coat(tone, tone.times(0.55), CREAM, 0.25, 0),
                    headLight(x, y).times(1.0));
        }
    }
}
