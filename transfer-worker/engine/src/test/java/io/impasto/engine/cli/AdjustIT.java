package io.impasto.engine.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.impasto.engine.image.ImageCodec;
import io.impasto.engine.image.Picture;

import static org.assertj.core.api.Assertions.assertThat;

class AdjustIT {

    @TempDir
    Path folder;

    private final ImageCodec codec = new ImageCodec();

    @BeforeEach
    void drawPictures() throws IOException {
        Files.write(folder.resolve("painting.png"), codec.encodePng(Picture.filled(24, 16, 200, 100, 50)));
        Files.write(folder.resolve("photo.png"), codec.encodePng(Picture.filled(48, 32, 100, 100, 100)));
        Files.write(folder.resolve("tall.png"), codec.encodePng(Picture.filled(16, 24, 1, 2, 3)));
    }

    @Test
    void thePhotographIsBroughtToThePaintingsSizeAndBlended() {
        Invocation made = adjust("--original photo.png --blend 0.5 --out softer.png");
        assertThat(made.exitCode()).as(made.err()).isZero();
        assertThat(made.out().strip()).endsWith("softer.png");
        assertThat(codec.decode(folder.resolve("softer.png"))).isEqualTo(Picture.filled(24, 16, 150, 100, 75));
    }

    @Test
    void aJpegIsMadeWhereItsEndingSaysSo() {
        Invocation made = adjust("--saturation 0 --out grey.jpg --quality 1");
        assertThat(made.exitCode()).as(made.err()).isZero();
        Picture grey = codec.decode(folder.resolve("grey.jpg"));
        assertThat(grey.at(0, 5, 5)).isEqualTo(grey.at(2, 5, 5)).isEqualTo(118);
    }

    @ParameterizedTest
    @CsvSource({
        "--hue 200 --out a.png, 2, --hue lies between -180 and 180",
        "--contrast x --out a.png, 2, --contrast",
        "--blend 0.2 --out a.png, 2, --blend needs the photograph: --original FILE",
        "--original photo.png --out a.png, 2, --original is only looked at with a --blend above 0",
        "--hue 10, 2, --out=FILE",
        "--hue 10 --out a.svg, 2, --out must end in",
        "--hue 10 --quality 7 --out a.jpg, 2, --quality lies between 0 and 1",
        "--hue 10 --out none/a.png, 4, none",
        "--blend 0.2 --original tall.png --out a.png, 3, has another shape than the content image",
        "--blend 0.2 --original nowhere.png --out a.png, 3, no such file"
    })
    void whatCannotBeDoneIsOneClearLine(String arguments, int exitCode, String told) {
        Invocation refused = adjust(arguments);
        assertThat(refused.exitCode()).as(refused.err()).isEqualTo(exitCode);
        assertThat(refused.complaint()).contains(told);
        assertThat(folder.resolve("a.png")).doesNotExist();
    }

    private Invocation adjust(String arguments) {
        List<String> words =
                new ArrayList<>(List.of("adjust", folder.resolve("painting.png").toString()));
        for (String word : arguments.split(" ")) {
            words.add(word.matches(".*\\.(png|jpg|svg)") ? folder.resolve(word).toString() : word);
        }
        return Invocation.of(words.toArray(String[]::new));
    }
}
