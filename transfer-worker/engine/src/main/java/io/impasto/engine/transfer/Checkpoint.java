package io.impasto.engine.transfer;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UTFDataFormatException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * A painting between two evaluations: options, place in the schedule, report so far, image and optimiser; enough to go on
 * with exactly the same iterates. With L-BFGS it holds up to 45 vectors of the level's size: 26 MB for 256 x 192 pixels.
 */
public final class Checkpoint {
    private static final int MAGIC = 0x494d5043; // IMPC
    private static final int VERSION = 2;
    private static final int JOB_BYTES = 32;
    private static final int LEAST_BYTES = 3 * Integer.BYTES + JOB_BYTES + 2 * Short.BYTES + Integer.BYTES;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Where the bytes are, to be read as often as needed. */
    private sealed interface Source {
        InputStream open() throws IOException;

        long length() throws IOException;
    }

    private record InMemory(byte[] bytes) implements Source {
        @Override
        public InputStream open() {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public long length() {
            return bytes.length;
        }
    }

    private record InFile(Path file) implements Source {
        @Override
        public InputStream open() throws IOException {
            return new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        }

        @Override
        public long length() throws IOException {
            return Files.size(file);
        }
    }

    private final Source source;
    private final int evaluation;
    private final String job;
    private final TransferOptions options;
    private final TransferOptions inForce;

    private Checkpoint(Source source) throws IOException {
        this.source = source;
        try (DataInputStream in = new DataInputStream(source.open())) {
            in.skipNBytes(2 * Integer.BYTES);
            evaluation = in.readInt();
            job = HexFormat.of().formatHex(in.readNBytes(JOB_BYTES));
            options = readOptions(in);
            inForce = readOptions(in);
        }
    }

    /** Evaluations done so far, over all stages and attempts. */
    public int evaluation() {
        return evaluation;
    }

    /** What the job began with, filled in: paint with these to go on. */
    public TransferOptions options() {
        return options;
    }

    /** What was in force in the end, after all that was changed on the way. */
    public TransferOptions inForce() {
        return inForce;
    }

    /** Serialised, with a version and a checksum; not a copy, so leave it as it is. Beyond 2 GiB there are files only. */
    public byte[] toBytes() {
        if (source instanceof InMemory memory) {
            return memory.bytes();
        }
        try (InputStream in = source.open()) {
            return in.readAllBytes();
        } catch (IOException gone) {
            throw new UncheckedIOException("the checkpoint can't be read any more", gone);
        }
    }

    /**
     * Reads what {@link #toBytes} or {@link Evaluation#saveCheckpoint} wrote; not a copy, so leave it as it is.
     *
     * @throws CheckpointRefused if the bytes are damaged or of another version
     */
    public static Checkpoint read(byte[] bytes) {
        try {
            return read(new InMemory(bytes));
        } catch (IOException e) {
            throw new CheckpointRefused("the checkpoint is damaged: " + e.getMessage());
        }
    }

    /**
     * Reads a file that {@link Evaluation#saveCheckpoint} wrote; large vectors stay there until they are needed.
     *
     * @throws CheckpointRefused if the file is no checkpoint, or damaged, or of another version
     * @throws IOException if the file can't be read
     */
    public static Checkpoint read(Path file) throws IOException {
        return read(new InFile(file));
    }

    private static Checkpoint read(Source source) throws IOException {
        requireWhole(source);
        try {
            return new Checkpoint(source);
        } catch (InvalidOption | JsonProcessingException | EOFException | UTFDataFormatException crafted) {
            throw new CheckpointRefused("the checkpoint is damaged: " + crafted.getMessage());
        }
    }

    /** Looks at the first bytes before it reads the others, so that no large file is read in vain. */
    private static void requireWhole(Source source) throws IOException {
        long length = source.length();
        CRC32 crc = new CRC32();
        try (DataInputStream in = new DataInputStream(new CheckedInputStream(source.open(), crc))) {
            if (length < 2 * Integer.BYTES) {
                throw new CheckpointRefused("this is not a checkpoint: it has " + length + " bytes");
            }
            if (in.readInt() != MAGIC) {
                throw new CheckpointRefused("this is not a checkpoint");
            }
            int version = in.readInt();
            if (version != VERSION) {
                throw new CheckpointRefused("the checkpoint is of version " + version + ", and only version " + VERSION
                        + " can be read; paint anew");
            }
            if (length < LEAST_BYTES) {
                throw new CheckpointRefused("the checkpoint is damaged: it ends early");
            }
            in.skipNBytes(length - 3 * Integer.BYTES);
            int expected = (int) crc.getValue();
            if (in.readInt() != expected) {
                throw new CheckpointRefused("the checkpoint is damaged: its checksum is another");
            }
        }
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
     * Writes a checkpoint.
     *
     * @param job fingerprint of the job, 64 hex digits
     * @param evaluation evaluations done
     * @param options what the job began with
     * @param inForce what is in force now
     */
    static void write(
            OutputStream to,
            String job,
            int evaluation,
            TransferOptions options,
            TransferOptions inForce,
            Content content)
            throws IOException {
        CRC32 crc = new CRC32();
        DataOutputStream out = new DataOutputStream(new CheckedOutputStream(to, crc));
        out.writeInt(MAGIC);
        out.writeInt(VERSION);
        out.writeInt(evaluation);
        out.write(HexFormat.of().parseHex(job));
        writeOptions(out, options);
        writeOptions(out, inForce);
        content.writeTo(out);
        out.flush();
        out.writeInt((int) crc.getValue());
        out.flush();
    }

    /** As {@link #write}, in memory. */
    static Checkpoint of(
            String job, int evaluation, TransferOptions options, TransferOptions inForce, Content content) {
        ByteArrayOutputStream buffer = new ByteArrayOutputStream(1 << 16);
        try {
            write(buffer, job, evaluation, options, inForce, content);
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory can be written to", impossible);
        }
        return read(buffer.toByteArray());
    }

    /**
     * Reads the content.
     *
     * @param wanted fingerprint of the job that is to go on
     * @param asked what that job is to begin with, filled in
     * @throws CheckpointRefused if this is another job's checkpoint, or can't be what it says
     */
    <T> T open(String wanted, TransferOptions asked, Reader<T> reader) {
        requireSame(wanted, asked);
        try (DataInputStream in = new DataInputStream(source.open())) {
            in.skipNBytes(3 * Integer.BYTES + JOB_BYTES);
            in.readUTF();
            in.readUTF();
            return reader.readFrom(in);
        } catch (IOException | IllegalArgumentException damaged) {
            throw new CheckpointRefused("the checkpoint is damaged: " + damaged.getMessage());
        }
    }

    private void requireSame(String wanted, TransferOptions asked) {
        for (String name : Reweighting.differences(options, asked)) {
            throw new CheckpointRefused("the checkpoint is another job's: " + name + " is "
                    + Reweighting.value(options, name) + " there, not " + Reweighting.value(asked, name));
        }
        if (!job.equals(wanted)) {
            throw new CheckpointRefused("the checkpoint is another job's: pictures or networks differ");
        }
    }

    /** Writes options, as {@link #readOptions} reads them. */
    static void writeOptions(DataOutput out, TransferOptions options) throws IOException {
        out.writeUTF(options.toJson().toString());
    }

    static TransferOptions readOptions(DataInput in) throws IOException {
        return TransferOptions.fromJson(JSON.readTree(in.readUTF()));
    }
}
