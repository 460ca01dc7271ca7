package io.impasto.storage.images.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Inflater;

/** The bytes of a file from front to back, as numbers. Ends with {@link ImageRefused} {@code TRUNCATED} where they are missing. */
final class ImageBytes {

    private final ImageSource source;
    private final byte[] buffer = new byte[1 << 14];
    private int position;
    private int limit;

    ImageBytes(ImageSource source) {
        this.source = source;
    }

    /** The first bytes, up to so many, without passing them. Only at the start of the file. */
    byte[] peek(int length) throws IOException {
        while (limit < length) {
            int n = source.read(buffer, limit, buffer.length - limit);
            if (n < 0) {
                break;
            }
            limit += n;
        }
        byte[] start = new byte[Math.min(length, limit)];
        System.arraycopy(buffer, 0, start, 0, start.length);
        return start;
    }

    boolean atEnd() throws IOException {
        return position == limit && !fill();
    }

    int u8() throws IOException {
        if (position == limit && !fill()) {
            throw ImageRefused.truncated();
        }
        return buffer[position++] & 0xff;
    }

    int u16(ByteOrder order) throws IOException {
        int a = u8();
        int b = u8();
        return order == ByteOrder.BIG_ENDIAN ? a << 8 | b : b << 8 | a;
    }

    /** An unsigned number of 24 bits, little-endian. */
    int u24() throws IOException {
        return u16(ByteOrder.LITTLE_ENDIAN) | u8() << 16;
    }

    long u32(ByteOrder order) throws IOException {
        long a = u16(order);
        long b = u16(order);
        return order == ByteOrder.BIG_ENDIAN ? a << 16 | b : b << 16 | a;
    }

    String ascii(int length) throws IOException {
        return new String(bytes(length), StandardCharsets.ISO_8859_1);
    }

    /** @param length what the caller has bounded; so much memory is used */
    byte[] bytes(int length) throws IOException {
        byte[] bytes = new byte[length];
        for (int done = 0; done < length; ) {
            int n = available(length - done);
            System.arraycopy(buffer, position, bytes, done, n);
            position += n;
            done += n;
        }
        return bytes;
    }

    void skip(long length) throws IOException {
        for (long left = length; left > 0; ) {
            int n = available(left);
            position += n;
            left -= n;
        }
    }

    /** Passes a stretch, adding it to a checksum. */
    void skip(long length, CRC32 crc) throws IOException {
        for (long left = length; left > 0; ) {
            int n = available(left);
            crc.update(buffer, position, n);
            position += n;
            left -= n;
        }
    }

    /** Passes a stretch, adding it to a checksum and handing it to an inflater piece by piece. */
    void skip(long length, CRC32 crc, Inflation inflation) throws IOException {
        for (long left = length; left > 0; ) {
            int n = available(left);
            crc.update(buffer, position, n);
            inflation.feed(buffer, position, n);
            position += n;
            left -= n;
        }
    }

    /** Takes compressed bytes, such as {@link Inflater} wants them. */
    interface Inflation {
        void feed(byte[] bytes, int offset, int length);
    }

    /** The whole file, for a format that cannot be read from front to back. */
    ByteBuffer whole() throws IOException {
        return source.whole();
    }

    private int available(long wanted) throws IOException {
        if (position == limit && !fill()) {
            throw ImageRefused.truncated();
        }
        return (int) Math.min(wanted, limit - position);
    }

    private boolean fill() throws IOException {
        int n = source.read(buffer, 0, buffer.length);
        position = 0;
        limit = Math.max(n, 0);
        return n > 0;
    }
}
