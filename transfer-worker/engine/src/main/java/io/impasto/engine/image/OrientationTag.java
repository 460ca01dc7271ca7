package io.impasto.engine.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.imageio.stream.ImageInputStream;

import com.drew.imaging.ImageProcessingException;
import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.lang.ByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;

/** Finds the EXIF orientation, reading as little of the file as its format allows; damaged EXIF counts as none. */
final class OrientationTag {

    private static final byte[] EXIF_PREAMBLE = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);

    private OrientationTag() {}

    static Orientation read(ImageFormat format, ImageSource source) throws IOException {
        try {
            return switch (format) {
                case JPEG -> orientation(jpeg(source));
                case TIFF -> Orientation.ofExif(TiffField.first(source, ExifDirectoryBase.TAG_ORIENTATION)
                        .orElse(1));
                case PNG -> orientation(chunk(source, Chunks.PNG, "eXIf"));
                case WEBP -> orientation(chunk(source, Chunks.WEBP, "EXIF"));
                case GIF, BMP -> Orientation.UPRIGHT;
            };
        } catch (ImageProcessingException | RuntimeException e) {
            return Orientation.UPRIGHT;
        }
    }

    private static Orientation orientation(Metadata metadata) {
        ExifIFD0Directory exif = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
        Integer value = exif == null ? null : exif.getInteger(ExifDirectoryBase.TAG_ORIENTATION);
        return value == null ? Orientation.UPRIGHT : Orientation.ofExif(value);
    }

    private static Metadata jpeg(ImageSource source) throws IOException, ImageProcessingException {
        try (InputStream stream = source.stream()) {
            return JpegMetadataReader.readMetadata(stream, List.of(new ExifReader()));
        }
    }

    private static Metadata chunk(ImageSource source, Chunks chunks, String type) throws IOException {
        Metadata metadata = new Metadata();
        try (ImageInputStream stream = source.open()) {
            Optional<byte[]> exif = chunks.payload(stream, type);
            exif.map(OrientationTag::withoutPreamble)
                    .ifPresent(tiff -> new ExifReader().extract(new ByteArrayReader(tiff), metadata));
        }
        return metadata;
    }

    private static byte[] withoutPreamble(byte[] exif) {
        boolean preamble = exif.length >= EXIF_PREAMBLE.length
                && Arrays.equals(exif, 0, EXIF_PREAMBLE.length, EXIF_PREAMBLE, 0, EXIF_PREAMBLE.length);
        return preamble ? Arrays.copyOfRange(exif, EXIF_PREAMBLE.length, exif.length) : exif;
    }
}
