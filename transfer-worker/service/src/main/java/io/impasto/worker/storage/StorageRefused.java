package io.impasto.worker.storage;

/** storage-service understood a request and refused it; the same request will be refused again. */
public final class StorageRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String type;
    private final String detail;

    StorageRefused(String type, String message) {
        this(type, message, message);
    }

    StorageRefused(String type, String message, String detail) {
        super(message);
        this.type = type;
        this.detail = detail;
    }

    /** Why, in a sentence for whoever asked for the painting. */
    public String detail() {
        return detail;
    }

    /** The problem's name, such as {@code artifact-exists}. */
    public String type() {
        return type;
    }
}
