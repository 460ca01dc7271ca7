package io.impasto.engine.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;

import com.sun.management.ThreadMXBean;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.impasto.engine.image.ImageException.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

class BadImageTest {

    private static final long ONE_MEGABYTE = 1 << 20;

    private final ImageCodec codec = new ImageCodec();

    @Test
    void aGifOf35BytesThatClaimsTwoThousandMillionPixelsIsRefusedFlatInMemory() throws IOException {
        byte[] file = tinyGif(65_535, 32_767, 65_535, 32_767);
        assertThat(file).hasSize(35);
        refusal(file, Reason.TOO_LARGE);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        long before = threads.getCurrentThreadAllocatedBytes();
        ImageException refused = refusal(file, Reason.TOO_LARGE);

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(ONE_MEGABYTE);
        assertThat(refused).hasMessageContaining("65535 x 32767").hasMessageContaining("40000000");
    }

    @Test
    void aSmallFrameOnAHugeScreenAndAHugeFrameOnASmallScreenAreBothRefused() {
        refusal(tinyGif(65_535, 32_767, 1, 1), Reason.TOO_LARGE);
        refusal(tinyGif(1, 1, 65_535, 32_767), Reason.TOO_LARGE);
    }

    @Test
    void aWebpWithASmallCanvasAndAHugeFrameIsRefused() {
        ByteBuffer file = ByteBuffer.allocate(60).order(ByteOrder.LITTLE_ENDIAN);
        file.put(ascii("RIFF")).putInt(52).put(ascii("WEBP"));
        file.put(ascii("VP8X")).putInt(10).putInt(0).put(new byte[6]);
        file.put(ascii("VP8 ")).putInt(22).put(new byte[] {0x10, 0, 0, (byte) 0x9d, 1, 0x2a});
        file.putShort((short) 16_383).putShort((short) 16_383);

        refusal(file.array(), Reason.TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "gif", "bmp", "tiff"})
    void moreThanTheLimitIsRefusedByTheHeader(String format) throws IOException {
        byte[] file = ImageCodecTest.write(new BufferedImage(101, 100, BufferedImage.TYPE_INT_RGB), format);
        ImageCodec strict = new ImageCodec(10_000);

        assertThatThrownBy(() -> strict.probe(file)).hasMessageContaining("101 x 100 = 10100 pixels");
        assertThatThrownBy(() -> strict.decode(file)).isInstanceOf(ImageException.class);
        assertThat(new ImageCodec(10_100).probe(file).pixels()).isEqualTo(10_100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "gif", "bmp", "tiff"})
    void aFileThatEndsAnywhereBeforeItsPixelsDoIsTruncated(String format) throws IOException {
        byte[] file = ImageCodecTest.write(noise(), format);

        for (int percent : new int[] {1, 5, 20, 50, 80, 95, 99}) {
            refusal(Arrays.copyOf(file, file.length * percent / 100), Reason.TRUNCATED);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gradient-lossy.webp",
                "gradient-lossless.webp",
                "gradient-animated.webp",
                "gradient-progressive.jpg",
                "gradient-cmyk.jpg",
                "gradient-turn-right.jpg",
                "gradient-turn-right.tiff",
                "gradient-turn-right.png"
            })
    void everyPrefixIsRefusedInOneLine(String name) throws IOException {
        byte[] file = ImageCodecTest.resource(name);
        int readableWithoutItsLastCheckSum = name.endsWith(".png") ? 4 : 0;

        for (int length = 0; length < file.length - readableWithoutItsLastCheckSum; length++) {
            byte[] prefix = Arrays.copyOf(file, length);
            ImageException refused = catchThrowableOfType(ImageException.class, () -> codec.decode(prefix));

            assertThat(refused).as("first %d bytes", length).isNotNull();
            assertThat(refused.getMessage()).doesNotContain("\n").isNotBlank();
            assertThat(refused.reason())
                    .isEqualTo(length < ImageFormat.SIGNATURE_LENGTH ? refused.reason() : Reason.TRUNCATED);
        }
    }

    /** Seeds with which the WebP reader went on at the end of the file: for seconds with the first, for many minutes with the other. */
    @ParameterizedTest
    @ValueSource(longs = {291, 422})
    void damageIsNeverReadForLong(long seed) {
        byte[] file = withThreeBytesChanged("gradient-lossless.webp", seed);
        assertTimeoutPreemptively(Duration.ofSeconds(2), () -> damageIsNeverMoreThanAnImageException(file));
    }

    @Property(tries = 300)
    void damageIsNeverMoreThanAnImageException(@ForAll("damaged") byte[] file) {
        try {
            codec.decode(file, 64);
        } catch (ImageException e) {
            assertThat(e.reason().code()).isIn("not-an-image", "truncated-image", "image-too-large");
        }
    }

    @Provide
    Arbitrary<byte[]> damaged() {
        return Combinators.combine(
                        Arbitraries.of(
                                "gradient-lossy.webp",
                                "gradient-lossless.webp",
                                "gradient-progressive.jpg",
                                "gradient-turn-right.tiff",
                                "gradient-turn-right.png"),
                        Arbitraries.longs())
                .as(BadImageTest::withThreeBytesChanged);
    }

    @Property(tries = 100)
    void bytesWithoutASignatureAreNotAnImage(@ForAll @Size(max = 200) byte[] bytes) {
        Assume.that(ImageFormat.of(bytes).isEmpty());
        refusal(bytes, Reason.NOT_AN_IMAGE);
    }

    @Test
    void textAndNothingAreNotAnImage() {
        assertThat(refusal(ascii("<svg xmlns='http://www.w3.org/2000/svg'/>"), Reason.NOT_AN_IMAGE))
                .hasMessage("not an image; JPEG, PNG, WebP, GIF, BMP and TIFF are read");
        assertThat(refusal(new byte[0], Reason.NOT_AN_IMAGE)).hasMessageContaining("empty");
    }

    @Test
    void aFileThatIsNotThereIsAnInputErrorNotAnImageError() {
        assertThatThrownBy(() -> codec.probe(Path.of("no-such-file.png")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("no-such-file.png");
    }

    private ImageException refusal(byte[] file, Reason reason) {
        ImageException refused = catchThrowableOfType(ImageException.class, () -> codec.decode(file));
        assertThat(refused).isNotNull();
        assertThat(refused.reason()).as(refused.getMessage()).isEqualTo(reason);
        return refused;
    }

    private static byte[] withThreeBytesChanged(String name, long seed) {
        try {
            byte[] file = ImageCodecTest.resource(name);
            Random random = new Random(seed);
            for (int i = 0; i < 3; i++) {
                file[random.nextInt(file.length)] = (byte) random.nextInt();
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BufferedImage noise() {
        BufferedImage image = new BufferedImage(120, 90, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(7);
        for (int y = 0; y < 90; y++) {
            for (int x = 0; x < 120; x++) {
                image.setRGB(x, y, random.nextInt(1 << 24));
            }
        }
        return image;
    }

    private static byte[] tinyGif(int screenWidth, int screenHeight, int width, int height) {
        ByteBuffer file = ByteBuffer.allocate(35).order(ByteOrder.LITTLE_ENDIAN);
        file.put(ascii("GIF89a")).putShort((short) screenWidth).putShort((short) screenHeight);
        file.put((byte) 0x80).put((byte) 0).put((byte) 0).put(new byte[6]);
        file.put((byte) 0x2c)
                .putInt(0)
                .putShort((short) width)
                .putShort((short) height)
                .put((byte) 0);
        file.put(new byte[] {2, 2, 0x44, 1, 0, 0x3b});
        return file.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
