package io.impasto.storage.images.format;

/** Bytes that are not taken for an image; the message is a sentence for their sender. */
public final class ImageRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** No known format, or damaged. */
        NOT_AN_IMAGE,
        /** The file ends before the image does. */
        TRUNCATED,
        /** More pixels than the limit. */
        TOO_LARGE
    }

    private final Reason reason;

    ImageRefused(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    static ImageRefused damaged(String message) {
        return new ImageRefused(Reason.NOT_AN_IMAGE, message);
    }

    static ImageRefused tooManyFrames(int most) {
        return damaged("The animation has more than " + most + " frames.");
    }

    static ImageRefused truncated() {
        return new ImageRefused(Reason.TRUNCATED, "The file ends before the image does.");
    }

    public Reason reason() {
        return reason;
    }
}
