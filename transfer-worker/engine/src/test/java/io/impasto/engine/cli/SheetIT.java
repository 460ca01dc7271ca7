package io.impasto.engine.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.impasto.engine.image.ImageCodec;
import io.impasto.engine.image.Layer;
import io.impasto.engine.image.Opacity;
import io.impasto.engine.image.Picture;
import io.impasto.engine.image.PictureFormat;

import static org.assertj.core.api.Assertions.assertThat;

class SheetIT {
    @TempDir
    Path folder;

    @BeforeEach
    void draw() throws IOException {
        Picture picture = Picture.filled(96, 64, 200, 120, 40);
        for (String name : List.of("content.png", "style.png")) {
            Files.write(folder.resolve(name), new ImageCodec().encodePng(picture));
        }
    }

    @Test
    void eachListedVariantHasItsPlaceAndItsLabel() throws IOException {
        Invocation painted = sheet("--intensity", "20,80", "--style-scale", "1,2", "--with-preset", "studio,gatys");

        assertThat(painted.exitCode()).as(painted.err()).isZero();
        assertThat(painted.err())
                .contains(
                        "1 of 6: studio, intensity 20, scale 1",
                        "4 of 6: studio, intensity 80, scale 2",
                        "6 of 6: gatys, scale 2");
        // Two rows of three, with labels of 20 pixels and gaps of 8.
        Picture sheet = new ImageCodec().decode(folder.resolve("sheet.png"));
        assertThat(List.of(sheet.width(), sheet.height())).isEqualTo(List.of(3 * (96 + 8) + 8, 2 * (64 + 28) + 8));
        assertThat(new ImageCodec().decode(folder.resolve("sheet-06.png")).width())
                .isEqualTo(96);
    }

    @Test
    void aCutoutStaysOneAndLiesOverWhiteOnTheSheet() throws IOException {
        ImageCodec codec = new ImageCodec();
        Opacity left = new Opacity(96, 64, new float[96 * 64]);
        for (int i = 0; i < left.values().length; i++) {
            left.values()[i] = i % 96 < 48 ? 1 : 0;
        }
        Path content = folder.resolve("content.png");
        Files.write(content, codec.encode(new Layer(codec.decode(content), Optional.of(left)), PictureFormat.PNG, 1));

        Invocation painted = sheet("--intensity", "80");

        assertThat(painted.exitCode()).as(painted.err()).isZero();
        assertThat(codec.layer(folder.resolve("sheet-01.png"), 96).opacity()).contains(left);
        Picture sheet = codec.decode(folder.resolve("sheet.png"));
        assertThat(sheet.at(2, 8 + 40, 40)).isLessThan(200);
        assertThat(sheet.at(2, 8 + 60, 40)).isEqualTo(255);
    }

    @Test
    void moreThanTwelveAreRefused() {
        Invocation refused = sheet("--intensity", "1,2,3,4,5,6,7", "--style-scale", "1,2");
        assertThat(refused.exitCode()).isEqualTo(Exit.USAGE);
        assertThat(refused.complaint()).contains("a sheet has 12 variants at most, not 14");
    }

    private Invocation sheet(String... flags) {
        List<String> arguments = new ArrayList<>(List.of(
                "sheet",
                folder.resolve("content.png").toString(),
                "--style",
                folder.resolve("style.png").toString(),
                "--out",
                folder.resolve("sheet.png").toString(),
                "--out-dir",
                folder.toString(),
                "--size",
                "96",
                "--evaluations",
                "2"));
        arguments.addAll(List.of(flags));
        return Invocation.of(arguments.toArray(String[]::new));
    }
}
