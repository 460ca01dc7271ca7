package io.impasto.engine.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The image formats that are read, told apart by their first bytes, never by a file's name. */
public enum ImageFormat {
    /** JPEG, baseline or progressive. */
    JPEG("image/jpeg"),
    /** Portable Network Graphics. */
    PNG("image/png"),
    /** WebP, lossy or lossless. */
    WEBP("image/webp"),
    /** GIF; the first frame only. */
    GIF("image/gif"),
    /** Windows bitmap. */
    BMP("image/bmp"),
    /** TIFF; the first page only. */
    TIFF("image/tiff");

    /** So many leading bytes are enough to tell the format. */
    public static final int SIGNATURE_LENGTH = 12;

    private final String mediaType;

    ImageFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    /** The media type, as in {@code Content-Type}. */
    public String mediaType() {
        return mediaType;
    }

    /** The format that a file with these first bytes claims to have. */
    public static Optional<ImageFormat> of(byte[] start) {
        return Arrays.stream(values()).filter(format -> format.begins(start)).findFirst();
    }

    private boolean begins(byte[] start) {
        return switch (this) {
            case JPEG -> at(start, 0, "\u00ff\u00d8\u00ff");
            case PNG -> at(start, 0, "\u0089PNG\r\n\u001a\n");
            case WEBP -> at(start, 0, "RIFF") && at(start, 8, "WEBP");
            case GIF -> at(start, 0, "GIF87a") || at(start, 0, "GIF89a");
            case BMP -> at(start, 0, "BM");
            case TIFF -> at(start, 0, "II*\0") || at(start, 0, "MM\0*");
        };
    }

    private static boolean at(byte[] start, int offset, String signature) {
        byte[] wanted = signature.getBytes(StandardCharsets.ISO_8859_1);
        return start.length >= offset + wanted.length
                && Arrays.equals(start, offset, offset + wanted.length, wanted, 0, wanted.length);
    }
}
