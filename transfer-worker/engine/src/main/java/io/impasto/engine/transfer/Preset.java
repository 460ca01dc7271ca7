package io.impasto.engine.transfer;

import java.util.Locale;

/** A named set of defaults: objective, optimiser and start. */
public enum Preset {
    /** This project's own, and the default. */
    STUDIO,
    /** As the example on keras.io. */
    KERAS,
    /** As the project report that this product starts from. */
    REPORT;

    /** The name as written in options. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
