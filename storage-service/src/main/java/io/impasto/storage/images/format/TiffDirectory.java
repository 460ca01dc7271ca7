package io.impasto.storage.images.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The first image directory of TIFF bytes (TIFF 6.0, section 2), in a file or an EXIF block. Values are looked at where they lie, so that no claimed
 * count costs memory.
 */
final class TiffDirectory {

    private static final int ORIENTATION = 274;
    private static final int SHORT = 3;
    private static final int LONG = 4;

    private final ByteBuffer bytes;
    private final Map<Integer, Entry> entries = new HashMap<>();

    /** A field: its type, number of values, and where they lie. */
    private record Entry(int type, long count, int at) {}

    /** @throws IndexOutOfBoundsException if the directory lies outside the bytes */
    TiffDirectory(ByteBuffer bytes) {
        this.bytes = bytes.order(bytes.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int start = position(u32(4));
        int count = u16(start);
        for (int i = 0; i < count; i++) {
            int at = start + 2 + 12 * i;
            entry(at).ifPresent(entry -> entries.putIfAbsent(u16(at), entry));
        }
    }

    private Optional<Entry> entry(int at) {
        int type = u16(at + 2);
        long count = u32(at + 4);
        if (type != SHORT && type != LONG) {
            return Optional.empty();
        }
        long length = count * (type == SHORT ? 2 : 4);
        return Optional.of(new Entry(type, count, length <= 4 ? at + 8 : position(u32(at + 8))));
    }

    /** The EXIF orientation, 1 to 8; 1 where there is none or the block is damaged, as viewers do. */
    static int orientation(byte[] exif, int offset) {
        try {
            TiffDirectory directory = new TiffDirectory(
                    ByteBuffer.wrap(exif, offset, exif.length - offset).slice());
            return directory.orientation();
        } catch (IndexOutOfBoundsException damaged) {
            return 1;
        }
    }

    int orientation() {
        int value = (int) first(ORIENTATION).orElse(1);
        return value >= 1 && value <= 8 ? value : 1;
    }

    OptionalLong first(int tag) {
        return count(tag) == 0 ? OptionalLong.empty() : OptionalLong.of(value(tag, 0));
    }

    long count(int tag) {
        Entry entry = entries.get(tag);
        return entry == null ? 0 : entry.count;
    }

    /** @throws IndexOutOfBoundsException if the value lies outside the bytes */
    long value(int tag, long index) {
        Entry entry = entries.get(tag);
        int size = entry.type == SHORT ? 2 : 4;
        int at = position(entry.at + index * size);
        return entry.type == SHORT ? u16(at) : u32(at);
    }

    private int position(long at) {
        if (at > bytes.capacity()) {
            throw new IndexOutOfBoundsException();
        }
        return (int) at;
    }

    private int u16(int at) {
        return Short.toUnsignedInt(bytes.getShort(at));
    }

    private long u32(int at) {
        return Integer.toUnsignedLong(bytes.getInt(at));
    }
}
