package io.impasto.engine.image;

import java.util.Arrays;

/**
 * How much of a picture is seen at each place.
 *
 * @param width columns, at least 1
 * @param height rows, at least 1
 * @param values row by row, 0 (nothing) to 1 (all); not copied
 */
public record Opacity(int width, int height, float[] values) {
    private static final float WHITE = 255;

    /** @throws IllegalArgumentException if there is not one value for each pixel */
    public Opacity {
        if (width < 1 || height < 1 || values.length != (long) width * height) {
            throw new IllegalArgumentException(
                    "an opacity of " + width + " x " + height + " can't have " + values.length + " values");
        }
    }

    static Opacity upright(Orientation orientation, int width, int height, float[] stored) {
        return new Opacity(
                orientation.swapsSides() ? height : width,
                orientation.swapsSides() ? width : height,
                orientation.apply(stored, width, height));
    }

    /** At another size; the same object if the size is its own. */
    public Opacity resize(int width, int height) {
        if (width == this.width && height == this.height) {
            return this;
        }
        int own = this.width;
        float[] resized = Resampling.planes(
                1, own, this.height, width, height, y -> Arrays.copyOfRange(values, y * own, (y + 1) * own));
        for (int i = 0; i < resized.length; i++) {
            resized[i] = Math.max(0, Math.min(1, resized[i]));
        }
        return new Opacity(width, height, resized);
    }

    /** As a grey picture: white is all of it. */
    public Picture toPicture() {
        float[] rgb = new float[Picture.CHANNELS * values.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = WHITE * values[i % values.length];
        }
        return new Picture(width, height, rgb);
    }

    /** A picture with this opacity, over white. */
    public Picture overWhite(Picture picture) {
        return over(picture, WHITE);
    }

    /**
     * A picture with this opacity, over grey.
     *
     * @param level of the grey, 0 (black) to 255
     */
    public Picture over(Picture picture, float level) {
        Opacity sized = resize(picture.width(), picture.height());
        float[] rgb = picture.rgb().clone();
        for (int i = 0; i < rgb.length; i++) {
            float seen = sized.values[i % sized.values.length];
            rgb[i] = rgb[i] * seen + level * (1 - seen);
        }
        return new Picture(picture.width(), picture.height(), rgb);
    }

    /** Equal in size and in every value. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Opacity that
                && width == that.width
                && height == that.height
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * width + height) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Opacity[" + width + " x " + height + "]";
    }
}
