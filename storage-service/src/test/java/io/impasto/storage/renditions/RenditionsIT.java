package io.impasto.storage.renditions;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.impasto.storage.Conditions;
import io.impasto.storage.Http;
import io.impasto.storage.WithStoreAndBroker;
import io.impasto.storage.images.format.Pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

@QuarkusTest
@QuarkusTestResource(WithStoreAndBroker.class)
class RenditionsIT {

    @TestHTTPResource("/")
    URI base;

    private final String transfer = "/v1/transfers/" + UUID.randomUUID();
    private final String rendition = transfer + "/artifacts/result.png/rendition";
    private final byte[] result = picture("png", Color.RED);
    private Http http;

    @BeforeEach
    void keepAResult() {
        http = new Http(base);
        put("result.png", "image/png", result);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?format=png", "?width=64", "?width=4096&hue=0&saturation=1.0&brightness=1&blend=0"})
    void whatChangesNothingIsTheResultItself(String parameters) {
        assertThat(http.get(rendition + parameters).bytes()).isEqualTo(result);
    }

    @ParameterizedTest
    @CsvSource({
        "png, image/png, png",
        "jpeg, image/jpeg, jpeg",
        "webp, image/webp, webp",
        "tiff, image/tiff, tiff",
        "tiff16, image/tiff, tiff"
    })
    void everyFormatIsMadeAndReadAgain(String format, String type, String name) throws IOException {
        Http.Answer made = http.get(rendition + "?format=" + format + "&width=32");
        assertThat(made.header("Content-Type")).isEqualTo(type);
        assertThat(new String(made.bytes(), StandardCharsets.ISO_8859_1).contains("sRGB"))
                .as("says what its colours are")
                .isEqualTo(!name.equals("webp"));
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(made.bytes()));
        assertThat(image.getWidth()).isEqualTo(32);
        assertThat(image.getHeight()).isEqualTo(24);
        Color middle = new Color(image.getRGB(16, 12));
        assertThat(middle.getRed()).isGreaterThan(230);
        assertThat(middle.getBlue()).isLessThan(25);
    }

    @Test
    void whatIsTransparentStaysSoAndIsWhiteInAJpeg() throws IOException {
        BufferedImage cutout = new BufferedImage(64, 48, BufferedImage.TYPE_INT_ARGB);
        for (int i = 0; i < 64 * 48; i++) {
            cutout.setRGB(i % 64, i / 64, i % 64 < 32 ? 0xff_c8_64_32 : 0x00_00_ff_00);
        }
        put("previews/1-0002.png", "image/png", encoded("png", cutout));
        String asked = transfer + "/artifacts/previews/1-0002.png/rendition?width=32&brightness=0.5&format=";

        for (String format : List.of("png", "png16", "webp", "tiff")) {
            BufferedImage made = ImageIO.read(
                    new ByteArrayInputStream(http.get(asked + format).bytes()));
            assertThat(made.getRGB(4, 12) >>> 24).isEqualTo(255);
            assertThat(new Color(made.getRGB(4, 12)).getRed()).isCloseTo(100, within(6));
            assertThat(made.getRGB(28, 12) >>> 24).as(format).isZero();
            assertThat(new Color(made.getRGB(15, 12)).getGreen())
                    .as("hidden colours do not come out")
                    .isLessThan(60);
        }
        BufferedImage flat =
                ImageIO.read(new ByteArrayInputStream(http.get(asked + "jpeg").bytes()));
        assertThat(new Color(flat.getRGB(28, 12)).getGreen()).isGreaterThan(250);
    }

    @Test
    void sixteenBitsAreWrittenAndHoldMoreThanEight() throws IOException {
        byte[] made = http.get(rendition + "?format=png16&saturation=0.37").bytes();
        assertThat(made[24]).as("bit depth in the header").isEqualTo((byte) 16);
        Raster raster = ImageIO.read(new ByteArrayInputStream(made)).getRaster();
        assertThat(raster.getSample(32, 24, 0) % 257)
                .as("a level between those of 8 bits")
                .isNotZero();
        byte[] eight = http.get(rendition + "?saturation=0.37").bytes();
        int near = ImageIO.read(new ByteArrayInputStream(eight)).getRaster().getSample(32, 24, 0);
        assertThat(raster.getSample(32, 24, 0) / 257.0).isCloseTo(near, within(0.51));
        assertThat(http.get(rendition + "?format=png16").header("ETag"))
                .isNotEqualTo(http.get(rendition).header("ETag"));
        http.get(rendition + "?format=png16&quality=5").problem(400, "invalid-parameter");
    }

    @Test
    void whoComesWhileAllPixelsAreTakenIsToldToComeAgain() throws Exception {
        put(
                "previews/1-0001.png",
                "image/png",
                encoded("png", new BufferedImage(1000, 1000, BufferedImage.TYPE_INT_RGB)));
        String large = transfer + "/artifacts/previews/1-0001.png/rendition?hue=";
        AtomicBoolean seen = new AtomicBoolean();
        CompletableFuture<Void> busy = CompletableFuture.runAsync(() -> {
            for (int hue = 1; hue < 180 && !seen.get(); hue++) {
                http.get(large + hue);
            }
        });
        AtomicInteger hue = new AtomicInteger();
        Http.Answer refused = Conditions.await(() -> {
            Http.Answer answer = http.get(rendition + "?hue=" + hue.incrementAndGet() % 180);
            return answer.status() == 503 ? answer : null;
        });
        seen.set(true);
        refused.problem(503, "renditions-busy");
        busy.get();
        assertThat(http.get(rendition + "?hue=" + hue.get() % 180).status()).isEqualTo(200);
    }

    @Test
    void aRenditionIsMadeOnceAndItsTagIsStrong() {
        String asked = rendition + "?format=webp&quality=50&hue=90";
        Http.Answer first = http.get(asked);
        Http.Answer again = http.get(rendition + "?hue=90.0&quality=50&format=webp");
        assertThat(again.bytes()).isEqualTo(first.bytes());
        String tag = first.header("ETag");
        assertThat(tag).startsWith("\"").isEqualTo(again.header("ETag"));
        assertThat(http.get(asked, "If-None-Match", tag).status()).isEqualTo(304);
        assertThat(http.get(asked, "Range", "bytes=0-3").bytes()).isEqualTo("RIFF".getBytes());
        assertThat(http.get(asked, "Range", "bytes=9999999-").status()).isEqualTo(416);
        assertThat(http.get(rendition + "?format=webp&quality=51&hue=90").header("ETag"))
                .isNotEqualTo(tag);
        assertThat(http.get(transfer + "/artifacts").json()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "bmp", "gif"})
    void thePhotographIsBlendedIn(String format) throws IOException {
        String photograph = http.post("/v1/images", picture(format, Color.BLUE))
                .json()
                .path("id")
                .asText();
        Http.Answer made = http.get(rendition + "?blend=0.25", "Impasto-Photograph", photograph);
        Color middle =
                new Color(ImageIO.read(new ByteArrayInputStream(made.bytes())).getRGB(32, 24));
        assertThat(middle.getRed()).isBetween(186, 196);
        assertThat(middle.getBlue()).isBetween(59, 69);
    }

    @Test
    void thePhotographIsTurnedAsItIsShown() throws IOException {
        BufferedImage stored = new BufferedImage(48, 64, BufferedImage.TYPE_INT_RGB);
        Graphics2D brush = stored.createGraphics();
        brush.setColor(Color.WHITE);
        brush.fillRect(0, 0, 48, 32);
        brush.dispose();
        byte[] aside = Pictures.withExif(encoded("jpg", stored), 6);
        String photograph = http.post("/v1/images", aside).json().path("id").asText();
        Http.Answer made = http.get(rendition + "?blend=1", "Impasto-Photograph", photograph);
        BufferedImage shown = ImageIO.read(new ByteArrayInputStream(made.bytes()));
        // Turned to the right, what was above is at the right.
        assertThat(new Color(shown.getRGB(50, 24)).getGreen()).isGreaterThan(240);
        assertThat(new Color(shown.getRGB(14, 24)).getGreen()).isLessThan(15);
    }

    @ParameterizedTest
    @CsvSource({
        "format=gif, format",
        "width=0, width",
        "width=4097, width",
        "width=12.5, width",
        "quality=50, quality",
        "format=jpeg&quality=101, quality",
        "format=webp&quality=0, quality",
        "blend=1.01, blend",
        "blend=0.5, blend",
        "hue=-181, hue",
        "saturation=2.1, saturation",
        "brightness=NaN, brightness",
        "contrast=1e0, contrast",
        "contrast=, contrast",
        "hue=1&hue=2, hue",
        "colour=red, colour",
    })
    void aParameterThatCannotBeIsNamed(String parameters, String name) {
        assertThat(http.get(rendition + "?" + parameters)
                        .problem(400, "invalid-parameter")
                        .path("parameter")
                        .asText())
                .isEqualTo(name);
    }

    @Test
    void whatIsNotThereOrNoPictureIsRefused() {
        http.get(transfer + "/artifacts/previews/1.png/rendition").problem(404, "not-found");
        http.get(rendition + "?blend=0.5", "Impasto-Photograph", "0".repeat(64)).problem(404, "image-not-found");
        put("losses.csv", "text/csv", new byte[] {'a'});
        http.get(transfer + "/artifacts/losses.csv/rendition").problem(422, "not-an-image");
        http.put(transfer + "/artifacts/renditions/x.png", result, "Content-Type", "image/png", "Impasto-Attempt", "1")
                .problem(400, "invalid-name");
    }

    @Test
    void anotherTenantsPhotographIsNotFound() {
        String photograph = http.post("/v1/images", picture("png", Color.GREEN), "Impasto-Tenant", "acme")
                .json()
                .path("id")
                .asText();
        http.get(rendition + "?blend=0.5", "Impasto-Photograph", photograph, "Impasto-Tenant", "umbra")
                .problem(404, "image-not-found");
    }

    @Test
    void manyAtOnceAllComeOut() {
        List<CompletableFuture<Http.Answer>> answers = IntStream.rangeClosed(1, 16)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> http.get(rendition + "?hue=" + i % 4)))
                .toList();
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.join().status()).isEqualTo(200));
    }

    private void put(String name, String type, byte[] bytes) {
        assertThat(http.put(transfer + "/artifacts/" + name, bytes, "Content-Type", type, "Impasto-Attempt", "1")
                        .status())
                .isEqualTo(201);
    }

    private static byte[] picture(String format, Color colour) {
        BufferedImage image = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
        Graphics2D brush = image.createGraphics();
        brush.setColor(colour);
        brush.fillRect(0, 0, 64, 48);
        brush.dispose();
        return encoded(format, image);
    }

    private static byte[] encoded(String format, BufferedImage image) {
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            ImageIO.write(image, format, bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
