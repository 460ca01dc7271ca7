package io.impasto.engine.image;

import java.io.IOException;
import java.io.InputStream;

import com.drew.imaging.ImageProcessingException;
import com.drew.imaging.tiff.TiffMetadataReader;
import com.drew.metadata.exif.ExifIFD0Directory;

/** Whether a TIFF's colours are multiplied by its alpha (ExtraSamples, TIFF 6.0, section 18): its reader does not say so. */
final class AssociatedAlpha {
    private static final int EXTRA_SAMPLES = 338;
    private static final int ASSOCIATED = 1;

    private AssociatedAlpha() {}

    static boolean in(ImageFormat format, ImageSource source) throws IOException {
        if (format != ImageFormat.TIFF) {
            return false;
        }
        try (InputStream stream = source.stream()) {
            ExifIFD0Directory first =
                    TiffMetadataReader.readMetadata(stream).getFirstDirectoryOfType(ExifIFD0Directory.class);
            Integer kind = first == null ? null : first.getInteger(EXTRA_SAMPLES);
            return kind != null && kind == ASSOCIATED;
        } catch (ImageProcessingException | RuntimeException damaged) {
            return false;
        }
    }
}
