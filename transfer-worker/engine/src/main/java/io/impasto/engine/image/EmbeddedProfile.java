package io.impasto.engine.image;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import javax.imageio.stream.ImageInputStream;

/** The colour profile in a PNG (its iCCP chunk), which its reader does not heed as the others do; a damaged one counts as none. */
final class EmbeddedProfile {
    /** Profiles of displays and working spaces have some thousand bytes. */
    private static final int LONGEST = 1 << 22;

    private EmbeddedProfile() {}

    static Optional<ICC_Profile> read(ImageFormat format, ImageSource source) throws IOException {
        if (format != ImageFormat.PNG) {
            return Optional.empty();
        }
        try (ImageInputStream stream = source.open()) {
            return Chunks.PNG.payload(stream, "iCCP").flatMap(EmbeddedProfile::unpacked);
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
