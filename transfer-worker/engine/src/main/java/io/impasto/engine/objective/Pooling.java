package io.impasto.engine.objective;

/** What the network's pooling layers compute. */
public enum Pooling {
    /** As the network was trained. */
    MAX,
    /** Averages in place of maxima, after Gatys et al. 2016. */
    AVG
}
