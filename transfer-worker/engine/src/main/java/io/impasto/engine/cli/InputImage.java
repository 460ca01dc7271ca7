package io.impasto.engine.cli;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

import io.impasto.engine.image.ImageCodec;
import io.impasto.engine.image.ImageException;
import io.impasto.engine.image.Layer;
import io.impasto.engine.image.Picture;

/** Reads the images that were named on the command line; every error names the file. */
final class InputImage {

    private static final ImageCodec CODEC = new ImageCodec(ImageCodec.OWN_MAX_PIXELS);

    private InputImage() {}

    /** Transparent parts over white. */
    static Picture read(Path file, int longSide) {
        return from(file, () -> CODEC.decode(file, longSide));
    }

    static Layer layer(Path file, int longSide) {
        return from(file, () -> CODEC.layer(file, longSide));
    }

    /** A mask or a map. */
    static Picture guide(Path file, int longSide) {
        return from(file, () -> CODEC.guide(file, longSide));
    }

    private static <T> T from(Path file, Supplier<T> decoding) {
        if (!Files.exists(file)) {
            throw Failure.badInput(file + ": no such file", null);
        }
        if (Files.isDirectory(file)) {
            throw Failure.badInput(file + ": is a folder, not an image", null);
        }
        if (!Files.isReadable(file)) {
            throw Failure.badInput(file + ": permission denied", null);
        }
        try {
            return decoding.get();
        } catch (ImageException e) {
            throw Failure.badInput(file + ": " + e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw Failure.badInput(file + ": " + Failure.reason(e.getCause()), e);
        }
    }
}
