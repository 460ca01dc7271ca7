package io.impasto.engine.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;

/** The readers and writers of ImageIO, TwelveMonkeys' before the JDK's own. */
final class Plugins {

    static {
        // Bytes are in memory or in a file already: no second copy in the temporary folder.
        ImageIO.setUseCache(false);
        // Plugins are looked for with the thread's class loader, which in a server need not see them.
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(Plugins.class.getClassLoader());
        try {
            ImageIO.scanForPlugins();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private Plugins() {}

    /** A file for random access, buffered. */
    static ImageInputStream open(Path file) throws IOException {
        // Said here, because ImageIO's own message does not name the file.
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new NoSuchFileException(file.toString(), null, "no such file that can be read");
        }
        ImageInputStream stream = ImageIO.createImageInputStream(file.toFile());
        if (stream == null) {
            throw new IOException("cannot open " + file);
        }
        return stream;
    }

    static ImageReader reader(ImageFormat format) {
        ImageReader chosen = null;
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format.name());
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            boolean better = chosen == null || reader.getClass().getName().startsWith("com.twelvemonkeys.");
            if (better && chosen != null) {
                chosen.dispose();
            }
            if (better) {
                chosen = reader;
            } else {
                reader.dispose();
            }
        }
        if (chosen == null) {
            throw new IllegalStateException("no reader for " + format + " on the class path");
        }
        return chosen;
    }

    /** The JDK's own where it has one, for what is written beside the pixels is in its terms. */
    static ImageWriter writer(String format, ImageTypeSpecifier type) {
        ImageWriter chosen = null;
        Iterator<ImageWriter> writers = ImageIO.getImageWriters(type, format);
        while (writers.hasNext()) {
            ImageWriter writer = writers.next();
            if (chosen == null || writer.getClass().getName().startsWith("com.sun.")) {
                chosen = writer;
            }
        }
        if (chosen == null) {
            throw new IllegalStateException("no writer for " + format + " on the class path");
        }
        return chosen;
    }
}
