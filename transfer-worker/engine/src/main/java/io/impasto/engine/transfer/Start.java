package io.impasto.engine.transfer;

import java.util.Locale;

/** What a painting starts from. */
public enum Start {
    /** The content image. */
    CONTENT,
    /** Seeded noise. */
    NOISE,
    /** A given image. */
    IMAGE;

    /** The name as written in options. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
