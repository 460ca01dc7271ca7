package io.impasto.engine.network;

/** A network whose layers can't be computed tile by tile; the message says which node is in the way. */
public final class NotTileable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotTileable(String message) {
        super(message);
    }
}
