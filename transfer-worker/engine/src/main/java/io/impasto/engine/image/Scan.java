package io.impasto.engine.image;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntFunction;

import io.impasto.engine.image.ImageException.Reason;

/**
 * An image whose pixels are decoded, and the size that is wanted of it.
 *
 * <p>It is made smaller in linear light, for levels are no amounts: fine black and white seen from afar has the light of both, which is a level of 188
 * and not of 128. One that keeps its size keeps its values.
 *
 * @param width columns, as stored
 * @param height rows, as stored
 */
record Scan(Rows rows, Orientation orientation, int width, int height) {
    private static final float WHITE = 255;
    /** Half a level of 8 bits: less is what the filter makes of nothing. */
    private static final float LEAST_OPACITY = 0.5f / 255;

    private static final int ALPHA = Picture.CHANNELS;

    /** Transparent parts over white. */
    Picture picture() {
        IntFunction<float[]> opaque = rows.overWhite();
        if (keepsSize()) {
            return upright(planes(Picture.CHANNELS, opaque));
        }
        float[] planes = planes(Picture.CHANNELS, y -> toLight(opaque.apply(y)));
        for (int i = 0; i < planes.length; i++) {
            planes[i] = Light.level(planes[i]);
        }
        return upright(planes);
    }

    /** The same of something whose values are no light, such as a mask. */
    Picture values() {
        return upright(planes(Picture.CHANNELS, rows.overWhite()));
    }

    /**
     * What is seen, and where.
     *
     * @throws ImageException if nothing is
     */
    Layer layer() {
        if (!rows.transparent()) {
            return new Layer(picture(), Optional.empty());
        }
        int pixels = width * height;
        float[] planes = keepsSize() ? planes(ALPHA + 1, rows.each()) : reduced(pixels);
        float[] opacity = Arrays.copyOfRange(planes, ALPHA * pixels, planes.length);
        float least = 1;
        float most = 0;
        for (float each : opacity) {
            least = Math.min(least, each);
            most = Math.max(most, each);
        }
        if (most == 0) {
            throw new ImageException(
                    Reason.TRANSPARENT, "the image is transparent all over: there is nothing to be seen in it");
        }
        Picture stored = new Picture(width, height, Arrays.copyOf(planes, ALPHA * pixels));
        if (least > 1 - LEAST_OPACITY) {
            return new Layer(orientation.apply(stored), Optional.empty());
        }
        return new Layer(
                orientation.apply(Backdrop.behind(stored, opacity)),
                Optional.of(Opacity.upright(orientation, width, height, opacity)));
    }

    /** Light counts by how opaque its place is, so that no colour comes out of what can't be seen. */
    private float[] reduced(int pixels) {
        float[] planes = planes(ALPHA + 1, y -> multiplied(rows.each().apply(y)));
        for (int i = 0; i < pixels; i++) {
            float opaque = planes[ALPHA * pixels + i];
            opaque = opaque < LEAST_OPACITY ? 0 : Math.min(1, opaque);
            for (int c = 0; c < ALPHA; c++) {
                planes[c * pixels + i] = opaque == 0 ? 0 : Light.level(planes[c * pixels + i] / opaque);
            }
            planes[ALPHA * pixels + i] = opaque;
        }
        return planes;
    }

    private float[] multiplied(float[] row) {
        int length = rows.width();
        for (int x = 0; x < length; x++) {
            for (int c = 0; c < ALPHA; c++) {
                row[c * length + x] = Light.of(row[c * length + x]) * row[ALPHA * length + x];
            }
        }
        return row;
    }

    private static float[] toLight(float[] row) {
        for (int i = 0; i < row.length; i++) {
            row[i] = Light.of(row[i]);
        }
        return row;
    }

    private boolean keepsSize() {
        return rows.width() == width && rows.height() == height;
    }

    private float[] planes(int channels, IntFunction<float[]> each) {
        return Resampling.planes(channels, rows.width(), rows.height(), width, height, each);
    }

    private Picture upright(float[] planes) {
        for (int i = 0; i < planes.length; i++) {
            planes[i] = Math.max(0, Math.min(WHITE, planes[i]));
        }
        return orientation.apply(new Picture(width, height, planes));
    }
}
