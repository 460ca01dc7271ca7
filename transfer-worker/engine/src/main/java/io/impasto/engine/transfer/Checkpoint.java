package io.impasto.engine.transfer;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.zip.CRC32;

/**
 * A painting between two evaluations: enough to go on with exactly the same iterates. With L-BFGS it holds up to 45
 * vectors of the level's size: 26 MB for 256 x 192 pixels.
 */
public final class Checkpoint {
    private static final int MAGIC = 0x494d5043; // IMPC
    private static final int VERSION = 1;
    private static final int HEADER_BYTES = 3 * Integer.BYTES + 32;

    private final byte[] bytes;

    private Checkpoint(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Evaluations done so far, over all levels and attempts. */
    public int evaluation() {
        return ByteBuffer.wrap(bytes).getInt(2 * Integer.BYTES);
    }

    /** Serialised, with a version and a checksum; not a copy, so leave it as it is. */
    public byte[] toBytes() {
        return bytes;
    }

    /**
     * Reads what {@link #toBytes} wrote.
     *
     * @throws CheckpointRefused if the bytes are damaged or of another version
     */
    public static Checkpoint read(byte[] bytes) {
        if (bytes.length < HEADER_BYTES + Integer.BYTES) {
            throw new CheckpointRefused("the checkpoint is too short");
        }
        ByteBuffer header = ByteBuffer.wrap(bytes);
        if (header.getInt() != MAGIC) {
            throw new CheckpointRefused("this is not a checkpoint");
        }
        int version = header.getInt();
        if (version != VERSION) {
            throw new CheckpointRefused("the checkpoint is of version " + version + ", not " + VERSION);
        }
        if (header.getInt(bytes.length - Integer.BYTES) != checksum(bytes)) {
            throw new CheckpointRefused("the checkpoint is damaged");
        }
        return new Checkpoint(bytes);
    }

    /** What a painting writes into a checkpoint. */
    @FunctionalInterface
    interface Content {
        void writeTo(DataOutputStream out) throws IOException;
    }

    /** What a painting reads from a checkpoint. */
    @FunctionalInterface
    interface Reader<T> {
        T readFrom(DataInput in) throws IOException;
    }

    /**
     * @param job fingerprint of the job, 64 hex digits
     * @param evaluation evaluations done
     */
    static Checkpoint of(String job, int evaluation, Content content) {
        ByteArrayOutputStream buffer = new ByteArrayOutputStream(1 << 16);
        try (DataOutputStream out = new DataOutputStream(buffer)) {
            out.writeInt(MAGIC);
            out.writeInt(VERSION);
            out.writeInt(evaluation);
            out.write(HexFormat.of().parseHex(job));
            content.writeTo(out);
            out.writeInt(0);
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory can be written to", impossible);
        }
        byte[] bytes = buffer.toByteArray();
        ByteBuffer.wrap(bytes).putInt(bytes.length - Integer.BYTES, checksum(bytes));
        return new Checkpoint(bytes);
    }

    /** @throws CheckpointRefused if this is another job's checkpoint, or can't be what it says */
    <T> T open(String job, Reader<T> reader) {
        if (!HexFormat.of().formatHex(bytes, HEADER_BYTES - 32, HEADER_BYTES).equals(job)) {
            throw new CheckpointRefused("the checkpoint is another job's: network, options or pictures differ");
        }
        int length = bytes.length - HEADER_BYTES - Integer.BYTES;
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, HEADER_BYTES, length))) {
            return reader.readFrom(in);
        } catch (IOException | IllegalArgumentException damaged) {
            throw new CheckpointRefused("the checkpoint is damaged: " + damaged.getMessage());
        }
    }

    private static int checksum(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, bytes.length - Integer.BYTES);
        return (int) crc.getValue();
    }
}
