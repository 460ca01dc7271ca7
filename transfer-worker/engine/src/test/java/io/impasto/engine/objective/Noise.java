package io.impasto.engine.objective;

import java.util.Random;

import io.impasto.engine.image.Picture;

/** Pictures without anything in them. */
final class Noise {

    private Noise() {}

    /** Values of 0 to 255, the same for the same seed. */
    static Picture picture(long seed, int width, int height) {
        Random random = new Random(seed);
        float[] rgb = new float[3 * width * height];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = 255 * random.nextFloat();
        }
        return new Picture(width, height, rgb);
    }
}
