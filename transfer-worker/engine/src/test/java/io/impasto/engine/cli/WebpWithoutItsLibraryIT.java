package io.impasto.engine.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.impasto.engine.image.ImageCodec;
import io.impasto.engine.image.Picture;

import static org.assertj.core.api.Assertions.assertThat;

/** In a process that has nowhere to unpack the library that writes WebP. */
class WebpWithoutItsLibraryIT {

    @TempDir
    Path folder;

    @Test
    void theFormatIsNamedAndWhatToTakeInstead() throws IOException, InterruptedException {
        Path picture = folder.resolve("picture.png");
        Files.write(picture, new ImageCodec().encodePng(Picture.filled(40, 32, 200, 30, 30)));

        assertRefused("adjust", picture.toString(), "--out=" + folder.resolve("adjusted.webp"));
        // Before anything is painted: it would be lost.
        assertRefused(
                "stylize", "--content=" + picture, "--style=" + picture, "--out=" + folder.resolve("painted.webp"));
    }

    private void assertRefused(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dcom.luciad.imageio.webp.tmpdir=" + folder.resolve("nowhere"),
                "-cp",
                System.getProperty("java.class.path"),
                Impasto.class.getName()));
        command.addAll(List.of(arguments));
        Path said = folder.resolve("said");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(process.waitFor()).as(Files.readString(said)).isEqualTo(Exit.CANNOT_WRITE);
        // The library tells of its own misfortune first.
        assertThat(Files.readAllLines(said))
                .last()
                .isEqualTo(
                        "impasto: webp can't be written here, because its native library does not load: take png, jpeg or tiff");
    }
}
