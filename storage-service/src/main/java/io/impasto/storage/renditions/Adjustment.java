package io.impasto.storage.renditions;

import java.util.function.Consumer;

/**
 * Other colours, by the functions {@code hue-rotate}, {@code saturate}, {@code brightness} and {@code contrast} of Filter Effects (W3C), in this
 * order, on sRGB values of 0..1, clamped after each; rounded once, at the end.
 *
 * @param hue degrees, -180..180; 0 changes nothing
 * @param saturation 0..2; 1 changes nothing
 * @param brightness 0..2; 1 changes nothing
 * @param contrast 0..2; 1 changes nothing
 */
record Adjustment(double hue, double saturation, double brightness, double contrast) {

    static final Adjustment NONE = new Adjustment(0, 1, 1, 1);

    private static final double[] LUMINANCE = {0.213, 0.715, 0.072};

    boolean isNone() {
        return equals(NONE);
    }

    /** What changes the values of a pixel, 0..1, in place. */
    Consumer<double[]> filter() {
        double[][] rotation = rotation();
        double[][] saturating = saturating();
        return rgb -> {
            if (hue != 0) {
                multiply(rotation, rgb);
            }
            if (saturation != 1) {
                multiply(saturating, rgb);
            }
            for (int c = 0; c < rgb.length; c++) {
                rgb[c] = clamp((clamp(rgb[c] * brightness) - 0.5) * contrast + 0.5);
            }
        };
    }

    private double[][] rotation() {
        double cos = Math.cos(Math.toRadians(hue));
        double sin = Math.sin(Math.toRadians(hue));
        double[][] turned = {{-0.213, -0.715, 0.928}, {0.143, 0.140, -0.283}, {-0.787, 0.715, 0.072}};
        double[][] matrix = new double[3][3];
        for (int to = 0; to < 3; to++) {
            for (int from = 0; from < 3; from++) {
                double own = to == from ? 1 : 0;
                matrix[to][from] = LUMINANCE[from] + cos * (own - LUMINANCE[from]) + sin * turned[to][from];
            }
        }
        return matrix;
    }

    private double[][] saturating() {
        double[][] matrix = new double[3][3];
        for (int to = 0; to < 3; to++) {
            for (int from = 0; from < 3; from++) {
                double own = to == from ? 1 : 0;
                matrix[to][from] = LUMINANCE[from] + saturation * (own - LUMINANCE[from]);
            }
        }
        return matrix;
    }

    private static void multiply(double[][] matrix, double[] rgb) {
        double red = rgb[0];
        double green = rgb[1];
        double blue = rgb[2];
        for (int c = 0; c < 3; c++) {
            rgb[c] = clamp(matrix[c][0] * red + matrix[c][1] * green + matrix[c][2] * blue);
        }
    }

    private static double clamp(double value) {
        return Math.max(0, Math.min(1, value));
    }
}
