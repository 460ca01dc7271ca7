package io.impasto.engine.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.impasto.engine.image.ImageCodec;
import io.impasto.engine.image.ImageFormat;
import io.impasto.engine.image.Layer;
import io.impasto.engine.image.Opacity;
import io.impasto.engine.image.Picture;
import io.impasto.engine.image.PictureFormat;

import static org.assertj.core.api.Assertions.assertThat;

/** Real paintings with the built-in network, small and short. */
class StylizeIT {

    @TempDir
    Path folder;

    private final ImageCodec codec = new ImageCodec();
    private Path content;
    private Path style;

    @BeforeEach
    void drawPictures() throws IOException {
        content = write("content.png", 64, 48, (x, y) -> Math.hypot(x - 32, y - 24) < 16 ? 220 : 40);
        style = write("style.png", 40, 40, (x, y) -> (x / 5 + y / 3) % 2 == 0 ? 250 : 10);
    }

    @Test
    void paintsAPngOfTheWantedSizeThatIsNeitherContentNorStyle() {
        Path out = folder.resolve("painting.png");
        Path losses = folder.resolve("losses.csv");

        Invocation invocation = stylize(out, "--size", "48", "--evaluations", "12", "--losses", losses.toString());

        assertThat(invocation.exitCode()).as(invocation.err()).isZero();
        assertThat(invocation.out().strip()).isEqualTo(out.toString());
        assertThat(invocation.err())
                .contains("100 % 12/12 48x36", "painted 48 x 36 with vgg19-slim on cpu float32: 12 evaluations");
        Picture painting = codec.decode(out);
        assertThat(painting.width()).isEqualTo(48);
        assertThat(painting.height()).isEqualTo(36);
        assertThat(distance(painting, codec.decode(content, 48))).isGreaterThan(3);
        assertThat(losses).content().hasLineCount(13);
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void aDryRunSaysWhatItWouldTakeAndWritesNothing() throws IOException {
        Path out = folder.resolve("painting.png");

        Invocation lines = stylize(out, "--size", "256", "--dry-run", "--memory", "2G");
        Invocation json = stylize(out, "--size", "256", "--dry-run", "--memory", "2G", "--json");

        assertThat(lines.exitCode()).as(lines.err()).isZero();
        assertThat(lines.out()).contains("vgg19-slim 256x192", "in one piece", "expected: ", "budget 2.00 GB");
        JsonNode plan = new ObjectMapper().readTree(json.out());
        assertThat(plan.get("budgetBytes").asLong()).isEqualTo(2_000_000_000L);
        assertThat(plan.get("peakBytes").asLong()).isBetween(100_000_000L, 2_000_000_000L);
        assertThat(plan.get("seconds").asDouble()).isPositive();
        assertThat(out).doesNotExist();
    }

    @Test
    void eachStyleGoesWhereItsMaskIsWhite() throws IOException {
        Path other = write("other.png", 40, 40, (x, y) -> x / 8 % 2 == 0 ? 180 : 90);
        Path left = write("left.png", 64, 48, (x, y) -> x < 32 ? 255 : 0);
        Path square = write("square.png", 40, 40, (x, y) -> 255);
        Path black = Files.write(folder.resolve("black.png"), codec.encodePng(Picture.filled(64, 48, 0, 0, 0)));
        Path out = folder.resolve("painting.png");
        String[] small = {"--size", "48", "--evaluations", "4", "--style", other.toString()};

        Invocation painted = stylize(out, guides(small, "--content-mask", left, "--content-mask", "-"));
        assertThat(painted.exitCode()).as(painted.err()).isZero();
        assertThat(stylize(out, guides(small, "--content-mask", square)).complaint())
                .contains("--content-mask: mask 1 has 40 x 40 pixels and the content image 48 x 36");
        assertThat(stylize(out, guides(small, "--content-mask", black)).complaint())
                .contains("--content-mask: mask 1 is black all over");
        assertThat(stylize(out, guides(small, "--content-mask", "-", "--content-mask", "-", "--content-mask", "-"))
                        .complaint())
                .contains("--content-mask must hold one mask for each style at most: 2, not 3");
        Invocation both = stylize(
                out, guides(small, "--content-mask", left, "--content-regions", left, "--style-regions", square));
        assertThat(both.exitCode()).isEqualTo(Exit.USAGE);
        assertThat(both.complaint())
                .contains("--content-regions and --style-regions do not go with --content-mask and --style-mask");
    }

    private static String[] guides(String[] small, Object... guides) {
        return Stream.concat(Arrays.stream(small), Arrays.stream(guides).map(Object::toString))
                .toArray(String[]::new);
    }

    @Test
    void whatDoesNotFitIntoMemoryIsRefusedWithWhatItWouldTake() {
        Invocation invocation = stylize(folder.resolve("painting.png"), "--size", "4096", "--memory", "1G");

        assertThat(invocation.exitCode()).isEqualTo(Exit.USAGE);
        assertThat(invocation.complaint())
                .startsWith("impasto: --size 4096 makes a painting of 4096 x 3072, which takes at least ")
                .endsWith("the budget is 1.00 GB");
    }

    @Test
    void anAmountOfMemoryThatIsNoneIsRefused() {
        Invocation invocation = stylize(folder.resolve("painting.png"), "--memory", "lots");

        assertThat(invocation.exitCode()).isEqualTo(Exit.USAGE);
        assertThat(invocation.complaint()).isEqualTo("impasto: --memory is an amount such as 6G or 900M, not 'lots'");
    }

    @Test
    void aCutoutIsPaintedAndStaysOne() throws IOException {
        Path cutout = folder.resolve("cutout.png");
        Opacity disc = new Opacity(64, 48, new float[64 * 48]);
        for (int i = 0; i < disc.values().length; i++) {
            disc.values()[i] = Math.hypot(i % 64 - 32, i / 64 - 24) < 16 ? 1 : 0;
        }
        Files.write(cutout, codec.encode(new Layer(codec.decode(content), Optional.of(disc)), PictureFormat.PNG, 1));
        String[] small = {"--size", "64", "--evaluations", "4", "--style", cutout.toString(), "--quiet"};
        content = cutout;

        for (String name : List.of("painting.png", "painting.webp", "painting.tif")) {
            Path out = folder.resolve(name);
            Invocation painted = stylize(out, small);
            assertThat(painted.exitCode()).as(painted.err()).isZero();
            assertThat(codec.layer(out, 64).opacity()).contains(disc);
        }
        Path flat = folder.resolve("painting.jpg");
        stylize(flat, small);
        assertThat(codec.decode(flat).at(0, 2, 2)).as("over white").isGreaterThan(250);
        assertThat(Invocation.of("replay", folder.resolve("painting.png").toString(), "-q")
                        .out())
                .isEqualToIgnoringNewLines("the same file, byte for byte");
    }

    @Test
    void aContentOfWhichNothingIsSeenIsRefused() throws IOException {
        Layer nothing =
                new Layer(Picture.filled(64, 48, 90, 90, 90), Optional.of(new Opacity(64, 48, new float[64 * 48])));
        content = Files.write(folder.resolve("nothing.png"), codec.encode(nothing, PictureFormat.PNG, 1));

        Invocation invocation = stylize(folder.resolve("painting.png"));

        assertThat(invocation.exitCode()).isEqualTo(Exit.BAD_INPUT);
        assertThat(invocation.complaint())
                .isEqualTo("impasto: " + content
                        + ": the image is transparent all over: there is nothing to be seen in it");
    }

    @Test
    void severalStylesAStartImageAndAJpegWork() {
        Path out = folder.resolve("painting.jpg");

        Invocation invocation = stylize(
                out,
                "--style",
                content.toString(),
                "--style-weights",
                "3,1",
                "--start-image",
                style.toString(),
                "--optimizer",
                "adam",
                "--size",
                "48",
                "--evaluations",
                "3",
                "--quiet");

        assertThat(invocation.exitCode()).as(invocation.err()).isZero();
        assertThat(invocation.err()).isEmpty();
        assertThat(codec.probe(out).format()).isEqualTo(ImageFormat.JPEG);
        assertThat(codec.probe(out).width()).isEqualTo(48);
    }

    @Test
    void theSameSeedPaintsTheSamePicture() throws IOException {
        List<byte[]> paintings = Stream.of("1", "1", "2")
                .map(seed -> {
                    Path out = folder.resolve("noise.png");
                    assertThat(stylize(out, "--start", "noise", "--seed", seed, "--size", "40", "--evaluations", "2")
                                    .exitCode())
                            .isZero();
                    return codec.encodePng(codec.decode(out));
                })
                .toList();

        assertThat(paintings.get(0)).isEqualTo(paintings.get(1)).isNotEqualTo(paintings.get(2));
    }

    @Test
    void badImagesAreNamedInOneLineWithExitCode3() throws IOException {
        Path text = Files.writeString(folder.resolve("text.jpg"), "not a picture");
        byte[] whole = Files.readAllBytes(style);
        Path half = Files.write(folder.resolve("half.png"), Arrays.copyOf(whole, whole.length / 2));

        assertRefused(text, text + ": not an image; JPEG, PNG");
        assertRefused(half, half + ": the image is truncated");
        assertRefused(folder.resolve("gone.png"), folder.resolve("gone.png") + ": no such file");
        assertRefused(write("dot.png", 1, 1, (x, y) -> 9), "the style image is too small: it has 1 x 1 pixels");
        assertRefused(write("line.png", 5000, 1, (x, y) -> 9), "the style image is too small: it has 512 x 1 pixels");
        assertRefused(folder, folder + ": is a folder, not an image");
    }

    @Test
    void unknownNetworksAndLayersAreNamed() {
        Path out = folder.resolve("painting.png");

        Invocation network = stylize(out, "--network", "vgg20");
        Invocation layer = stylize(out, "--content-layers", "relu9_1");

        assertThat(network.exitCode()).isEqualTo(Exit.BAD_INPUT);
        assertThat(network.complaint()).contains("vgg20", "vgg19-slim");
        assertThat(layer.exitCode()).isEqualTo(Exit.USAGE);
        assertThat(layer.complaint()).contains("--content-layers", "relu9_1", "relu1_1");
        assertThat(out).doesNotExist();
    }

    private void assertRefused(Path image, String complaint) {
        Path out = folder.resolve("painting.png");
        Invocation invocation = Invocation.of(
                "stylize", "--content", content.toString(), "--style", image.toString(), "--out", out.toString());

        assertThat(invocation.exitCode()).isEqualTo(Exit.BAD_INPUT);
        assertThat(invocation.err()).hasLineCount(1).startsWith("impasto: " + complaint);
        assertThat(out).doesNotExist();
    }

    private Invocation stylize(Path out, String... more) {
        Stream<String> always = Stream.of(
                "stylize", "--content", content.toString(), "--style", style.toString(), "--out", out.toString());
        return Invocation.of(Stream.concat(always, Arrays.stream(more)).toArray(String[]::new));
    }

    private Path write(String name, int width, int height, Pixels pixels) throws IOException {
        Picture picture = Picture.filled(width, height, 90, 90, 90);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                picture.rgb()[y * width + x] = pixels.red(x, y);
            }
        }
        return Files.write(folder.resolve(name), codec.encodePng(picture));
    }

    private static double distance(Picture one, Picture other) {
        double sum = 0;
        for (int i = 0; i < one.rgb().length; i++) {
            sum += Math.abs(one.rgb()[i] - other.rgb()[i]);
        }
        return sum / one.rgb().length;
    }

    private interface Pixels {
        int red(int x, int y);
    }
}
