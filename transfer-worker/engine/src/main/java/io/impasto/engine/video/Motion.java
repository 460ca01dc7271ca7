package io.impasto.engine.video;

import io.impasto.engine.image.Picture;

/**
 * Where each pixel of a picture lies in another, pixels from its own place.
 *
 * @param width of both pictures
 * @param height of both pictures
 * @param x to the right, row by row
 * @param y down, row by row
 */
record Motion(int width, int height, float[] x, float[] y) {

    /** What each pixel shows in the other picture: bilinear, and beyond the edges what is nearest. */
    Picture gather(Picture other) {
        int plane = width * height;
        float[] rgb = new float[Picture.CHANNELS * plane];
        for (int i = 0; i < plane; i++) {
            Place place = place(i);
            for (int channel = 0; channel < Picture.CHANNELS; channel++) {
                rgb[channel * plane + i] = place.of(other.rgb(), channel * plane);
            }
        }
        return new Picture(width, height, rgb);
    }

    /** Whether a pixel lies outside of the other picture. */
    boolean leaves(int pixel) {
        float toX = pixel % width + x[pixel];
        float toY = pixel / width + y[pixel];
        return !(toX >= 0 && toX <= width - 1 && toY >= 0 && toY <= height - 1);
    }

    /** Where a pixel lies, between four others. */
    Place place(int pixel) {
        float toX = Math.max(0, Math.min(width - 1, pixel % width + x[pixel]));
        float toY = Math.max(0, Math.min(height - 1, pixel / width + y[pixel]));
        int left = Math.min((int) toX, Math.max(0, width - 2));
        int top = Math.min((int) toY, Math.max(0, height - 2));
        return new Place(top * width + left, width > 1 ? 1 : 0, height > 1 ? width : 0, toX - left, toY - top);
    }

    /**
     * Between four pixels.
     *
     * @param corner the upper left of them
     * @param right from there to the next on the right
     * @param down from there to the next below
     * @param u share of the right ones
     * @param v share of the lower ones
     */
    record Place(int corner, int right, int down, float u, float v) {
        float of(float[] values, int offset) {
            int at = offset + corner;
            float above = (1 - u) * values[at] + u * values[at + right];
            float below = (1 - u) * values[at + down] + u * values[at + down + right];
            return (1 - v) * above + v * below;
        }
    }
}
