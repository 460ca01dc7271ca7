package io.impasto.engine.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.impasto.engine.image.ImageCodec;
import io.impasto.engine.image.ImageFormat;
import io.impasto.engine.image.Picture;

import static org.assertj.core.api.Assertions.assertThat;

/** Several paintings of one call, and what one leaves behind on its way. */
class BatchIT {

    @TempDir
    Path folder;

    private final ImageCodec codec = new ImageCodec();
    private Path photos;
    private Path style;
    private Path paintings;

    @BeforeEach
    void drawPictures() throws IOException {
        photos = Files.createDirectory(folder.resolve("photos"));
        paintings = Files.createDirectory(folder.resolve("paintings"));
        write(photos.resolve("a.png"), 40, 32);
        write(photos.resolve("c.png"), 32, 40);
        style = write(folder.resolve("style.png"), 36, 36);
    }

    @Test
    void aFolderIsPaintedAndOneThatFailsDoesNotStopTheOthers() throws IOException {
        Files.writeString(photos.resolve("b.jpg"), "no picture");
        Files.writeString(photos.resolve("notes.txt"), "no picture either");

        Invocation batch = stylize("--content", photos.toString(), "--out-dir", paintings.toString());

        assertThat(batch.exitCode()).isEqualTo(Exit.SOME_FAILED);
        assertThat(paintings).isDirectoryContaining("glob:**/a.png").isDirectoryContaining("glob:**/c.png");
        assertThat(batch.err())
                .contains("[2/3] " + photos.resolve("b.jpg"), "b.jpg  failed: not an image", "2 painted, 1 failed");
        assertThat(batch.out()).hasLineCount(2);
        assertThat(codec.probe(paintings.resolve("c.png")).height()).isEqualTo(40);
    }

    @Test
    void allAreWrittenInOneFormatIfItIsSaid() throws IOException {
        Invocation batch =
                stylize("--content", photos.toString(), "--out-dir", paintings.toString(), "--format", "tiff16", "-q");

        assertThat(batch.exitCode()).as(batch.err()).isZero();
        byte[] painted = Files.readAllBytes(paintings.resolve("a.tif"));
        assertThat(codec.probe(painted).format()).isEqualTo(ImageFormat.TIFF);
        float[] levels = codec.decode(painted).rgb();
        int between = 0;
        for (float level : levels) {
            between += Math.abs(level - Math.round(level)) > 0.01 ? 1 : 0;
        }
        assertThat(between).as("values between the levels of 8 bits").isGreaterThan(levels.length / 2);
    }

    @Test
    void contentsOfOneNameGetPlacesOfTheirOwn() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        write(other.resolve("a.bmp"), 32, 32);

        Invocation batch = stylize(
                "--content",
                photos.resolve("a.png").toString(),
                "--content",
                other.resolve("a.bmp").toString(),
                "--out-dir",
                paintings.toString(),
                "--json",
                "-q");

        assertThat(batch.exitCode()).as(batch.err()).isZero();
        assertThat(batch.err()).isEmpty();
        JsonNode told = new ObjectMapper().readTree(batch.out()).get("paintings");
        assertThat(told).hasSize(2);
        assertThat(told.get(1).get("out").asText())
                .isEqualTo(paintings.resolve("a-2.png").toString());
        assertThat(told.get(1).at("/report/options/size").asInt()).isEqualTo(40);
    }

    @Test
    void aFolderWithoutPicturesIsNamed() {
        Invocation batch = stylize("--content", paintings.toString(), "--out-dir", paintings.toString());

        assertThat(batch.exitCode()).isEqualTo(Exit.BAD_INPUT);
        assertThat(batch.complaint()).endsWith(paintings + ": there is no picture in this folder");
    }

    @Test
    void theWayIsKeptInPicturesAndAsAnAnimation() {
        Path out = paintings.resolve("a.png");
        Path gif = paintings.resolve("way.gif");

        Invocation painted = stylize(
                "--content",
                photos.resolve("a.png").toString(),
                "--out",
                out.toString(),
                "--save-every",
                "3",
                "--gif",
                gif.toString(),
                "-q");

        assertThat(painted.exitCode()).as(painted.err()).isZero();
        assertThat(paintings)
                .isDirectoryContaining("glob:**/a.0003.png")
                .isDirectoryContaining("glob:**/a.0006.png")
                .isDirectoryNotContaining("glob:**/a.0005.png");
        assertThat(codec.probe(gif).format()).isEqualTo(ImageFormat.GIF);
        assertThat(codec.probe(gif).width()).isEqualTo(40);
    }

    private Invocation stylize(String... more) {
        Stream<String> always = Stream.of("stylize", "--style", style.toString(), "--size", "40", "--evaluations", "6");
        return Invocation.of(Stream.concat(always, Arrays.stream(more)).toArray(String[]::new));
    }

    private Path write(Path file, int width, int height) throws IOException {
        Picture picture = Picture.filled(width, height, 60, 120, 180);
        for (int i = 0; i < picture.rgb().length; i += 4) {
            picture.rgb()[i] = 240;
        }
        return Files.write(file, codec.encodePng(picture));
    }
}
