package io.impasto.autodiff;

/** A device that is not there or can't be used. The message is one line for a person. */
public final class DeviceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DeviceException(String message, Throwable cause) {
        super(message, cause);
    }
}
