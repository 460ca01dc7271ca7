package io.impasto.samples.style;

import io.impasto.samples.canvas.Colour;
import io.impasto.samples.canvas.Noise;
import io.impasto.samples.canvas.Painting;
import io.impasto.samples.canvas.Picture;
import io.impasto.samples.canvas.Ramp;

/** A pop print: rays, discs and waves in dots of four inks, each screen turned and a little out of register. */
public final class Halftone implements Painting {
    private static final int SIZE = 640;
    /** Cells on either side of the origin that a turned screen may need. */
    private static final int CELLS = 120;

    private final Noise noise = new Noise(60);

    /** One ink: its colour as what it lets through, its screen's pitch and angle, and how far it slipped. */
    private record Ink(Colour colour, double pitch, double degrees, double slipX, double slipY) {}

    private static final Ink[] INKS = {
        new Ink(Colour.of(0xffe02a), 10.5, 2, 1.4, -0.8),
        new Ink(Colour.of(0xf2357f), 10.5, 75, -1.6, 1.0),
        new Ink(Colour.of(0x12a5dc), 10.5, 15, 0.6, 1.6),
        new Ink(Colour.of(0x2a2150), 8.5, 45, 0, 0),
    };

    /** Where the inks lie on the plate: yellow, magenta, cyan, key, each 0..1, and whether a solid outline runs here. */
    private record Plate(double[] inks, double line) {}

    @Override
    public String id() {
        return "halftone";
    }

    @Override
    public Kind kind() {
        return Kind.STYLE;
    }

    @Override
    public Title title() {
        return new Title("Pop halftone", "Pop-Rasterdruck");
    }

    @Override
    public Picture draw() {
        float[][] screens = new float[INKS.length][];
        for (int i = 0; i < INKS.length; i++) {
            screens[i] = screen(i);
        }
        return Picture.shaded(SIZE, SIZE, 3, (x, y) -> print(screens, x, y));
    }

    private Colour print(float[][] screens, double x, double y) {
        double tooth = noise.fbm(x * 0.35, y * 0.35, 3);
        Colour paper = Colour.of(0xfdf3dc).times(1 + 0.03 * tooth);
        for (int i = 0; i < INKS.length; i++) {
            double cover = dot(INKS[i], screens[i], x, y) * (0.95 + 0.12 * tooth);
            paper = paper.mix(paper.times(INKS[i].colour), Ramp.clamp(cover));
        }
        double line = plate(x, y).line * (0.97 + 0.1 * tooth);
        return paper.mix(Colour.of(0x1d1838), Ramp.clamp(line));
    }

    /** The radius of each dot of an ink, in cells; at most 0.8, where the dots have run together. */
    private static float[] screen(int i) {
        Ink ink = INKS[i];
        double a = Math.toRadians(ink.degrees);
        float[] radii = new float[4 * CELLS * CELLS];
        for (int k = 0; k < radii.length; k++) {
            double u = (k % (2 * CELLS) - CELLS + 0.5) * ink.pitch;
            double v = (k / (2 * CELLS) - CELLS + 0.5) * ink.pitch;
            double tone =
                    Ramp.clamp(plate(u * Math.cos(a) - v * Math.sin(a), u * Math.sin(a) + v * Math.cos(a)).inks[i]);
            radii[k] = (float) (tone < 0.04 ? -1 : 0.80 * Math.pow(tone, 0.62));
        }
        return radii;
    }

    private static double dot(Ink ink, float[] radii, double x, double y) {
        double a = Math.toRadians(ink.degrees);
        double px = x - ink.slipX;
        double py = y - ink.slipY;
        double u = (px * Math.cos(a) + py * Math.sin(a)) / ink.pitch + CELLS;
        double v = (-px * Math.sin(a) + py * Math.cos(a)) / ink.pitch + CELLS;
        int cu = (int) u;
        int cv = (int) v;
        double cover = 0;
        for (int k = 0; k < 9; k++) {
            int du = cu + k % 3 - 1;
            int dv = cv + k / 3 - 1;
            double d = radii[dv * 2 * CELLS + du]
                    - Math.sqrt((u - du - 0.5) * (u - du - 0.5) + (v - dv - 0.5) * (v - dv - 0.5));
            cover = Math.max(cover, Ramp.clamp(d * ink.pitch * 1.2 + 0.5));
        }
        return cover;
    }

    private static Plate plate(double x, double y) {
        double cx = x - 225;
        double cy = y - 235;
        double r = Math.hypot(cx, cy);
        double turn = Math.atan2(cy, cx) / Math.PI * 13 + r * 0.0012;
        double ray = turn - Math.floor(turn / 2) * 2;
        double rayEdge = Math.min(Math.abs(ray - 1), Math.min(ray, 2 - ray)) * r * Math.PI / 13;
        double fade = Ramp.clamp((r - 90) / 420);
        double[] sky = ray < 1
                ? new double[] {0.12 + 0.3 * fade, 0.05, 0.25 + 0.55 * fade, 0.35 * fade * fade}
                : new double[] {0.95 - 0.35 * fade, 0.12 + 0.55 * fade, 0, 0};
        Plate plate = new Plate(sky, outline(rayEdge, 1.6));
        plate = disc(plate, x, y, 225, 235, 128, new double[] {0.95, 0.28, 0, 0}, new double[] {0.9, 0.95, 0.0, 0.25});
        plate = disc(
                plate, x, y, 500, 120, 74, new double[] {0.02, 0.20, 0.06, 0}, new double[] {0.05, 0.85, 0.35, 0.4});
        plate = disc(
                plate, x, y, 560, 330, 52, new double[] {0.85, 0.02, 0.12, 0}, new double[] {0.9, 0.05, 0.85, 0.35});
        plate = disc(plate, x, y, 60, 70, 46, new double[] {0.05, 0.05, 0.45, 0}, new double[] {0.0, 0.45, 0.95, 0.5});
        plate = wave(
                plate, x, y, 400, 34, 0.017, new double[] {0.02, 0.05, 0.35, 0}, new double[] {0.05, 0.35, 0.95, 0.30});
        plate = wave(
                plate, x, y, 482, 28, 0.023, new double[] {0.05, 0.55, 0.0, 0}, new double[] {0.15, 0.95, 0.35, 0.35});
        return wave(
                plate, x, y, 560, 24, 0.019, new double[] {0.85, 0.05, 0.25, 0}, new double[] {0.6, 0.1, 0.95, 0.55});
    }

    private static double outline(double distance, double half) {
        return Ramp.clamp(half - Math.abs(distance) + 0.5);
    }

    /** A ball lit from the upper left, in front of what is there. */
    private static Plate disc(
            Plate behind, double x, double y, double cx, double cy, double radius, double[] lit, double[] dark) {
        double d = Math.hypot(x - cx, y - cy) - radius;
        if (d > 4) {
            return behind;
        }
        double shade = Ramp.clamp(0.45 + ((x - cx) * 0.62 + (y - cy) * 0.78) / radius * 0.62);
        return new Plate(
                d < 0 ? between(lit, dark, shade) : behind.inks, Math.max(d < 0 ? 0 : behind.line, outline(d, 3)));
    }

    /** A wave with a scalloped crest that darkens downwards. */
    private static Plate wave(
            Plate behind, double x, double y, double top, double swell, double rate, double[] lit, double[] dark) {
        double crest = top - swell * (Math.abs(Math.sin(x * rate + top)) * 1.6 - 0.8) + 0.05 * x;
        double d = crest - y;
        if (d > 5) {
            return behind;
        }
        double stripe = outline(Math.abs(-d - 26) - 1, 1.5) * Ramp.clamp(Math.abs(Math.sin(x * rate + top)) * 3 - 1);
        return new Plate(
                d < 0 ? between(lit, dark, -d / 95) : behind.inks,
                Math.max(d < 0 ? stripe : behind.line, outline(d * 0.85, 3)));
    }

    private static double[] between(double[] a, double[] b, double t) {
        double[] c = new double[a.length];
        for (int i = 0; i < c.length; i++) {
            c[i] = Ramp.mix(a[i], b[i], Ramp.clamp(t));
        }
        return c;
    }
}
