package io.impasto.engine.network.fetching;

/** A fault that may pass: the next attempt goes on where this one ended. */
final class Broken extends Exception {
    private static final long serialVersionUID = 1L;

    Broken(String message, Throwable cause) {
        super(message, cause);
    }
}
