package io.impasto.storage.renditions;

/**
 * A picture in memory, sRGB.
 *
 * @param width in pixels, at least 1
 * @param height in pixels, at least 1
 * @param rgb red, green, blue of each pixel, row by row; not copied
 */
record Pixels(int width, int height, byte[] rgb) {

    static final int CHANNELS = 3;

    Pixels(int width, int height) {
        this(width, height, new byte[Math.multiplyExact(CHANNELS, Math.multiplyExact(width, height))]);
    }
}
