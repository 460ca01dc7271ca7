package io.impasto.engine.video;

import java.util.Locale;
import java.util.Optional;

import io.impasto.engine.image.AnimatedImage;
import io.impasto.engine.image.Picture;
import io.impasto.engine.image.Resampling;

/** An animated GIF or WebP. */
final class Animation implements Footage {
    private final AnimatedImage frames;
    private final int longSide;
    private int read;

    Animation(AnimatedImage frames, int longSide) {
        this.frames = frames;
        this.longSide = longSide;
    }

    @Override
    public int count() {
        return frames.count();
    }

    @Override
    public Optional<Integer> loops() {
        return frames.loops();
    }

    @Override
    public boolean hasNext() {
        return frames.hasNext();
    }

    @Override
    public Frame next() {
        AnimatedImage.Frame frame = frames.next();
        read++;
        Picture picture = frame.picture().longSide() > longSide
                ? Resampling.resizeToLongSide(frame.picture(), longSide)
                : frame.picture();
        return new Frame(picture, String.format(Locale.ROOT, "frame-%04d", read), Optional.of(frame.delay()));
    }

    @Override
    public void close() {
        frames.close();
    }
}
