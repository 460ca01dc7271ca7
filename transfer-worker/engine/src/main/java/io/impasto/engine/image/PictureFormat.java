package io.impasto.engine.image;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The files that pictures are written to, all of them sRGB. */
public enum PictureFormat {
    /** PNG of 8 bits per channel. */
    PNG("png", 8, true, "png"),
    /** PNG of 16 bits per channel. */
    PNG16("png", 16, true, "png"),
    /** Baseline JPEG, which has no transparent parts: they lie over white. */
    JPEG("jpeg", 8, false, "jpg", "jpeg"),
    /** WebP, lossy below quality 1. */
    WEBP("webp", 8, true, "webp"),
    /** TIFF of 8 bits per channel, deflated. */
    TIFF("tiff", 8, true, "tif", "tiff"),
    /** TIFF of 16 bits per channel, deflated. */
    TIFF16("tiff", 16, true, "tif", "tiff");

    private final String writer;
    private final int bits;
    private final boolean transparent;
    private final List<String> endings;

    PictureFormat(String writer, int bits, boolean transparent, String... endings) {
        this.writer = writer;
        this.bits = bits;
        this.transparent = transparent;
        this.endings = List.of(endings);
    }

    /** The one of a name's ending, without its dot; of 8 bits. */
    public static Optional<PictureFormat> ofEnding(String ending) {
        return Arrays.stream(values())
                .filter(format -> format.hasEnding(ending))
                .findFirst();
    }

    /** Whether a file of this format may have such an ending. */
    public boolean hasEnding(String ending) {
        return endings.contains(ending);
    }

    /** The ending of its files, without the dot. */
    public String ending() {
        return endings.get(0);
    }

    String writer() {
        return writer;
    }

    /** Of each channel. */
    int bits() {
        return bits;
    }

    boolean transparent() {
        return transparent;
    }

    /** {@code png16} and so on. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
