package io.impasto.engine.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;

import com.sun.management.ThreadMXBean;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** The files named {@code gradient-*} are 23 x 17: red grows by 11 a column, green by 15 a row, blue is 120. */
class ImageCodecTest {

    private static final int WIDTH = 23;
    private static final int HEIGHT = 17;

    private final ImageCodec codec = new ImageCodec();

    @Property(tries = 60)
    void pngKeepsEveryWholeValueAtEverySize(@ForAll("pictures") Picture picture) {
        assertThat(codec.decode(codec.encodePng(picture))).isEqualTo(picture);
    }

    @Property(tries = 40)
    void theHeaderAgreesWithWhatIsDecoded(
            @ForAll @IntRange(min = 1, max = 70) int width,
            @ForAll @IntRange(min = 1, max = 70) int height,
            @ForAll("written") String format)
            throws IOException {
        byte[] file = write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format);

        ImageHeader header = codec.probe(file);
        Picture picture = codec.decode(file);

        assertThat(header.format().name()).isEqualToIgnoringCase(format);
        assertThat(picture.width()).isEqualTo(header.width()).isEqualTo(width);
        assertThat(picture.height()).isEqualTo(header.height()).isEqualTo(height);
    }

    @Property(tries = 40)
    void theLongSideIsWhatWasAskedForAndNeverMoreThanTheOwn(
            @ForAll @IntRange(min = 1, max = 200) int width,
            @ForAll @IntRange(min = 1, max = 200) int height,
            @ForAll @IntRange(min = 1, max = 250) int longSide) {
        Picture picture = codec.decode(codec.encodePng(Picture.filled(width, height, 10, 20, 30)), longSide);

        assertThat(picture.longSide()).isEqualTo(Math.min(longSide, Math.max(width, height)));
        assertThat(picture.at(0, picture.width() - 1, picture.height() - 1)).isCloseTo(10, within(0.01f));
        assertThat(picture.at(2, 0, 0)).isCloseTo(30, within(0.01f));
    }

    @Test
    void jpegIsCloseAndSmallerWithLessQuality() throws IOException {
        Picture picture = codec.decode(resource("gradient-lossless.webp"));

        byte[] good = codec.encodeJpeg(picture, 0.98f);

        assertThat(difference(codec.decode(good), picture)).isLessThan(9);
        assertThat(codec.encodeJpeg(picture, 0.2f)).hasSizeLessThan(good.length);
        assertThatThrownBy(() -> codec.encodeJpeg(picture, 1.5f)).hasMessageContaining("between 0 and 1");
    }

    @Test
    void valuesOutsideTheRangeAreClampedOnlyInTheFile() {
        Picture picture = new Picture(1, 1, new float[] {-40, 300, Float.NaN});

        assertThat(codec.decode(codec.encodePng(picture)).rgb()).containsExactly(0, 255, 0);
    }

    @ParameterizedTest
    @CsvSource({
        "gradient-lossless.webp, 1",
        "gradient-animated.webp, 1",
        "gradient-lossy.webp, 16",
        "gradient-progressive.jpg, 14",
        "gradient-cmyk.jpg, 14"
    })
    void readsFilesOfOtherPrograms(String name, float tolerance) throws IOException {
        Picture picture = codec.decode(resource(name));

        assertThat(picture.width()).isEqualTo(WIDTH);
        assertThat(picture.height()).isEqualTo(HEIGHT);
        assertThat(difference(picture, gradient())).isLessThan(tolerance);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gradient-turn-right.jpg",
                "gradient-turn-right.png",
                "gradient-turn-right.webp",
                "gradient-turn-right.tiff"
            })
    void exifOrientationIsAppliedAndReported(String name) throws IOException {
        byte[] file = resource(name);

        ImageHeader header = codec.probe(file);
        Picture picture = codec.decode(file);

        assertThat(header.orientation()).isEqualTo(Orientation.TURN_RIGHT);
        assertThat(header.width()).isEqualTo(HEIGHT);
        assertThat(difference(picture, Orientation.TURN_RIGHT.apply(gradient())))
                .isLessThan(14);
        assertThat(picture.at(1, 0, 0))
                .as("the bottom left corner goes to the top left")
                .isGreaterThan(230);
    }

    @ParameterizedTest
    @EnumSource(Orientation.class)
    void orientationsKeepAllPixelsAndTheOppositeUndoesThem(Orientation orientation) {
        Picture picture = gradient();
        Orientation opposite =
                switch (orientation) {
                    case TURN_RIGHT -> Orientation.TURN_LEFT;
                    case TURN_LEFT -> Orientation.TURN_RIGHT;
                    default -> orientation;
                };

        assertThat(opposite.apply(orientation.apply(picture))).isEqualTo(picture);
    }

    @Test
    void transparencyLiesOverWhite() throws IOException {
        Picture picture = codec.decode(resource("gradient-half-transparent.webp"));
        BufferedImage half = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
        half.setRGB(0, 0, 0x80_00_64_c8);

        assertThat(picture.at(0, 0, 0)).isEqualTo(255);
        assertThat(picture.at(0, 22, 0)).isEqualTo(242);
        assertThat(codec.decode(write(half, "png")).rgb())
                .containsExactly(new float[] {127, 177.2f, 227.4f}, within(0.1f));
    }

    @Test
    void greyIsTakenAsStored() throws IOException {
        BufferedImage grey = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
        grey.getRaster().setSample(0, 0, 0, 100);
        grey.getRaster().setSample(1, 0, 0, 200);

        assertThat(codec.decode(write(grey, "png")).rgb()).containsExactly(100, 200, 100, 200, 100, 200);
        assertThat(codec.decode(resource("gradient-grey.jpg")).at(1, 22, 16))
                .isCloseTo(0.299f * 242 + 0.587f * 240 + 0.114f * 120, within(8f));
    }

    @Test
    void sixteenBitsKeepTheirFractions() throws IOException {
        BufferedImage grey = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
        grey.getRaster().setSample(0, 0, 0, 25_700 + 64);
        grey.getRaster().setSample(1, 0, 0, 65_535);

        for (String format : new String[] {"png", "tiff"}) {
            assertThat(codec.decode(write(grey, format)).rgb())
                    .containsExactly(new float[] {100.249f, 255, 100.249f, 255, 100.249f, 255}, within(0.001f));
        }
    }

    @Test
    void palettesAreLookedUp() throws IOException {
        BufferedImage palette = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_INDEXED);
        palette.setRGB(0, 0, 0xff_ff_00_00);
        palette.setRGB(1, 0, 0xff_00_00_ff);

        for (String format : new String[] {"png", "gif", "bmp"}) {
            assertThat(codec.decode(write(palette, format)).rgb()).containsExactly(255, 0, 0, 0, 0, 255);
        }
    }

    @Test
    void anImageIsMadeSmallerInLinearLightAndAMaskIsNot() throws IOException {
        BufferedImage stripes = new BufferedImage(600, 400, BufferedImage.TYPE_BYTE_GRAY);
        for (int x = 0; x < 600; x += 2) {
            for (int y = 0; y < 400; y++) {
                stripes.getRaster().setSample(x, y, 0, 255);
            }
        }
        byte[] file = write(stripes, "png");

        assertThat(codec.decode(file, 60).at(0, 30, 20)).isCloseTo(187.5f, within(0.5f));
        assertThat(codec.guide(file, 60).at(0, 30, 20)).isCloseTo(127.5f, within(0.5f));
    }

    @Test
    void whatIsTransparentIsKnownAndHasNoColourOfItsOwn() throws IOException {
        Picture cutout = codec.decode(resource("kinds/cutout.png"));
        Layer layer = codec.layer(resource("kinds/cutout.png"), WIDTH);
        Opacity opacity = layer.opacity().orElseThrow();

        assertThat(opacity.values()[0]).isZero();
        assertThat(opacity.values()[10]).isCloseTo(128f / 255, within(0.001f));
        assertThat(opacity.values()[20]).isEqualTo(1);
        assertThat(difference(opacity.overWhite(layer.picture()), cutout)).isLessThan(0.01f);
        assertThat(layer.picture().at(0, 0, 8))
                .as("goes on with the red of what is seen, 88 at its edge, where the file hides none")
                .isBetween(80f, 140f);
        assertThat(codec.layer(resource("kinds/gradient-16-bit.png"), WIDTH).opacity())
                .isEmpty();
    }

    @Test
    void hiddenColoursDoNotComeOutWhereItIsMadeSmaller() throws IOException {
        BufferedImage half = new BufferedImage(40, 40, BufferedImage.TYPE_INT_ARGB);
        for (int i = 0; i < 1600; i++) {
            half.setRGB(i % 40, i / 40, i % 2 == 0 ? 0xff_00_64_c8 : 0x00_ff_00_00);
        }

        Layer layer = codec.layer(write(half, "png"), 10);

        assertThat(layer.opacity().orElseThrow().values()[55]).isCloseTo(0.5f, within(0.01f));
        assertThat(layer.picture().at(0, 5, 5)).isCloseTo(0, within(0.5f));
        assertThat(layer.picture().at(1, 5, 5)).isCloseTo(100, within(0.5f));
    }

    @Test
    void anImageThatIsTransparentAllOverIsRefused() throws IOException {
        byte[] nothing = write(new BufferedImage(40, 40, BufferedImage.TYPE_INT_ARGB), "png");

        assertThatThrownBy(() -> codec.layer(nothing, 10))
                .isInstanceOfSatisfying(ImageException.class, refused -> assertThat(refused.reason())
                        .isEqualTo(ImageException.Reason.TRANSPARENT))
                .hasMessageContaining("transparent all over");
    }

    @Test
    void aLargeImageIsThinnedOutWhileDecodingAndKeepsItsLook() throws IOException {
        BufferedImage large = new BufferedImage(6000, 4000, BufferedImage.TYPE_BYTE_GRAY);
        for (int x = 3000; x < 6000; x++) {
            for (int y = 0; y < 4000; y++) {
                large.getRaster().setSample(x, y, 0, 200);
            }
        }

        Picture small = codec.decode(write(large, "png"), 60);

        assertThat(small.width()).isEqualTo(60);
        assertThat(small.height()).isEqualTo(40);
        assertThat(small.at(0, 10, 20)).isCloseTo(0, within(1f));
        assertThat(small.at(0, 50, 20)).isCloseTo(200, within(1f));
    }

    @Test
    void ofAHugeImageNoMoreIsInMemoryThanAFewTimesWhatIsWanted() {
        byte[] file = greyPng(8_000, 6_000);
        ImageCodec codec = new ImageCodec(ImageCodec.OWN_MAX_PIXELS);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        Picture small = codec.decode(file, 512);

        assertThat(threads.getCurrentThreadAllocatedBytes() - before)
                .as("of 48 million pixels, 12 million are decoded")
                .isLessThan(40_000_000);
        assertThat(small.width()).isEqualTo(512);
        assertThatThrownBy(() -> codec.decode(file, 8_000))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("8000 x 6000 pixels, of which 48000000 would be in memory at once");
    }

    private static byte[] greyPng(int width, int height) {
        byte[] row = new byte[1 + width];
        Arrays.fill(row, 1, row.length, (byte) 100);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed, new Deflater(Deflater.BEST_SPEED))) {
            for (int y = 0; y < height; y++) {
                out.write(row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) 8);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        chunk(file, "IHDR", header.array());
        chunk(file, "IDAT", packed.toByteArray());
        chunk(file, "IEND", new byte[0]);
        return file.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream file, String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.ISO_8859_1);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        file.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        file.writeBytes(name);
        file.writeBytes(data);
        file.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }

    @Provide
    Arbitrary<Picture> pictures() {
        return Arbitraries.integers()
                .between(1, 40)
                .flatMap(w -> Arbitraries.integers().between(1, 40).flatMap(h -> Arbitraries.integers()
                        .between(0, 255)
                        .array(Integer[].class)
                        .ofSize(3 * w * h)
                        .map(values -> new Picture(w, h, floats(values)))));
    }

    @Provide
    Arbitrary<String> written() {
        return Arbitraries.of("png", "jpeg", "gif", "bmp", "tiff");
    }

    private static float[] floats(Integer[] values) {
        float[] floats = new float[values.length];
        Arrays.setAll(new double[values.length], i -> floats[i] = values[i]);
        return floats;
    }

    private static Picture gradient() {
        Picture picture = Picture.filled(WIDTH, HEIGHT, 0, 0, 120);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                picture.rgb()[y * WIDTH + x] = 11 * x;
                picture.rgb()[(HEIGHT + y) * WIDTH + x] = 15 * y;
            }
        }
        return picture;
    }

    static float difference(Picture one, Picture other) {
        float most = 0;
        for (int i = 0; i < one.rgb().length; i++) {
            most = Math.max(most, Math.abs(one.rgb()[i] - other.rgb()[i]));
        }
        return most;
    }

    static byte[] write(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, bytes)).isTrue();
        return bytes.toByteArray();
    }

    static byte[] resource(String name) throws IOException {
        try (InputStream stream = ImageCodecTest.class.getResourceAsStream("/images/" + name)) {
            return stream.readAllBytes();
        }
    }
}
