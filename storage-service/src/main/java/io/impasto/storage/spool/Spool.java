package io.impasto.storage.spool;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A body that is written to a temporary file while it is read, with its length and SHA-256. Reading ahead of need never happens; closing removes
 * the file.
 */
public final class Spool extends InputStream {

    static final String SUFFIX = ".spool";

    private final InputStream body;
    private final Path file;
    private final OutputStream copy;
    private final MessageDigest digest = sha256Digest();
    private final long maxBytes;
    private long bytes;

    Spool(InputStream body, Path file, long maxBytes) throws IOException {
        this.body = body;
        this.file = file;
        this.maxBytes = maxBytes;
        this.copy = Files.newOutputStream(file);
    }

    /** Reads on from the body. Refuses the first byte that is too many. */
    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = body.read(buffer, offset, length);
        if (n <= 0) {
            return n;
        }
        bytes += n;
        if (bytes > maxBytes) {
            throw Spools.tooLarge(maxBytes);
        }
        digest.update(buffer, offset, n);
        copy.write(buffer, offset, n);
        return n;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** Whether the body has ended without a single byte, as far as it was read. */
    public boolean isEmpty() {
        return bytes == 0;
    }

    /** Reads what is left. */
    public void drain() throws IOException {
        byte[] buffer = new byte[1 << 16];
        while (read(buffer, 0, buffer.length) >= 0) {
            continue;
        }
    }

    /** The whole body as a file, after reading what is left of it. */
    public Path whole() throws IOException {
        drain();
        copy.flush();
        return file;
    }

    /**
     * Ends the reading.
     *
     * @throws io.impasto.storage.problems.ProblemException {@code empty-body}, if there was nothing
     */
    public Contents finish() throws IOException {
        Path whole = whole();
        if (bytes == 0) {
            throw Spools.empty();
        }
        return new Contents(whole, bytes, HexFormat.of().formatHex(digest.digest()));
    }

    @Override
    public void close() throws IOException {
        // The body belongs to the request; closing it here would wait for what an over-long one still sends.
        copy.close();
        Files.deleteIfExists(file);
    }

    private static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
