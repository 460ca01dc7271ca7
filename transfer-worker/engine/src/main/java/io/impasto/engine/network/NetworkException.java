package io.impasto.engine.network;

/** A network that can't be found, read or used; the message names it and says why, for a person. */
public final class NetworkException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NetworkException(String message) {
        super(message);
    }

    public NetworkException(String message, Throwable cause) {
        super(message, cause);
    }
}
