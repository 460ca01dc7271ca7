package io.impasto.worker.storage;

/** storage-service did not answer, or said that it can't right now; the same request may succeed later. */
public final class StorageUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StorageUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
