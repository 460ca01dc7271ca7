package io.impasto.worker.storage;

/** storage-service understood a request and refused it; the same request will be refused again. */
public final class StorageRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String type;

    StorageRefused(String type, String message) {
        super(message);
        this.type = type;
    }

    /** The problem's name, such as {@code artifact-exists}. */
    public String type() {
        return type;
    }
}
