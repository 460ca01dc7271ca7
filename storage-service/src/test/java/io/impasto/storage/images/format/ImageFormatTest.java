package io.impasto.storage.images.format;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.impasto.storage.images.format.ImageRefused.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ImageFormatTest {

    private static final PixelLimit LIMIT = new PixelLimit(40_000_000);
    private static final Path KINDS =
            Path.of(System.getProperty("impasto.root"), "transfer-worker/engine/src/test/resources/images/kinds");

    @ParameterizedTest
    @CsvSource({"jpg, JPEG", "png, PNG", "gif, GIF", "bmp, BMP", "tiff, TIFF"})
    void sizeAndFormatAreReadOffWhatImageIoWrites(String written, ImageFormat format) {
        assertThat(inspect(Pictures.written(written)))
                .isEqualTo(new ImageHeader(format, Pictures.WIDTH, Pictures.HEIGHT));
    }

    @Test
    void bothKindsOfWebPAreRead() {
        assertThat(inspect(Pictures.losslessWebP())).isEqualTo(new ImageHeader(ImageFormat.WEBP, 1, 1));
        assertThat(inspect(Pictures.lossyWebP())).isEqualTo(new ImageHeader(ImageFormat.WEBP, 1, 1));
    }

    static Stream<byte[]> pictures() {
        return Stream.concat(
                Stream.of("jpg", "png", "gif", "bmp", "tiff").map(Pictures::written),
                Stream.of(Pictures.losslessWebP(), Pictures.lossyWebP()));
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void aFileThatIsCutAnywhereIsRefused(byte[] picture) {
        assertThat(IntStream.range(0, picture.length))
                .allSatisfy(length -> assertThatThrownBy(() -> inspect(Arrays.copyOf(picture, length)))
                        .isInstanceOfSatisfying(ImageRefused.class, refused -> assertThat(refused.reason())
                                .isEqualTo(length < 12 ? refused.reason() : Reason.TRUNCATED)));
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void damagedBytesAreTakenOrRefusedButNeverBreakAnything(byte[] picture) {
        Random random = new Random(7);
        for (int round = 0; round < 400; round++) {
            byte[] damaged = picture.clone();
            for (int i = 0; i <= round % 5; i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(inspect(damaged)).isNotNull();
            } catch (ImageRefused refused) {
                assertThat(refused.getMessage()).endsWith(".");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void whatFollowsTheEndDoesNotMatter(byte[] picture) {
        assertThat(inspect(Pictures.concat(picture, new byte[100]))).isEqualTo(inspect(picture));
    }

    @ParameterizedTest
    @CsvSource({"1, 37, 23, 1", "3, 37, 23, 3", "5, 23, 37, 5", "6, 23, 37, 6", "8, 23, 37, 8", "9, 37, 23, 1"})
    void orientationSwapsTheSides(int value, int width, int height, int orientation) {
        assertThat(inspect(Pictures.withExif(Pictures.written("jpg"), value)))
                .isEqualTo(new ImageHeader(ImageFormat.JPEG, width, height, orientation));
        assertThat(inspect(Pictures.withExifChunk(Pictures.written("png"), value)))
                .isEqualTo(new ImageHeader(ImageFormat.PNG, width, height, orientation));
    }

    @Test
    void orientationOfAWebPIsReadBehindItsPixels() {
        byte[] canvas = {0, 0, 0, 0, 36, 0, 0, 22, 0, 0};
        byte[] pixels = Arrays.copyOfRange(Pictures.losslessWebP(), 12, Pictures.losslessWebP().length);
        byte[] webP =
                Pictures.webP(Pictures.riffChunk("VP8X", canvas), pixels, Pictures.riffChunk("EXIF", Pictures.exif(6)));
        assertThat(inspect(webP)).isEqualTo(new ImageHeader(ImageFormat.WEBP, 23, 37, 6));
    }

    static Stream<byte[]> giants() {
        byte[] hugeFrame = Pictures.tinyGif(1, 1);
        ByteBuffer.wrap(hugeFrame)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(24, (short) 65535)
                .putShort(26, (short) 32767);
        byte[] png = Pictures.written("png");
        ByteBuffer.wrap(png).putInt(16, Integer.MAX_VALUE);
        byte[] bmp = Pictures.written("bmp");
        ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(18, 1 << 20).putInt(22, -(1 << 20));
        byte[] smallCanvas = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        byte[] hugeStream = {0x2f, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f};
        return Stream.of(
                Pictures.tinyGif(65535, 32767),
                hugeFrame,
                png,
                bmp,
                Pictures.webP(Pictures.riffChunk("VP8X", smallCanvas), Pictures.riffChunk("VP8L", hugeStream)));
    }

    @ParameterizedTest
    @MethodSource("giants")
    void aClaimOfTooManyPixelsIsRefusedFromTheHeader(byte[] giant) {
        assertThatThrownBy(() -> inspect(giant))
                .isInstanceOfSatisfying(ImageRefused.class, refused -> assertThat(refused.reason())
                        .isEqualTo(Reason.TOO_LARGE));
    }

    @Test
    void theLimitItselfIsAllowed() {
        byte[] png = Pictures.written("png");
        assertThat(inspect(png, new PixelLimit(37 * 23))).isNotNull();
        assertThatThrownBy(() -> inspect(png, new PixelLimit(37 * 23 - 1))).isInstanceOf(ImageRefused.class);
    }

    @Test
    void aRefusalFromTheHeaderReadsNoFurther() {
        byte[] giant = Pictures.concat(Pictures.tinyGif(65535, 32767), new byte[10_000_000]);
        ByteArrayInputStream body = new ByteArrayInputStream(giant);
        assertThatThrownBy(() -> inspect(body, LIMIT)).isInstanceOf(ImageRefused.class);
        assertThat(body.available()).isGreaterThan(9_900_000);
    }

    @Test
    void aPngWithAFlippedBitIsDamaged() {
        byte[] png = Pictures.written("png");
        png[60] ^= 1;
        assertThatThrownBy(() -> inspect(png)).isInstanceOf(ImageRefused.class).hasMessageContaining("damaged");
    }

    @Test
    void aPngThatEndsProperlyButLacksRowsIsTruncated() {
        byte[] png = Pictures.written("png");
        byte[] taller = png.clone();
        ByteBuffer.wrap(taller).putInt(20, 24);
        byte[] header = Pictures.pngChunk("IHDR", Arrays.copyOfRange(taller, 16, 29));
        System.arraycopy(header, 0, taller, 8, header.length);
        assertThatThrownBy(() -> inspect(taller))
                .isInstanceOfSatisfying(ImageRefused.class, refused -> assertThat(refused.reason())
                        .isEqualTo(Reason.TRUNCATED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "GIF", "<svg xmlns='http://www.w3.org/2000/svg'/>", "RIFF....WAVEfmt "})
    void otherBytesAreNoImage(String text) {
        assertThatThrownBy(() -> inspect(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(ImageRefused.class, refused -> assertThat(refused.reason())
                        .isEqualTo(Reason.NOT_AN_IMAGE));
    }

    /** The list that the engine's tests hold its decoder to: file, what it looks like and in which orientation. */
    private static Stream<String[]> ofAllKinds(boolean refused) throws IOException {
        return Files.readAllLines(KINDS.resolve("pictures.csv")).stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .filter(kind -> kind[1].equals("refused") == refused);
    }

    static Stream<String[]> decodable() throws IOException {
        return ofAllKinds(false);
    }

    static Stream<String[]> notDecodable() throws IOException {
        return ofAllKinds(true);
    }

    @ParameterizedTest
    @MethodSource("decodable")
    void whatAWorkerDecodesIsTaken(String file, String like) throws IOException {
        String[] shown = like.split(" as ");
        int orientation = shown.length == 1 ? 1 : Integer.parseInt(shown[1]);
        ImageHeader stored = inspect(Files.readAllBytes(KINDS.resolve(shown[0])));

        ImageHeader header = inspect(Files.readAllBytes(KINDS.resolve(file)));

        assertThat(header).isEqualTo(ImageHeader.shown(header.format(), stored.width(), stored.height(), orientation));
    }

    @ParameterizedTest
    @MethodSource("notDecodable")
    void whatNoWorkerDecodesIsRefused(String file) throws IOException {
        byte[] picture = Files.readAllBytes(KINDS.resolve(file));

        assertThatThrownBy(() -> inspect(picture))
                .isInstanceOfSatisfying(ImageRefused.class, refused -> assertThat(refused.reason())
                        .isEqualTo(Reason.NOT_AN_IMAGE));
    }

    @Test
    void aFormatThatPeopleHaveIsNamed() throws IOException {
        byte[] heic = Files.readAllBytes(KINDS.resolve("photo.heic"));

        assertThatThrownBy(() -> inspect(heic)).hasMessage("HEIC is not read; JPEG, PNG, WebP, GIF, BMP and TIFF are.");
    }

    private static ImageHeader inspect(byte[] file) {
        return inspect(file, LIMIT);
    }

    private static ImageHeader inspect(byte[] file, PixelLimit limit) {
        return inspect(new ByteArrayInputStream(file), limit);
    }

    private static ImageHeader inspect(InputStream file, PixelLimit limit) {
        ImageSource source = new ImageSource() {
            private final ByteArrayOutputStream seen = new ByteArrayOutputStream();

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int n = file.read(buffer, offset, length);
                seen.write(buffer, offset, Math.max(n, 0));
                return n;
            }

            @Override
            public ByteBuffer whole() throws IOException {
                seen.writeBytes(file.readAllBytes());
                return ByteBuffer.wrap(seen.toByteArray());
            }
        };
        try {
            return ImageFormat.inspect(source, limit);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
