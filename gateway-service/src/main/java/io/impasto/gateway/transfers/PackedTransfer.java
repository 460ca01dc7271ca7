package io.impasto.gateway.transfers;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** A transfer in little memory: {@link TransferDocument}'s JSON, deflated (RFC 1950). Not for what others may have written. */
public final class PackedTransfer {

    private PackedTransfer() {}

    /** @param document as {@link TransferDocument#write} wrote it */
    public static byte[] pack(byte[] document) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed, deflater)) {
            out.write(document);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        } finally {
            deflater.end();
        }
        return packed.toByteArray();
    }

    /**
     * Reads what {@link #pack} or {@link TransferDocument#write} wrote.
     *
     * @throws UncheckedIOException if it is neither
     */
    public static Transfer unpack(byte[] bytes) {
        try {
            return TransferDocument.read(isJson(bytes) ? bytes : inflated(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isJson(byte[] bytes) {
        return bytes.length > 0 && bytes[0] == '{';
    }

    private static byte[] inflated(byte[] bytes) throws IOException {
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        }
    }
}
