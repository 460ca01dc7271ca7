package io.impasto.engine.colour;

import java.util.Optional;

import io.impasto.engine.image.Picture;

/**
 * Other colours for a painting that is finished: first a blend with the photograph, then the functions {@code hue-rotate}, {@code saturate},
 * {@code brightness} and {@code contrast} of Filter Effects Module Level 1 (W3C), on sRGB values of 0..1, clamped after each. The contract
 * has the same definition for the renditions of the service ({@code GET /v1/transfers/{id}/result}), and examples of it that hold all who
 * compute it together.
 *
 * @param blend the photograph's share of each value, 0..1; 0 changes nothing
 * @param hue degrees, -180..180; 0 changes nothing
 * @param saturation 0..2; 1 changes nothing
 * @param brightness 0..2; 1 changes nothing
 * @param contrast 0..2; 1 changes nothing
 */
public record Adjustment(double blend, double hue, double saturation, double brightness, double contrast) {

    /** What changes nothing. */
    public static final Adjustment NONE = new Adjustment(0, 0, 1, 1, 1);

    private static final double[] LUMINANCE = {0.213, 0.715, 0.072};
    private static final double[][] TURNED = {{-0.213, -0.715, 0.928}, {0.143, 0.140, -0.283}, {-0.787, 0.715, 0.072}};

    /** @throws IllegalArgumentException naming what is out of its range */
    public Adjustment {
        require("blend", blend, 0, 1);
        require("hue", hue, -180, 180);
        require("saturation", saturation, 0, 2);
        require("brightness", brightness, 0, 2);
        require("contrast", contrast, 0, 2);
    }

    private static void require(String name, double value, int least, int most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(name + " lies between " + least + " and " + most + ", not " + value);
        }
    }

    /** Whether it takes the photograph. */
    public boolean blends() {
        return blend > 0;
    }

    /**
     * @param painted of any values; what lies beyond 0..255 is cut off
     * @param photograph of the same size; looked at only if this {@linkplain #blends() blends}
     * @return a fresh picture within 0..255, not rounded
     */
    public Picture of(Picture painted, Optional<Picture> photograph) {
        float[] other = blends() ? sameSize(painted, photograph).rgb() : painted.rgb();
        float[] own = painted.rgb();
        float[] rgb = new float[own.length];
        int plane = painted.width() * painted.height();
        double[][] rotation = matrix(Math.cos(Math.toRadians(hue)), Math.sin(Math.toRadians(hue)));
        double[][] saturating = matrix(saturation, 0);
        double[] pixel = new double[Picture.CHANNELS];
        for (int i = 0; i < plane; i++) {
            for (int c = 0; c < Picture.CHANNELS; c++) {
                int at = c * plane + i;
                pixel[c] = clamp(own[at] / 255.0) * (1 - blend) + clamp(other[at] / 255.0) * blend;
            }
            if (hue != 0) {
                multiply(rotation, pixel);
            }
            if (saturation != 1) {
                multiply(saturating, pixel);
            }
            for (int c = 0; c < Picture.CHANNELS; c++) {
                double lit = clamp(pixel[c] * brightness);
                rgb[c * plane + i] = (float) (255 * clamp((lit - 0.5) * contrast + 0.5));
            }
        }
        return new Picture(painted.width(), painted.height(), rgb);
    }

    private static Picture sameSize(Picture painted, Optional<Picture> photograph) {
        Picture other = photograph.orElseThrow(() -> new IllegalArgumentException("there is no photograph to blend"));
        if (other.width() != painted.width() || other.height() != painted.height()) {
            throw new IllegalArgumentException(painted + " and " + other + " are not of the same size");
        }
        return other;
    }

    /** Luminance, plus so much of what a colour has beside it, and of that turned by a right angle. */
    private static double[][] matrix(double straight, double turned) {
        double[][] matrix = new double[Picture.CHANNELS][Picture.CHANNELS];
        for (int to = 0; to < Picture.CHANNELS; to++) {
            for (int from = 0; from < Picture.CHANNELS; from++) {
                double own = to == from ? 1 : 0;
                matrix[to][from] = LUMINANCE[from] + straight * (own - LUMINANCE[from]) + turned * TURNED[to][from];
            }
        }
        return matrix;
    }

    private static void multiply(double[][] matrix, double[] rgb) {
        double red = rgb[0];
        double green = rgb[1];
        double blue = rgb[2];
        for (int c = 0; c < Picture.CHANNELS; c++) {
            rgb[c] = clamp(matrix[c][0] * red + matrix[c][1] * green + matrix[c][2] * blue);
        }
    }

    private static double clamp(double value) {
        return Math.max(0, Math.min(1, value));
    }
}
