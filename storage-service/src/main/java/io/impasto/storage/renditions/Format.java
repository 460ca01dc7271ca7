package io.impasto.storage.renditions;

import java.util.Locale;

/** File formats of renditions. */
enum Format {
    PNG("image/png", 0),
    JPEG("image/jpeg", 90),
    WEBP("image/webp", 80);

    private final String mediaType;
    private final int quality;

    Format(String mediaType, int quality) {
        this.mediaType = mediaType;
        this.quality = quality;
    }

    String mediaType() {
        return mediaType;
    }

    /** 1..100 where nobody says another; 0 if it has none. */
    int quality() {
        return quality;
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
