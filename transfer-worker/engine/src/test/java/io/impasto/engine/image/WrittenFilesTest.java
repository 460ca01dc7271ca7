package io.impasto.engine.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.StreamSupport;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifSubIFDDirectory;
import com.drew.metadata.exif.GpsDirectory;
import com.drew.metadata.icc.IccDirectory;
import com.drew.metadata.png.PngDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WrittenFilesTest {
    private static final int SIDE = 32;
    /** Between two levels of 8 bits everywhere. */
    private static final Picture FINE = ramp();

    private final ImageCodec codec = new ImageCodec();

    private static Picture ramp() {
        Picture picture = Picture.filled(SIDE, SIDE, 0, 0, 0);
        for (int i = 0; i < picture.rgb().length; i++) {
            picture.rgb()[i] = 0.25f + i % 250;
        }
        return picture;
    }

    private static Optional<Opacity> halfTransparent() {
        Opacity opacity = new Opacity(SIDE, SIDE, new float[SIDE * SIDE]);
        for (int i = 0; i < opacity.values().length; i++) {
            opacity.values()[i] = i % SIDE < 8 ? 0 : i % SIDE < 16 ? 51 / 255f : 1;
        }
        return Optional.of(opacity);
    }

    @ParameterizedTest
    @CsvSource({"PNG, 0.26", "PNG16, 0.002", "TIFF, 0.26", "TIFF16, 0.002", "WEBP, 0.26", "JPEG, 200"})
    void keepsAsMuchAsItsBitsHold(PictureFormat format, float tolerance) {
        Picture written = codec.decode(codec.encode(Layer.of(FINE), format, 1));

        assertThat(ImageCodecTest.difference(written, FINE)).isLessThan(tolerance);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "JPEG")
    void keepsWhatIsTransparent(PictureFormat format) {
        Layer cutout = new Layer(Picture.filled(SIDE, SIDE, 200, 100, 50), halfTransparent());

        Layer written = codec.layer(codec.encode(cutout, format, 1), SIDE);

        assertThat(written.opacity()).isEqualTo(cutout.opacity());
        assertThat(ImageCodecTest.difference(written.picture(), cutout.picture()))
                .isLessThan(0.01f);
    }

    @Test
    void aJpegHasItOverWhite() {
        Layer cutout = new Layer(Picture.filled(SIDE, SIDE, 200, 100, 50), halfTransparent());

        Picture written = codec.decode(codec.encode(cutout, PictureFormat.JPEG, 1));

        assertThat(written.at(2, 2, 2)).isGreaterThan(250);
        assertThat(written.at(2, 28, 28)).isBetween(45f, 55f);
    }

    @ParameterizedTest
    @EnumSource(PictureFormat.class)
    void saysThatItIsSrgbAndNothingOfWhereItComesFrom(PictureFormat format) throws Exception {
        Metadata said = metadata(codec.encode(Layer.of(FINE), format, 0.9f));

        boolean tagged = StreamSupport.stream(said.getDirectories().spliterator(), false)
                .anyMatch(directory -> directory instanceof IccDirectory icc
                                && icc.getDescription(IccDirectory.TAG_TAG_desc).contains("sRGB")
                        || directory instanceof PngDirectory png
                                && png.containsTag(PngDirectory.TAG_SRGB_RENDERING_INTENT));
        assertThat(tagged).isEqualTo(format != PictureFormat.WEBP);
        assertThat(said.getDirectories())
                .noneMatch(directory -> directory instanceof ExifSubIFDDirectory || directory instanceof GpsDirectory);
        assertThat(said.getDirectories()).noneMatch(Directory::hasErrors);
    }

    private static Metadata metadata(byte[] file) throws IOException, ImageProcessingException {
        return ImageMetadataReader.readMetadata(new ByteArrayInputStream(file));
    }

    @Test
    void aTextGoesIntoPngsOfBothDepthsAndNowhereElse() {
        for (PictureFormat format : PictureFormat.values()) {
            byte[] file = codec.encode(Layer.of(FINE), format, 0.9f, "impasto", "said with care");

            boolean png = format == PictureFormat.PNG || format == PictureFormat.PNG16;
            assertThat(new String(file, StandardCharsets.ISO_8859_1).contains("said with care"))
                    .isEqualTo(png);
        }
    }

    @Test
    void aQualityThatIsNoneIsRefused() {
        assertThatThrownBy(() -> codec.encode(Layer.of(FINE), PictureFormat.WEBP, 1.5f))
                .hasMessageContaining("between 0 and 1");
    }
}
