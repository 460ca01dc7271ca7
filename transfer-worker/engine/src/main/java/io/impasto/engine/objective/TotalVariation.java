package io.impasto.engine.objective;

import java.util.Locale;

/** How roughness is measured, over forward differences {@code dx}, {@code dy} within a channel, without the last row and column. */
public enum TotalVariation {
    /** {@code w * sum((dx^2 + dy^2)^1.25)}, as keras.io has it. */
    KERAS("w_tv * sum((dx^2 + dy^2)^1.25)"),
    /** {@code w / 2 * sum(dx^2 + dy^2)}, as neural-style has it. */
    QUADRATIC("w_tv / 2 * sum(dx^2 + dy^2)");

    private final String term;

    TotalVariation(String term) {
        this.term = term;
    }

    /** The term as a person reads it. */
    public String term() {
        return term;
    }

    /** The name as written in options and case files. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
