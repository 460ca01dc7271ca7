package io.impasto.engine.image;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.imageio.stream.ImageInputStream;

/** Walks the chunks of a container without reading what is in them. */
enum Chunks {
    /** Length, type, data, check sum; big-endian. */
    PNG(8, ByteOrder.BIG_ENDIAN),
    /** RIFF: type, length, data, padded to even length; little-endian. */
    WEBP(12, ByteOrder.LITTLE_ENDIAN);

    /** EXIF is a few hundred bytes, with a thumbnail some ten thousand. */
    private static final int LONGEST_PAYLOAD = 1 << 20;

    private final int start;
    private final ByteOrder order;

    Chunks(int start, ByteOrder order) {
        this.start = start;
        this.order = order;
    }

    /** One chunk: its four-letter type, where its data begins and how long it claims to be. */
    record Chunk(String type, long position, long length) {}

    /** Looks at chunks until one says stop by returning false, or the file ends. */
    interface Visitor {
        boolean visit(Chunk chunk) throws IOException;
    }

    void walk(ImageInputStream stream, Visitor visitor) throws IOException {
        long position = start;
        stream.setByteOrder(order);
        byte[] type = new byte[4];
        while (true) {
            stream.seek(position);
            long length = this == PNG ? stream.readUnsignedInt() : 0;
            if (stream.read(type) < type.length) {
                return;
            }
            if (this == WEBP) {
                length = stream.readUnsignedInt();
            }
            Chunk chunk = new Chunk(new String(type, StandardCharsets.ISO_8859_1), position + 8, length);
            if (!visitor.visit(chunk)) {
                return;
            }
            position += 8 + length + (this == PNG ? 4 : length % 2);
        }
    }

    /** The data of the first chunk of a type, if there is one of a believable length. */
    Optional<byte[]> payload(ImageInputStream stream, String type) throws IOException {
        byte[][] found = new byte[1][];
        try {
            walk(stream, chunk -> {
                if (!chunk.type().equals(type)) {
                    return true;
                }
                if (chunk.length() <= LONGEST_PAYLOAD) {
                    stream.seek(chunk.position());
                    byte[] payload = new byte[(int) chunk.length()];
                    stream.readFully(payload);
                    found[0] = payload;
                }
                return false;
            });
        } catch (EOFException e) {
            return Optional.empty();
        }
        return Optional.ofNullable(found[0]);
    }
}
