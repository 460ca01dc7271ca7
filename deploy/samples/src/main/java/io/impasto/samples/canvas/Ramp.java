package io.impasto.samples.canvas;

/** Ramps between values and a gradient of colours. */
public final class Ramp {
    private final Colour[] stops;

    private Ramp(Colour[] stops) {
        this.stops = stops;
    }

    /** Evenly spaced display colours, to be read at 0..1. */
    public static Ramp of(int... rgb) {
        Colour[] stops = new Colour[rgb.length];
        for (int i = 0; i < rgb.length; i++) {
            stops[i] = Colour.of(rgb[i]);
        }
        return new Ramp(stops);
    }

    public Colour at(double t) {
        double x = clamp(t) * (stops.length - 1);
        int i = Math.min(stops.length - 2, (int) x);
        return stops[i].mix(stops[i + 1], x - i);
    }

    /** The stop nearest to {@code t}, unmixed. */
    public Colour pick(double t) {
        return stops[(int) Math.min(stops.length - 1, clamp(t) * stops.length)];
    }

    public static double clamp(double v) {
        return v < 0 ? 0 : v > 1 ? 1 : v;
    }

    /** 0 at {@code from}, 1 at {@code to}, smooth between; {@code from > to} gives a falling ramp. */
    public static double smooth(double from, double to, double v) {
        double t = clamp((v - from) / (to - from));
        return t * t * (3 - 2 * t);
    }

    public static double mix(double a, double b, double t) {
        return a + (b - a) * t;
    }
}
