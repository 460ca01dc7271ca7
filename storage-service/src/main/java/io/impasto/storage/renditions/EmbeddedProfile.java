package io.impasto.storage.renditions;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import javax.imageio.stream.ImageInputStream;

/** The colour profile in a PNG (its iCCP chunk), which its reader does not heed as the others do; a damaged one counts as none. */
final class EmbeddedProfile {
    private static final int FIRST_CHUNK = 8;
    private static final int PROFILE = 0x69434350;
    private static final int PIXELS = 0x49444154;
    private static final int LONGEST_PACKED = 1 << 20;
    private static final int LONGEST = 1 << 22;

    private EmbeddedProfile() {}

    /** It stands before the pixels. */
    static Optional<ICC_Profile> read(ImageInputStream png) throws IOException {
        try {
            png.setByteOrder(ByteOrder.BIG_ENDIAN);
            for (long at = FIRST_CHUNK; ; ) {
                png.seek(at);
                long length = png.readUnsignedInt();
                int type = png.readInt();
                if (type == PIXELS) {
                    return Optional.empty();
                }
                if (type == PROFILE && length <= LONGEST_PACKED) {
                    byte[] chunk = new byte[(int) length];
                    png.readFully(chunk);
                    return unpacked(chunk);
                }
                at += 12 + length;
            }
        } catch (EOFException none) {
            return Optional.empty();
        }
    }

    /** A name that ends with a zero, the zero of the one way of packing that there is, the packed profile. */
    private static Optional<ICC_Profile> unpacked(byte[] chunk) {
        int start = 0;
        while (start < chunk.length && chunk[start] != 0) {
            start++;
        }
        start = Math.min(chunk.length, start + 2);
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(chunk, start, chunk.length - start);
            byte[] profile = new byte[LONGEST];
            int length = inflater.inflate(profile);
            if (!inflater.finished()) {
                return Optional.empty();
            }
            return Optional.of(ICC_Profile.getInstance(Arrays.copyOf(profile, length)))
                    .filter(rgb -> rgb.getColorSpaceType() == ColorSpace.TYPE_RGB);
        } catch (DataFormatException | IllegalArgumentException damaged) {
            return Optional.empty();
        } finally {
            inflater.end();
        }
    }
}
