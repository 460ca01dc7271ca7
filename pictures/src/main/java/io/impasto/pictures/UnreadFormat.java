package io.impasto.pictures;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Formats that people have and that are not read, so that they can be told its name; by their first bytes. */
public enum UnreadFormat {
    HEIC("HEIC", 4, "ftypheic", "ftypheix", "ftyphevc", "ftyphevx", "ftypheim", "ftypheis", "ftypmif1", "ftypmsf1"),
    AVIF("AVIF", 4, "ftypavif", "ftypavis"),
    JPEG_XL("JPEG XL", 0, "\u00ff\n", "\0\0\0\fJXL "),
    JPEG_2000("JPEG 2000", 0, "\0\0\0\fjP  ", "\u00ffO\u00ffQ"),
    BIG_TIFF("BigTIFF", 0, "II+\0", "MM\0+"),
    PHOTOSHOP("Photoshop's own format", 0, "8BPS");

    private final String text;
    private final int at;
    private final List<String> signatures;

    UnreadFormat(String text, int at, String... signatures) {
        this.text = text;
        this.at = at;
        this.signatures = List.of(signatures);
    }

    public static Optional<UnreadFormat> of(byte[] start) {
        String begin = new String(start, StandardCharsets.ISO_8859_1);
        return Arrays.stream(values())
                .filter(format -> format.signatures.stream().anyMatch(each -> begin.startsWith(each, format.at)))
                .findFirst();
    }

    @Override
    public String toString() {
        return text;
    }
}
