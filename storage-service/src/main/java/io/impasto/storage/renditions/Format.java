package io.impasto.storage.renditions;

import java.util.Locale;

import io.impasto.storage.renditions.Pixels.Depth;

/** File formats of renditions. */
enum Format {
    PNG("image/png", 0, Depth.BITS_8),
    PNG16("image/png", 0, Depth.BITS_16),
    JPEG("image/jpeg", 90, Depth.BITS_8),
    WEBP("image/webp", 80, Depth.BITS_8);

    private final String mediaType;
    private final int quality;
    private final Depth depth;

    Format(String mediaType, int quality, Depth depth) {
        this.mediaType = mediaType;
        this.quality = quality;
        this.depth = depth;
    }

    String mediaType() {
        return mediaType;
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
