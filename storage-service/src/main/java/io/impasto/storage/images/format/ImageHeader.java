package io.impasto.storage.images.format;

/**
 * What an image file says of itself.
 *
 * @param format told from its first bytes
 * @param width columns as the picture is shown, after EXIF orientation, in pixels
 * @param height rows as the picture is shown, in pixels
 * @param orientation how it is stored, the EXIF value; 1 where it is as it is shown
 */
public record ImageHeader(ImageFormat format, int width, int height, int orientation) {

    /** Of one that is stored as it is shown. */
    public ImageHeader(ImageFormat format, int width, int height) {
        this(format, width, height, 1);
    }

    /** @param orientation the EXIF value; 5 to 8 lie on their side */
    static ImageHeader shown(ImageFormat format, int width, int height, int orientation) {
        boolean onItsSide = orientation >= 5 && orientation <= 8;
        return onItsSide
                ? new ImageHeader(format, height, width, orientation)
                : new ImageHeader(format, width, height, orientation);
    }
}
