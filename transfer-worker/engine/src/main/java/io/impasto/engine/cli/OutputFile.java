package io.impasto.engine.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

import io.impasto.engine.image.PictureFormat;

/** Where a result goes: all of it or nothing. */
record OutputFile(Path path) {

    /** Refuses a place that cannot be written, before any work is done. */
    void check() {
        Path folder = folder();
        if (!Files.isDirectory(folder)) {
            throw Failure.cannotWrite(path.toString(), new NotDirectoryException("there is no folder " + folder));
        }
        if (Files.isDirectory(path)) {
            throw Failure.cannotWrite(path.toString(), new IOException("it is a folder"));
        }
        if (!Files.isWritable(folder)) {
            throw Failure.cannotWrite(path.toString(), new IOException("permission denied"));
        }
    }

    /** The lower-case ending of the name, without the dot; empty if it has none. */
    String extension() {
        String name = path.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    /**
     * The picture format of its ending, of 8 bits.
     *
     * @param flag that named it
     */
    PictureFormat format(String flag) {
        return PictureFormat.ofEnding(extension())
                .orElseThrow(() -> Failure.usage(flag + " must end in .png, .jpg, .jpeg, .webp, .tif or .tiff, not '"
                        + path.getFileName() + "'"));
    }

    /** The name without its ending. */
    String stem() {
        String name = path.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }

    /** What a file is to hold. */
    interface Content {
        void writeTo(Path file) throws IOException;
    }

    /** Writes beside the target and moves into place, so that nobody ever sees half a file. */
    void write(byte[] bytes) {
        write(part -> Files.write(part, bytes));
    }

    /** As {@link #write(byte[])}, for what is written bit by bit. */
    void write(Content content) {
        try {
            // Not createTempFile, whose files nobody but the owner may read.
            Path part = folder().resolve("." + path.getFileName() + "."
                    + ProcessHandle.current().pid() + ".part");
            try {
                content.writeTo(part);
                force(part);
                Files.move(part, path, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw Failure.cannotWrite(path.toString(), e);
        } catch (UncheckedIOException e) {
            throw Failure.cannotWrite(path.toString(), e.getCause());
        }
    }

    /** Some file systems find out only now that there is no room left. */
    private static void force(Path part) throws IOException {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private Path folder() {
        return path.toAbsolutePath().getParent();
    }
}
