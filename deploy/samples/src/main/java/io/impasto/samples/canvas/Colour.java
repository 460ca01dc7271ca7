package io.impasto.samples.canvas;

/** A colour of three channels, nominally 0..1; whether it is linear light or display values is the picture's affair. */
public record Colour(double r, double g, double b) {
    public static final Colour BLACK = new Colour(0, 0, 0);
    public static final Colour WHITE = new Colour(1, 1, 1);

    /** Display values as written in a style sheet, for example {@code 0xE0A030}. */
    public static Colour of(int rgb) {
        return new Colour((rgb >> 16 & 255) / 255.0, (rgb >> 8 & 255) / 255.0, (rgb & 255) / 255.0);
    }

    /** The same colour as linear light (gamma 2.2). */
    public static Colour light(int rgb) {
        Colour c = of(rgb);
        return new Colour(Math.pow(c.r, 2.2), Math.pow(c.g, 2.2), Math.pow(c.b, 2.2));
    }

    public static Colour grey(double v) {
        return new Colour(v, v, v);
    }

    public Colour plus(Colour o) {
        return new Colour(r + o.r, g + o.g, b + o.b);
    }

    public Colour times(double k) {
        return new Colour(r * k, g * k, b * k);
    }

    public Colour times(Colour o) {
        return new Colour(r * o.r, g * o.g, b * o.b);
    }

    /** This colour where {@code t <= 0}, the other where {@code t >= 1}. */
    public Colour mix(Colour o, double t) {
        double k = Ramp.clamp(t);
        return new Colour(r + (o.r - r) * k, g + (o.g - g) * k, b + (o.b - b) * k);
    }

    public double luminance() {
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    }

    /** Moves away from grey ({@code k > 1}) or towards it ({@code k < 1}). */
    public Colour saturated(double k) {
        double y = luminance();
        return new Colour(y + (r - y) * k, y + (g - y) * k, y + (b - y) * k);
    }

    /** Linear light to display values through a film-like curve: a soft shoulder, slightly deepened shadows, gamma 2.2. */
    public Colour developed(double exposure) {
        return new Colour(film(r * exposure), film(g * exposure), film(b * exposure));
    }

    private static double film(double x) {
        double exposed = 1 - Math.exp(-Math.max(0, x) * 1.25);
        double display = Math.pow(exposed, 1 / 2.2);
        return display + 0.35 * (display * display * (3 - 2 * display) - display);
    }
}
