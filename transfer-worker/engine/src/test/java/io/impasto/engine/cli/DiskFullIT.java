package io.impasto.engine.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import io.impasto.engine.image.ImageCodec;
import io.impasto.engine.image.Picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** No room for what is to be written: a limit for the process, a device that is always full, and a small file system. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no ulimit, /dev/full or tmpfs")
class DiskFullIT {

    @TempDir
    Path folder;

    @Test
    void aNetworkThatDoesNotFitIsNotThereAtAll() throws IOException, InterruptedException {
        Path out = folder.resolve("vgg.onnx");
        // Blocks of 512 or 1024 bytes, as the shell has it: 8 or 16 of 80 megabytes.
        Ended ended = shell("ulimit -f 16384 && exec " + java("model", "synth", "--out", out.toString()));

        assertThat(ended.exit()).as(ended.err()).isEqualTo(Exit.CANNOT_WRITE);
        assertThat(ended.err()).hasLineCount(1).startsWith("impasto: cannot write " + out + ": ");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anOutputThatNobodyCouldWriteIsAFailure() throws IOException, InterruptedException {
        assumeTrue(Files.exists(Path.of("/dev/full")), "skipped: there is no /dev/full");
        Ended ended = shell("exec " + java("presets") + " > /dev/full");

        assertThat(ended.exit()).isEqualTo(Exit.CANNOT_WRITE);
        assertThat(ended.err()).isEqualToIgnoringNewLines("impasto: cannot write the standard output");
    }

    @Test
    void aPaintingOrATableThatDoesNotFitLeavesNoPart() throws IOException, InterruptedException {
        Path picture = folder.resolve("picture.png");
        Files.write(picture, new ImageCodec().encodePng(noise()));
        Path small = Files.createDirectory(folder.resolve("small"));
        boolean mounted = shell("mount -t tmpfs -o size=4k impasto " + small).exit() == 0;
        assumeTrue(mounted, "skipped: only root can mount a small file system");
        try {
            List<String> paint = List.of(
                    "stylize",
                    "--content",
                    picture.toString(),
                    "--style",
                    picture.toString(),
                    "--size",
                    "64",
                    "--quiet");

            Invocation painting = invoke(
                    paint, "--evaluations", "2", "--out", small.resolve("a.png").toString());
            Invocation table = invoke(
                    paint,
                    "--evaluations",
                    "80",
                    "--start",
                    "noise",
                    "--out",
                    folder.resolve("b.png").toString(),
                    "--losses",
                    small.resolve("b.csv").toString());

            assertNoRoom(painting, small.resolve("a.png"));
            assertNoRoom(table, small.resolve("b.csv"));
            assertThat(small).isEmptyDirectory();
            assertThat(new ImageCodec().decode(folder.resolve("b.png")).width()).isEqualTo(64);
        } finally {
            shell("umount " + small);
        }
    }

    /** What no compression makes fit. */
    private static Picture noise() {
        Random random = new Random(1);
        Picture picture = Picture.filled(64, 48, 0, 0, 0);
        for (int i = 0; i < picture.rgb().length; i++) {
            picture.rgb()[i] = random.nextInt(256);
        }
        return picture;
    }

    private static void assertNoRoom(Invocation invocation, Path file) {
        assertThat(invocation.exitCode()).as(invocation.err()).isEqualTo(Exit.CANNOT_WRITE);
        assertThat(invocation.err())
                .isEqualToIgnoringNewLines("impasto: cannot write " + file + ": No space left on device");
    }

    private static Invocation invoke(List<String> first, String... more) {
        return Invocation.of(Stream.concat(first.stream(), Stream.of(more)).toArray(String[]::new));
    }

    private static String java(String... arguments) {
        return Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Impasto.class.getName()),
                        Stream.of(arguments))
                .map(argument -> "'" + argument + "'")
                .collect(Collectors.joining(" "));
    }

    /** How a process ended. */
    private record Ended(int exit, String err) {}

    private static Ended shell(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("ended in time").isTrue();
        return new Ended(process.exitValue(), err);
    }
}
