package io.impasto.acceptance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import io.impasto.stack.Installation;

import static org.assertj.core.api.Assertions.assertThat;

/** The examples do what they say, run as their first lines say. */
@ExtendWith(WithStack.class)
@Timeout(120)
class ExamplesIT {

    private static final Path EXAMPLES =
            Path.of("../../examples").toAbsolutePath().normalize();

    @TempDir
    Path folder;

    @Test
    void theTourOfTheApiGoesToItsEnd(RunningStack stack) throws IOException, InterruptedException {
        Run tour = run(
                "bash",
                EXAMPLES.resolve("tour.sh").toString(),
                sample("town.jpg"),
                sample("swirls.jpg"),
                stack.gateway().toString());
        assertThat(tour.code()).as(tour.said()).isZero();
        assertThat(tour.said()).contains("transfer.completed", "cancelling", "204");
        assertThat(Pictures.read(Files.readAllBytes(folder.resolve("tour.png"))).getWidth())
                .isEqualTo(192);
    }

    @Test
    void theClientInOneFilePaints(RunningStack stack) throws IOException, InterruptedException {
        Path out = folder.resolve("painting.png");
        Run client = run(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                EXAMPLES.resolve("PaintOverRest.java").toString(),
                sample("town.jpg"),
                sample("swirls.jpg"),
                out.toString(),
                stack.gateway().toString());
        assertThat(client.code()).as(client.said()).isZero();
        assertThat(client.said()).contains("transfer.started", "transfer.completed", out.toString());
        assertThat(Pictures.read(Files.readAllBytes(out)).getWidth()).isEqualTo(256);
    }

    @Test
    void aFolderIsPaintedByEventsAlone(RunningStack stack) throws IOException, InterruptedException {
        Path in = Files.createDirectories(folder.resolve("watched/in"));
        Files.copy(Path.of(sample("town.jpg")), in.resolve("my town.jpg"));
        Files.writeString(in.resolve("notes.txt"), "no picture");
        Run watcher = run(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                Path.of("../stack/target/lib/*").toAbsolutePath().normalize().toString(),
                EXAMPLES.resolve("FolderWatcher.java").toString(),
                folder.resolve("watched").toString(),
                sample("swirls.jpg"),
                stack.bootstrapServers(),
                stack.gateway().toString(),
                "--once");
        assertThat(watcher.code()).as(watcher.said()).isZero();
        assertThat(watcher.said()).contains("my town.jpg: painted", "notes.txt: failed");
        assertThat(Pictures.read(Files.readAllBytes(folder.resolve("watched/out/my town.png")))
                        .getWidth())
                .isEqualTo(256);
    }

    private record Run(int code, String said) {}

    private Run run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(List.of(command)).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), said);
    }

    private static String sample(String name) throws IOException {
        return Installation.current().samples().resolve(name).toString();
    }
}
