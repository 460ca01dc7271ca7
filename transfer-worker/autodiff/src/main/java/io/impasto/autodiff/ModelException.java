package io.impasto.autodiff;

/**
 * A network that cannot be read, differentiated or run. The message is one line for a person: which file, operator or
 * value, and what is wrong with it.
 */
public final class ModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ModelException(String message) {
        super(message);
    }

    public ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
