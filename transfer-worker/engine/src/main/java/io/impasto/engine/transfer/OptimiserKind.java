package io.impasto.engine.transfer;

import java.util.Locale;

/** The optimisers that can be asked for. */
public enum OptimiserKind {
    /** Limited-memory BFGS, history 20, no line search. */
    LBFGS,
    /** Adam. */
    ADAM,
    /** Gradient descent with momentum and exponential decay. */
    SGD;

    /** The name as written in options. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
