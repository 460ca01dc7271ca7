package io.impasto.worker.painting;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import io.impasto.engine.transfer.Checkpoint;
import io.impasto.engine.transfer.CheckpointRefused;

/**
 * What is kept of an unfinished painting, in {@code checkpoint.bin}: the engine's checkpoint, and what this worker adds.
 *
 * @param request id of the request that it belongs to
 * @param rollbacks of the guard so far
 * @param losses the table so far
 * @param checkpoint to paint on from
 */
record SavedPainting(String request, int rollbacks, String losses, Checkpoint checkpoint) {

    static final String NAME = "checkpoint.bin";
    static final String MEDIA_TYPE = "application/octet-stream";

    private static final int MAGIC = 0x494d5053;
    private static final int VERSION = 1;

    byte[] toBytes() {
        byte[] engine = checkpoint.toBytes();
        byte[] table = losses.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(engine.length + table.length + 1024);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeInt(VERSION);
            out.writeUTF(request);
            out.writeInt(rollbacks);
            out.writeInt(table.length);
            out.write(table);
            out.write(engine);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** What the bytes hold; empty if they are damaged, of another version, or of another request. */
    static Optional<SavedPainting> read(byte[] bytes, String request) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readInt() != MAGIC
                    || in.readInt() != VERSION
                    || !in.readUTF().equals(request)) {
                return Optional.empty();
            }
            int rollbacks = in.readInt();
            byte[] table = in.readNBytes(in.readInt());
            Checkpoint checkpoint = Checkpoint.read(in.readAllBytes());
            return Optional.of(
                    new SavedPainting(request, rollbacks, new String(table, StandardCharsets.UTF_8), checkpoint));
        } catch (IOException | CheckpointRefused e) {
            return Optional.empty();
        }
    }
}
