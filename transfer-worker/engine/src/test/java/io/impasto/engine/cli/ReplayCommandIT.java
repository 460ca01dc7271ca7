package io.impasto.engine.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.impasto.engine.image.GifWriter;
import io.impasto.engine.image.ImageCodec;
import io.impasto.engine.image.Layer;
import io.impasto.engine.image.Picture;
import io.impasto.engine.image.PictureFormat;
import io.impasto.engine.replay.Manifest;

import static org.assertj.core.api.Assertions.assertThat;

/** Paintings that are painted again by what they bear, as a person would who was sent one. */
class ReplayCommandIT {

    @TempDir
    Path folder;

    private final ImageCodec codec = new ImageCodec();
    private Path content;
    private Path style;
    private Path out;

    @BeforeEach
    void drawPictures() throws IOException {
        content = write("content.png", Picture.filled(40, 32, 200, 30, 30));
        Picture striped = Picture.filled(36, 36, 10, 90, 160);
        for (int i = 0; i < striped.rgb().length; i += 3) {
            striped.rgb()[i] = 250;
        }
        style = write("style.png", striped);
        out = folder.resolve("painting.png");
    }

    @Test
    void aPaintingIsPaintedAgainByteForByteFromWhatLiesBesideIt() throws IOException {
        stylize("--start", "noise", "--seed", "5", "--content-mask", content.toString());
        Path again = folder.resolve("again.png");

        Invocation replay = Invocation.of("replay", out.toString(), "--out", again.toString(), "-q");
        Invocation json = Invocation.of("replay", out.toString(), "--json", "-q");

        assertThat(replay.exitCode()).as(replay.err()).isZero();
        assertThat(replay.out()).isEqualToIgnoringNewLines("the same file, byte for byte");
        assertThat(again).hasSameBinaryContentAs(out);
        assertThat(new ObjectMapper().readTree(json.out()))
                .hasToString("{\"samePixels\":true,\"sameFile\":true,\"differences\":[]}");
    }

    @Test
    void aManifestNamesFilesAndNoFolders() {
        stylize();

        String manifest = codec.textOfPng(read(out), Manifest.KEYWORD).orElseThrow();

        assertThat(manifest).contains("content.png", "style.png").doesNotContain(folder.toString(), "\"seconds\"");
    }

    @Test
    void theManifestBesideAJpegTellsOfItsPixelsBeforeTheyWereEncoded() throws IOException {
        out = folder.resolve("painting.jpg");
        Path manifest = folder.resolve("manifest.json");
        stylize("--manifest", manifest.toString());

        Invocation replay = Invocation.of("replay", manifest.toString(), "-q");

        assertThat(replay.out()).isEqualToIgnoringNewLines("the same pixels");
    }

    @Test
    void otherPixelsAreToldWithWhatDiffers() throws IOException {
        Path manifest = folder.resolve("manifest.json");
        stylize("--manifest", manifest.toString());
        ObjectNode said = (ObjectNode) new ObjectMapper().readTree(manifest.toFile());
        ((ObjectNode) said.get("software")).put("onnxRuntime", "1.0.0");
        said.put("pixels", "0".repeat(64));
        Files.writeString(manifest, said.toString());

        Invocation replay = Invocation.of("replay", manifest.toString(), "-q");

        assertThat(replay.exitCode()).isEqualTo(Exit.DIFFERENT);
        assertThat(replay.out()).contains("other pixels", "another version of ONNX Runtime: 1.0.0 then");
    }

    @Test
    void aNetworkThatIsNotHereOrAnotherIsNamed() throws IOException {
        Path manifest = folder.resolve("manifest.json");
        stylize("--manifest", manifest.toString());
        ObjectNode said = (ObjectNode) new ObjectMapper().readTree(manifest.toFile());
        ((ObjectNode) said.get("network")).put("name", "theirs").put("sha256", "a".repeat(64));
        Files.writeString(manifest, said.toString());

        assertRefused("no network is called 'theirs'", "replay", manifest.toString());
        assertRefused(
                "network vgg19-slim is not the one that painted",
                "replay",
                manifest.toString(),
                "--network",
                "vgg19-slim");
    }

    @Test
    void whatIsMissingOrAnotherIsNamed() throws IOException {
        stylize();
        Path moved = Files.move(
                style, Files.createDirectory(folder.resolve("styles")).resolve("renamed.png"));

        assertRefused("the image style.png of SHA-256 ", "replay", out.toString());
        assertRefused(
                content + ": another picture than the one of the painting",
                "replay",
                out.toString(),
                "--style",
                content.toString());
        assertRefused(content + ": this PNG bears no manifest", "replay", content.toString());
        assertThat(Invocation.of(
                                "replay",
                                out.toString(),
                                "--images",
                                moved.getParent().toString(),
                                "--images",
                                folder.toString(),
                                "-q")
                        .out())
                .contains("the same file");
    }

    @Test
    void whatBearsNoManifestIsAnsweredWithWhatToDo() throws IOException {
        Path gif = folder.resolve("way.gif");
        Path jpeg = folder.resolve("painting.jpg");
        try (GifWriter writer = new GifWriter(gif, Optional.empty())) {
            writer.add(Picture.filled(4, 4, 9, 9, 9), 5);
        }
        Files.write(jpeg, codec.encode(Layer.of(Picture.filled(4, 4, 9, 9, 9)), PictureFormat.JPEG, 1));
        Path video = Files.write(
                folder.resolve("clip.mp4"), new byte[] {0, 0, 0, 24, 'f', 't', 'y', 'p', 'i', 's', 'o', 'm'});

        for (Path film : List.of(gif, video)) {
            assertRefused(film + ": an animation or a film bears no manifest; to have it", "replay", film.toString());
        }
        assertRefused(jpeg + ": of all pictures only a PNG bears a manifest; give", "replay", jpeg.toString());
    }

    private static void assertRefused(String complaint, String... arguments) {
        Invocation refused = Invocation.of(arguments);
        assertThat(refused.exitCode()).isEqualTo(Exit.BAD_INPUT);
        assertThat(refused.err()).hasLineCount(1).startsWith("impasto: " + complaint);
    }

    private void stylize(String... more) {
        Stream<String> always = Stream.of(
                "stylize",
                "--content",
                content.toString(),
                "--style",
                style.toString(),
                "--out",
                out.toString(),
                "--size",
                "40",
                "--evaluations",
                "4",
                "-q");
        Invocation painted =
                Invocation.of(Stream.concat(always, Arrays.stream(more)).toArray(String[]::new));
        assertThat(painted.exitCode()).as(painted.err()).isZero();
    }

    private Path write(String name, Picture picture) throws IOException {
        return Files.write(folder.resolve(name), codec.encodePng(picture));
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
