package io.impasto.engine.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.impasto.engine.image.ImageCodec;
import io.impasto.engine.image.Picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

/** A process of its own, because what is tested is how it ends. */
class InterruptionIT {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals to send")
    void aSignalStopsAtOnceAndLeavesNothingBehind(String signal, int exit) throws IOException, InterruptedException {
        assumeFalse(
                signal.equals("INT") && isInterruptIgnored(),
                "SIGINT is ignored here, as by what a shell runs in the background, and so it is by children");
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

            new ProcessBuilder("kill", "-" + signal, Long.toString(painting.pid()))
                    .start()
                    .waitFor();

            assertThat(painting.waitFor(10, TimeUnit.SECONDS))
                    .as("ended in time")
                    .isTrue();
            assertThat(painting.exitValue()).isEqualTo(exit);
            List<String> last = err.lines().toList();
            assertThat(last).last().isEqualTo("impasto: interrupted; nothing was written");
        } finally {
            painting.destroyForcibly();
        }
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(picture);
        }
    }

    /** Whether this process, and so what it starts, was started with SIGINT ignored (proc(5), SigIgn). */
    private static boolean isInterruptIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("SigIgn:"))
                    .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
                    .anyMatch(ignored -> (ignored & 0b10) != 0);
        }
    }
}
