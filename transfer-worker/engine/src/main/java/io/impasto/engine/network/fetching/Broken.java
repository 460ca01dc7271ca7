package io.impasto.engine.network.fetching;

import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;

/** A fault that may pass: the next attempt goes on where this one ended. */
final class Broken extends Exception {
    private static final long serialVersionUID = 1L;

    Broken(String message, Throwable cause) {
        super(message, cause);
    }

    /** Whether there was not even a connection. */
    boolean isWithoutConnection() {
        return getCause() instanceof ConnectException || getCause() instanceof HttpConnectTimeoutException;
    }
}
