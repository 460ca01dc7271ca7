package io.impasto.engine.network.fetching;

/** An address that can't be reached or does not deliver; the message names it and says why, for a person. */
public final class UnreachableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
