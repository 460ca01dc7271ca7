package io.impasto.engine.video;

import java.nio.file.Path;

import io.impasto.engine.image.ImageCodec;
import io.impasto.engine.image.Picture;

/** A film of known motion: a view that pans over the sample landscape, and a square that stands still in it. */
final class Pan {
    /** Pixels by which the landscape moves to the left from frame to frame. */
    static final int STEP = 3;

    static final int WIDTH = 96;
    static final int HEIGHT = 72;
    static final int SQUARE = 14;
    static final int LEFT = 40;
    static final int TOP = 30;

    private static final Picture LANDSCAPE = sample("landscape", 180);

    private Pan() {}

    static Picture sample(String name, int longSide) {
        Path file = Path.of(System.getProperty("impasto.root", "."))
                .resolve("deploy/samples/src/main/resources/META-INF/resources/samples/" + name + ".jpg");
        return new ImageCodec().decode(file, longSide);
    }

    /** @param square whether the square is there */
    static Picture frame(int number, boolean square) {
        float[] rgb = new float[Picture.CHANNELS * WIDTH * HEIGHT];
        for (int i = 0; i < rgb.length; i++) {
            int x = i % WIDTH;
            int y = i / WIDTH % HEIGHT;
            int channel = i / (WIDTH * HEIGHT);
            boolean within = square && inSquare(x, y);
            rgb[i] = within
                    ? 40 + 15 * ((x / 3 + y / 4 + channel) % 12)
                    : LANDSCAPE.at(channel, 20 + x + STEP * number, 30 + y);
        }
        return new Picture(WIDTH, HEIGHT, rgb);
    }

    static boolean inSquare(int x, int y) {
        return x >= LEFT && x < LEFT + SQUARE && y >= TOP && y < TOP + SQUARE;
    }
}
