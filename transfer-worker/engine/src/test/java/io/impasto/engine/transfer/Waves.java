package io.impasto.engine.transfer;

import io.impasto.engine.image.Picture;

/** Pictures to paint in tests: coloured waves, finer and of other colours for each kind. */
final class Waves {
    static final Picture CONTENT = of(150, 100, 1);
    static final Picture STYLE = of(90, 120, 5);
    static final Picture OTHER_STYLE = of(100, 80, 9);

    private Waves() {}

    static Picture of(int width, int height, int kind) {
        float[] rgb = new float[3 * width * height];
        for (int i = 0; i < rgb.length; i++) {
            int c = i / (width * height);
            int y = i / width % height;
            int x = i % width;
            rgb[i] = (float) (127 + 60 * Math.sin(x * 0.05 * kind + c * kind) + 60 * Math.cos(y * 0.07 * kind - c));
        }
        return new Picture(width, height, rgb);
    }
}
