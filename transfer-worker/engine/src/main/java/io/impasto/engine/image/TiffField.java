package io.impasto.engine.image;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.OptionalInt;
import javax.imageio.stream.ImageInputStream;

/** Looks a field up in the first directory of a TIFF (TIFF 6.0, section 2), wherever in the file that stands, and reads nothing else. */
final class TiffField {
    private static final int ENTRY = 12;
    private static final int SHORT = 3;
    private static final int INLINE = 2;

    private TiffField() {}

    /** Its first value, if there is such a field of short numbers and the file is not damaged. */
    static OptionalInt first(ImageSource source, int tag) {
        try (ImageInputStream stream = source.open()) {
            stream.setByteOrder(stream.readByte() == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            stream.seek(4);
            long directory = stream.readUnsignedInt();
            stream.seek(directory);
            int entries = stream.readUnsignedShort();
            for (int i = 0; i < entries; i++) {
                stream.seek(directory + 2 + (long) ENTRY * i);
                if (stream.readUnsignedShort() == tag) {
                    return value(stream);
                }
            }
            return OptionalInt.empty();
        } catch (IOException damaged) {
            return OptionalInt.empty();
        }
    }

    private static OptionalInt value(ImageInputStream stream) throws IOException {
        int type = stream.readUnsignedShort();
        long count = stream.readUnsignedInt();
        if (type != SHORT || count == 0) {
            return OptionalInt.empty();
        }
        if (count > INLINE) {
            stream.seek(stream.readUnsignedInt());
        }
        return OptionalInt.of(stream.readUnsignedShort());
    }
}
