package io.impasto.engine.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import io.impasto.engine.image.ImageCodec;
import io.impasto.engine.image.Picture;

import static org.assertj.core.api.Assertions.assertThat;

/** A process of its own, because what is tested is how it ends. */
class InterruptionIT {

    @TempDir
    Path folder;

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGINT to send")
    void ctrlCStopsAtOnceAndLeavesNothingBehind() throws IOException, InterruptedException {
        Path picture = folder.resolve("picture.png");
        Files.write(picture, new ImageCodec().encodePng(Picture.filled(300, 200, 90, 120, 30)));
        Process painting = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+IgnoreUnrecognizedVMOptions",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Impasto.class.getName(),
                        "stylize",
                        "--content=" + picture,
                        "--style=" + picture,
                        "--out=" + folder.resolve("painting.png"),
                        "--evaluations=10000")
                .start();
        try (BufferedReader err =
                new BufferedReader(new InputStreamReader(painting.getErrorStream(), StandardCharsets.UTF_8))) {
            assertThat(err.readLine()).as("the first evaluation's line").contains("1/10000");

            new ProcessBuilder("kill", "-INT", Long.toString(painting.pid()))
                    .start()
                    .waitFor();

            assertThat(painting.waitFor(10, TimeUnit.SECONDS))
                    .as("ended in time")
                    .isTrue();
            assertThat(painting.exitValue()).isEqualTo(Exit.INTERRUPTED);
            List<String> last = err.lines().toList();
            assertThat(last).last().isEqualTo("impasto: interrupted; nothing was written");
        } finally {
            painting.destroyForcibly();
        }
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(picture);
        }
    }
}
