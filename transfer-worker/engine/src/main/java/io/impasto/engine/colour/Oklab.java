package io.impasto.engine.colour;

/**
 * Oklab, a perceptual space: lightness {@code L} from 0, black, to 1, white, and two axes of colour, 0 for greys (Björn Ottosson, <a
 * href="https://bottosson.github.io/posts/oklab/">A perceptual color space for image processing</a>, 2020).
 *
 * @param lightness {@code L}
 * @param a green to red
 * @param b blue to yellow
 */
record Oklab(double lightness, double a, double b) {

    // Chroma to within a 4096th of what fits.
    private static final int HALVINGS = 12;
    private static final double TOLERANCE = 1e-6;

    /** Of a colour in sRGB, each channel 0..255; what lies beyond is taken for the end of the range. */
    static Oklab of(float red, float green, float blue) {
        double r = linear(red);
        double g = linear(green);
        double b = linear(blue);
        double l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
        double m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
        double s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
        return new Oklab(
                0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
                1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
                0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s);
    }

    /** The same hue and lightness, with as much of the chroma as sRGB has; channels in linear light, 0..1. */
    double[] linearInGamut() {
        double[] rgb = withChroma(1);
        if (fits(rgb)) {
            return rgb;
        }
        double least = 0;
        double most = 1;
        for (int i = 0; i < HALVINGS; i++) {
            double chroma = (least + most) / 2;
            if (fits(withChroma(chroma))) {
                least = chroma;
            } else {
                most = chroma;
            }
        }
        return withChroma(least);
    }

    private double[] withChroma(double chroma) {
        double l = cubed(lightness + chroma * (0.3963377774 * a + 0.2158037573 * b));
        double m = cubed(lightness - chroma * (0.1055613458 * a + 0.0638541728 * b));
        double s = cubed(lightness - chroma * (0.0894841775 * a + 1.2914855480 * b));
        return new double[] {
            4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
            -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
            -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s
        };
    }

    private static boolean fits(double[] rgb) {
        for (double channel : rgb) {
            if (channel < -TOLERANCE || channel > 1 + TOLERANCE) {
                return false;
            }
        }
        return true;
    }

    private static double cubed(double x) {
        return x * x * x;
    }

    /** Linear light, 0..1, of a channel in sRGB, 0..255 (IEC 61966-2-1). */
    private static double linear(float channel) {
        double value = Math.max(0, Math.min(255, channel)) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    /** A channel in sRGB, 0..255, of linear light; the other way of {@link #linear(float)}. */
    static float encoded(double linear) {
        double value = Math.max(0, Math.min(1, linear));
        return (float) (255 * (value <= 0.0031308 ? 12.92 * value : 1.055 * Math.pow(value, 1 / 2.4) - 0.055));
    }
}
