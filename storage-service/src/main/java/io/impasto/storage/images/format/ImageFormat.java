package io.impasto.storage.images.format;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.impasto.pictures.UnreadFormat;

/** The formats that are taken, told apart by their first bytes, never by a name or a {@code Content-Type}. */
public enum ImageFormat {
    JPEG("image/jpeg", new Jpeg(), "\u00ff\u00d8\u00ff"),
    PNG("image/png", new Png(), "\u0089PNG\r\n\u001a\n"),
    WEBP("image/webp", new WebP(), "RIFF????WEBP"),
    GIF("image/gif", new Gif(), "GIF87a", "GIF89a"),
    BMP("image/bmp", new Bmp(), "BM"),
    TIFF("image/tiff", new Tiff(), "II*\0", "MM\0*");

    private static final int SIGNATURE_LENGTH = 12;

    private final String mediaType;
    private final Layout layout;
    private final String[] signatures;

    ImageFormat(String mediaType, Layout layout, String... signatures) {
        this.mediaType = mediaType;
        this.layout = layout;
        this.signatures = signatures;
    }

    /** Such as {@code image/jpeg}. */
    public String mediaType() {
        return mediaType;
    }

    /** How a format is read from front to back: sizes against the limit as soon as they come, then on to its end. */
    interface Layout {
        ImageHeader read(ImageBytes in, PixelLimit limit) throws IOException;
    }

    /**
     * Reads a picture up to its end (not what may follow), never more than it must to refuse it.
     *
     * @throws ImageRefused if it is no picture, is truncated, or is too large
     * @throws IOException if the bytes cannot be had
     */
    public static ImageHeader inspect(ImageSource source, PixelLimit limit) throws IOException {
        ImageBytes in = new ImageBytes(source);
        byte[] start = in.peek(SIGNATURE_LENGTH);
        return Arrays.stream(values())
                .filter(format -> Arrays.stream(format.signatures).anyMatch(each -> begins(start, each)))
                .findFirst()
                .orElseThrow(() -> ImageRefused.damaged(UnreadFormat.of(start)
                        .map(named -> named + " is not read; JPEG, PNG, WebP, GIF, BMP and TIFF are.")
                        .orElse("The body is none of JPEG, PNG, WebP, GIF, BMP and TIFF.")))
                .layout
                .read(in, limit);
    }

    /** A question mark in the signature stands for any byte. */
    private static boolean begins(byte[] start, String signature) {
        byte[] wanted = signature.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < wanted.length; i++) {
            if (i >= start.length || (wanted[i] != '?' && wanted[i] != start[i])) {
                return false;
            }
        }
        return true;
    }
}
