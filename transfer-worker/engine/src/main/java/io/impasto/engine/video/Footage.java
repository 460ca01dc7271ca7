package io.impasto.engine.video;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;

import io.impasto.engine.image.AnimatedImage;
import io.impasto.engine.image.ImageCodec;
import io.impasto.engine.image.ImageException;
import io.impasto.engine.image.ImageFormat;
import io.impasto.engine.image.Picture;

/** Frames in their order; each is read when its turn comes. For one thread. */
public sealed interface Footage extends AutoCloseable, Iterator<Footage.Frame> permits FrameFiles, Animation {

    /**
     * A frame.
     *
     * @param picture what it shows
     * @param name for its file, without an ending
     * @param delay how long it is seen, in hundredths of a second; empty where its file does not say
     */
    record Frame(Picture picture, String name, Optional<Integer> delay) {}

    /** How many there are. */
    int count();

    /** How often all of it is to be shown, 0 without end; empty for once. */
    Optional<Integer> loops();

    /**
     * Finds frames: an animated GIF or WebP, a folder of pictures in the order of their names (numbers by value), or a pattern such as
     * {@code frames/frame-%04d.png}.
     *
     * @param longSide to which larger pictures are reduced, pixels
     * @throws NoFrames if there are none, for a person
     * @throws ImageException if an animation can't be read
     */
    static Footage open(Path source, int longSide) {
        if (FrameFiles.isPattern(source) || Files.isDirectory(source)) {
            return FrameFiles.open(source, longSide);
        }
        if (!Files.exists(source)) {
            throw new NoFrames(source + ": no such file");
        }
        ImageFormat format = new ImageCodec().probe(source).format();
        if (format != ImageFormat.GIF && format != ImageFormat.WEBP) {
            throw new NoFrames(
                    source + ": " + format
                            + " is not read as a film; give an animated GIF or WebP, a folder of pictures, or a pattern such as frame-%04d.png");
        }
        return new Animation(AnimatedImage.open(source), longSide);
    }

    @Override
    void close();
}
