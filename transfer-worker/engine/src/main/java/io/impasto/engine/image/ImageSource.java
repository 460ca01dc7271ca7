package io.impasto.engine.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.stream.ImageInputStream;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;

/** Where an image's bytes lie; can be opened more than once, and never copies the whole. */
sealed interface ImageSource {

    /** Opened for random access. */
    ImageInputStream open() throws IOException;

    /** Opened from the start. */
    InputStream stream() throws IOException;

    static ImageSource of(byte[] bytes) {
        return new Bytes(bytes);
    }

    static ImageSource of(Path file) {
        return new File(file);
    }

    /** Bytes in memory. */
    record Bytes(byte[] bytes) implements ImageSource {
        @Override
        public ImageInputStream open() {
            return new ByteArrayImageInputStream(bytes);
        }

        @Override
        public InputStream stream() {
            return new ByteArrayInputStream(bytes);
        }
    }

    /** A file. */
    record File(Path path) implements ImageSource {
        @Override
        public ImageInputStream open() throws IOException {
            return Plugins.open(path);
        }

        @Override
        public InputStream stream() throws IOException {
            return Files.newInputStream(path);
        }
    }
}
