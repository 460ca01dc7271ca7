package io.impasto.engine.replay;

/** What should be a manifest is none, or lacks what it takes to paint again; the message says what. */
public final class ManifestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ManifestException(String message) {
        super(message);
    }
}
