package io.impasto.engine.image;

/** Whether a TIFF's colours are multiplied by its alpha (ExtraSamples, TIFF 6.0, section 18): its reader does not say so. */
final class AssociatedAlpha {
    private static final int EXTRA_SAMPLES = 338;
    private static final int ASSOCIATED = 1;

    private AssociatedAlpha() {}

    static boolean in(ImageFormat format, ImageSource source) {
        return format == ImageFormat.TIFF
                && TiffField.first(source, EXTRA_SAMPLES).orElse(0) == ASSOCIATED;
    }
}
