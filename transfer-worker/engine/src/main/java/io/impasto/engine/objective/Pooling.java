package io.impasto.engine.objective;

import java.util.Locale;

/** What the network's pooling layers compute. */
public enum Pooling {
    /** As the network was trained. */
    MAX,
    /** Averages in place of maxima, after Gatys et al. 2016. */
    AVG;

    /** The name as written in options and case files. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
