package io.impasto.engine.image;

/**
 * What an image file says about itself before any pixel is decoded.
 *
 * @param format told from the first bytes
 * @param storedWidth columns as stored, in pixels
 * @param storedHeight rows as stored, in pixels
 * @param orientation how stored rows and columns are to be shown
 */
public record ImageHeader(ImageFormat format, int storedWidth, int storedHeight, Orientation orientation) {

    /** Width as shown, in pixels. */
    public int width() {
        return orientation.swapsSides() ? storedHeight : storedWidth;
    }

    /** Height as shown, in pixels. */
    public int height() {
        return orientation.swapsSides() ? storedWidth : storedHeight;
    }

    /** Number of pixels. */
    public long pixels() {
        return (long) storedWidth * storedHeight;
    }
}
