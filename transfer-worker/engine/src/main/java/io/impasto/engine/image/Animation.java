package io.impasto.engine.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Pictures one after the other, as a GIF that repeats for ever: ten a second, the last for two seconds. All are shown at the last one's size, at most
 * 640 pixels on its long side. Of more than 160 frames every other one is dropped.
 */
public final class Animation {
    private static final int LONG_SIDE = 640;
    private static final int MOST_FRAMES = 160;
    /** Hundredths of a second. */
    private static final int DELAY = 10;

    private static final int LAST_DELAY = 200;
    private static final int WITHOUT_END = 0;

    /** A quarter of what a picture takes. */
    private record Frame(int width, int height, byte[] rgb) {

        static Frame of(Picture picture) {
            double scale = Math.min(1, (double) LONG_SIDE / picture.longSide());
            Picture reduced = Resampling.resize(picture, side(scale * picture.width()), side(scale * picture.height()));
            return new Frame(reduced.width(), reduced.height(), Encoder.bytes(reduced));
        }

        private static int side(double pixels) {
            return Math.max(1, (int) Math.round(pixels));
        }

        Picture picture() {
            int pixels = width * height;
            float[] planes = new float[rgb.length];
            for (int i = 0; i < rgb.length; i++) {
                planes[i % Picture.CHANNELS * pixels + i / Picture.CHANNELS] = rgb[i] & 255;
            }
            return new Picture(width, height, planes);
        }
    }

    private final List<Frame> frames = new ArrayList<>();
    private int stride = 1;
    private int seen;

    /** One more frame; its values are rounded and clamped to 0..255. */
    public void add(Picture picture) {
        if (seen++ % stride == 0) {
            frames.add(Frame.of(picture));
        } else {
            // The last one shows where it went.
            frames.set(frames.size() - 1, Frame.of(picture));
        }
        if (frames.size() > MOST_FRAMES) {
            for (int i = frames.size() - 2; i > 0; i -= 2) {
                frames.remove(i);
            }
            stride *= 2;
        }
    }

    /**
     * Writes what was added.
     *
     * @throws IllegalStateException if nothing was
     */
    public void writeTo(Path file) throws IOException {
        if (frames.isEmpty()) {
            throw new IllegalStateException("an animation has a frame at least");
        }
        // What is there would be written over, and the rest of it stay.
        Files.deleteIfExists(file);
        Frame last = frames.get(frames.size() - 1);
        try (GifWriter writer = new GifWriter(file, Optional.of(WITHOUT_END))) {
            for (Frame frame : frames) {
                writer.add(
                        Resampling.resize(frame.picture(), last.width(), last.height()),
                        frame == last ? LAST_DELAY : DELAY);
            }
        }
    }
}
