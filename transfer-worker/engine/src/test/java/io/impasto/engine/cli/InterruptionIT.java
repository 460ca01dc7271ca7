package io.impasto.engine.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
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
        Process painting = paint(picture, "--evaluations=10000");
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

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals to send")
    void whatWasKeptAtASignalGoesOnToTheSamePainting() throws IOException, InterruptedException {
        Path picture = folder.resolve("picture.png");
        Files.write(picture, new ImageCodec().encodePng(Picture.filled(60, 40, 90, 120, 30)));
        Path kept = folder.resolve("half.done");
        Path resumed = folder.resolve("painting.png");
        Path through = folder.resolve("through.png");
        String[] options = {"--size=48", "--evaluations=600", "--start=noise"};
        Process painting = paint(
                picture,
                Stream.concat(Stream.of("--checkpoint=" + kept), Stream.of(options))
                        .toArray(String[]::new));
        try (BufferedReader err =
                new BufferedReader(new InputStreamReader(painting.getErrorStream(), StandardCharsets.UTF_8))) {
            assertThat(err.readLine()).as("the first evaluation's line").contains("1/600");

            new ProcessBuilder("kill", "-TERM", Long.toString(painting.pid()))
                    .start()
                    .waitFor();

            assertThat(painting.waitFor(10, TimeUnit.SECONDS))
                    .as("ended in time")
                    .isTrue();
            assertThat(err.lines().toList())
                    .last()
                    .asString()
                    .matches("impasto: interrupted after evaluation \\d+; --resume \\Q" + kept + "\\E goes on");
        } finally {
            painting.destroyForcibly();
        }
        assertThat(resumed).doesNotExist();

        String[] pictures = {"stylize", "--content=" + picture, "--style=" + picture, "--quiet"};
        Invocation rest =
                Invocation.of(Stream.concat(Stream.of(pictures), Stream.of("--out=" + resumed, "--resume=" + kept))
                        .toArray(String[]::new));
        Invocation whole = Invocation.of(Stream.of(pictures, options, new String[] {"--out=" + through})
                .flatMap(Stream::of)
                .toArray(String[]::new));

        assertThat(rest.exitCode()).as(rest.err()).isZero();
        assertThat(whole.exitCode()).as(whole.err()).isZero();
        assertThat(Files.readAllBytes(resumed)).isEqualTo(Files.readAllBytes(through));
    }

    private Process paint(Path picture, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Impasto.class.getName(),
                "stylize",
                "--content=" + picture,
                "--style=" + picture,
                "--out=" + folder.resolve("painting.png")));
        command.addAll(List.of(options));
        return new ProcessBuilder(command).start();
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
