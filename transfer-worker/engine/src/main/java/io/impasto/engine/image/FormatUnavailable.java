package io.impasto.engine.image;

/** A format that can't be written on this machine; the message is one line for a person and says what to take instead. */
public final class FormatUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FormatUnavailable(PictureFormat format, LinkageError cause) {
        super(
                format + " can't be written here, because its native library does not load: take png, jpeg or tiff",
                cause);
    }
}
