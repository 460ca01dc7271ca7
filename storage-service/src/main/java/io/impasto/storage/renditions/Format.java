package io.impasto.storage.renditions;

import java.util.Locale;

import io.impasto.storage.renditions.Pixels.Depth;

/** File formats of renditions. */
enum Format {
    PNG("png", 0, Depth.BITS_8),
    PNG16("png", 0, Depth.BITS_16),
    JPEG("jpeg", 90, Depth.BITS_8),
    WEBP("webp", 80, Depth.BITS_8),
    TIFF("tiff", 0, Depth.BITS_8),
    TIFF16("tiff", 0, Depth.BITS_16);

    private final String file;
    private final int quality;
    private final Depth depth;

    Format(String file, int quality, Depth depth) {
        this.file = file;
        this.quality = quality;
        this.depth = depth;
    }

    /** Of the file, as ImageIO calls it and its media type ends. */
    String file() {
        return file;
    }

    String mediaType() {
        return "image/" + file;
    }

    /** 1..100 where nobody says another; 0 if it has none. */
    int quality() {
        return quality;
    }

    /** Of each value, also while it is computed. */
    Depth depth() {
        return depth;
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
