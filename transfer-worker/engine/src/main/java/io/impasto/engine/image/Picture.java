package io.impasto.engine.image;

import java.util.Arrays;
import java.util.Objects;

/**
 * A picture as the optimiser sees it: three planes, red, green, blue, each {@code height} rows of {@code width} values.
 *
 * <p>Values are nominally 0..255 (sRGB, not linear light) but a picture that is being painted may leave that range; only the codec clamps. The
 * array is not copied: who makes a picture hands its array over.
 *
 * @param width in pixels, at least 1
 * @param height in pixels, at least 1
 * @param rgb {@code 3 x height x width} values in C order; {@code rgb[(c * height + y) * width + x]}
 */
public record Picture(int width, int height, float[] rgb) {

    /** Number of colour planes. */
    public static final int CHANNELS = 3;

    /** Refuses empty pictures and arrays whose length is not {@code 3 * height * width}. */
    public Picture {
        Objects.requireNonNull(rgb, "rgb");
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("a picture has at least one pixel, not " + width + " x " + height);
        }
        if (rgb.length != (long) CHANNELS * width * height) {
            throw new IllegalArgumentException("a picture of " + width + " x " + height + " has "
                    + (long) CHANNELS * width * height + " values, not " + rgb.length);
        }
    }

    /** A picture of one colour. */
    public static Picture filled(int width, int height, float red, float green, float blue) {
        int plane = Math.multiplyExact(width, height);
        float[] rgb = new float[Math.multiplyExact(CHANNELS, plane)];
        Arrays.fill(rgb, 0, plane, red);
        Arrays.fill(rgb, plane, 2 * plane, green);
        Arrays.fill(rgb, 2 * plane, 3 * plane, blue);
        return new Picture(width, height, rgb);
    }

    /** The value of one channel (0 red, 1 green, 2 blue) at one pixel. */
    public float at(int channel, int x, int y) {
        return rgb[(channel * height + y) * width + x];
    }

    /** Length of the longer side in pixels. */
    public int longSide() {
        return Math.max(width, height);
    }

    /** Equal in size and in every value. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Picture that
                && width == that.width
                && height == that.height
                && Arrays.equals(rgb, that.rgb);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * width + height) + Arrays.hashCode(rgb);
    }

    @Override
    public String toString() {
        return "Picture[" + width + " x " + height + "]";
    }
}
