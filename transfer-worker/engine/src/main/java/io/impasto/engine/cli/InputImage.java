package io.impasto.engine.cli;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.impasto.engine.image.ImageCodec;
import io.impasto.engine.image.ImageException;
import io.impasto.engine.image.Picture;

/** Reads the images that were named on the command line; every error names the file. */
final class InputImage {

    private static final ImageCodec CODEC = new ImageCodec();

    private InputImage() {}

    static Picture read(Path file, int longSide) {
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
            return CODEC.decode(file, longSide);
        } catch (ImageException e) {
            throw Failure.badInput(file + ": " + e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw Failure.badInput(file + ": " + Failure.reason(e.getCause()), e);
        }
    }
}
