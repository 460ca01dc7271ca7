package io.impasto.engine.network;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

import io.impasto.autodiff.Model;

/** Weights and manifest on their way into a folder: both lie there whole, or neither does. */
final class Placement implements AutoCloseable {
    private final Path folder;
    private final Path weights;
    private final Path manifest;
    private final Path weightsPart;
    private final Path manifestPart;

    Placement(Path folder, String name) throws IOException {
        this.folder = folder;
        this.weights = folder.resolve(name + ".onnx");
        this.manifest = ManifestFile.candidates(weights).get(0);
        String mark = "." + ProcessHandle.current().pid() + ".part";
        this.weightsPart = folder.resolve("." + weights.getFileName() + mark);
        this.manifestPart = folder.resolve("." + manifest.getFileName() + mark);
        Files.createDirectories(folder);
    }

    /** Writes the weights to the disk and returns their SHA-256. */
    String weights(Model model) throws IOException {
        write(weightsPart, model::writeTo);
        return Hashes.sha256(weightsPart);
    }

    void manifest(byte[] json) throws IOException {
        write(manifestPart, out -> out.write(json));
    }

    /** Gives both their names. A manifest alone is no network, so it comes first. */
    void place() throws IOException {
        Files.move(manifestPart, manifest, StandardCopyOption.ATOMIC_MOVE);
        try {
            Files.move(weightsPart, weights, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            if (!Files.exists(weights)) {
                Files.deleteIfExists(manifest);
            }
            throw failed;
        }
        try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
            entries.force(true);
        } catch (IOException unsupported) {
            // Not every file system lets a folder be synchronised; the files' contents are.
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(weightsPart);
        Files.deleteIfExists(manifestPart);
    }

    private static void write(Path file, Content content) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
            content.writeTo(out);
            out.flush();
            channel.force(true);
        }
    }

    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }
}
