package io.impasto.engine.image;

/** An image that cannot be used; the message is one line for a person, the reason is stable for programs. */
public final class ImageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why an image cannot be used; {@link #code()} is part of the public contract. */
    public enum Reason {
        /** Not one of the formats that are read, or damaged beyond reading. */
        NOT_AN_IMAGE("not-an-image"),
        /** A readable beginning, but the end is missing. */
        TRUNCATED("truncated-image"),
        /** More pixels than allowed, by its own header. */
        TOO_LARGE("image-too-large"),
        /** Fewer pixels than the network needs to see anything in it. */
        TOO_SMALL("image-too-small"),
        /** Nothing is to be seen in it. */
        TRANSPARENT("image-transparent");

        private final String code;

        Reason(String code) {
            this.code = code;
        }

        /** The problem's name in the public contract. */
        public String code() {
            return code;
        }
    }

    private final Reason reason;

    ImageException(Reason reason, String message) {
        this(reason, message, null);
    }

    ImageException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** An image with fewer pixels than a network needs; the message is the whole line. */
    public static ImageException tooSmall(String message) {
        return new ImageException(Reason.TOO_SMALL, message);
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}
