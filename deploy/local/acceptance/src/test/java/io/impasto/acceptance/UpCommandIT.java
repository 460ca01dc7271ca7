package io.impasto.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import io.impasto.stack.Ports;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code deploy/impasto up} as a person runs it. */
@ExtendWith(WithStack.class)
@Timeout(180)
class UpCommandIT {

    private static final Path COMMAND = Path.of(System.getProperty("impasto.root"), "deploy", "impasto");
    private static final Duration READY_LIMIT = Duration.ofSeconds(90);

    private static final String[] ORDER = {
        "Stopping.",
        "  transfer-worker-1  stopped",
        "  gateway-service    stopped",
        "  storage-service    stopped",
        "  store              stopped",
        "  broker             stopped"
    };

    @TempDir
    Path temp;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void leaveNothingBehind() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void aTakenPortIsOneClearLine(RunningStack stack) throws Exception {
        Process up = up("--data", data(), "--port", String.valueOf(stack.port()));
        assertThat(up.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(up.exitValue()).isEqualTo(2);
        assertThat(said())
                .containsExactly("impasto up: port " + stack.port() + " is taken; choose another with --port");
    }

    @Test
    void aDataFolderInUseIsOneClearLine(RunningStack stack) throws Exception {
        Process up = up("--data", stack.data().toString(), "--port", String.valueOf(Ports.free()));
        assertThat(up.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(up.exitValue()).isEqualTo(2);
        assertThat(said()).singleElement().asString().contains("is in use by process", "name another with --data");
    }

    @Test
    void theDemoPaintsAndExitStopsEverything() throws Exception {
        Process up = up("--data", data(), "--port", String.valueOf(Ports.free()), "--demo", "--exit");
        assertThat(up.waitFor(150, TimeUnit.SECONDS)).isTrue();
        assertThat(up.exitValue()).as(() -> String.join("\n", said())).isZero();
        String saved = said().stream()
                .filter(line -> line.startsWith("Painted in"))
                .map(line -> line.replaceFirst(".* s: ", ""))
                .findFirst()
                .orElseThrow();
        assertThat(Pictures.read(Files.readAllBytes(Path.of(saved))).getWidth()).isGreaterThan(100);
        assertThat(pidFiles()).isEmpty();
    }

    @Test
    void aPartThatDiesStopsAllAndIsNamedWithItsLog() throws Exception {
        Process up = up("--data", data(), "--port", String.valueOf(Ports.free()));
        Await.until("ready", READY_LIMIT, () -> serving(up));
        List<ProcessHandle> all = up.descendants().toList();
        kill("services/storage-service.pid");
        assertThat(up.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(up.exitValue()).isEqualTo(1);
        assertThat(said()).anyMatch(line -> line.contains("storage-service stopped by itself with exit code 137"));
        assertThat(said()).anyMatch(line -> line.contains("storage-service.log"));
        assertThat(all).hasSize(5).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void aTerminationSignalStopsAllInOrder() throws Exception {
        Process up = up("--data", data(), "--port", String.valueOf(Ports.free()));
        Await.until("ready", READY_LIMIT, () -> serving(up));
        List<ProcessHandle> all = up.descendants().toList();
        up.destroy();
        assertThat(up.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(up.exitValue()).isEqualTo(143);
        assertThat(said()).endsWith(ORDER).noneMatch(line -> line.contains("impasto up:"));
        assertThat(all).hasSize(5).noneMatch(ProcessHandle::isAlive);
        assertThat(pidFiles()).isEmpty();
    }

    private Process up(String... arguments) throws IOException {
        List<String> words = new ArrayList<>(List.of(COMMAND.toString(), "up"));
        words.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(temp.toFile())
                .redirectErrorStream(true)
                .redirectOutput(temp.resolve("out").toFile());
        builder.environment().put("IMPASTO_BUILD", "never");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private boolean serving(Process up) {
        assertThat(up.isAlive()).as(() -> String.join("\n", said())).isTrue();
        return said().stream().anyMatch(line -> line.startsWith("Serving "));
    }

    private List<String> said() {
        try {
            return Files.readAllLines(temp.resolve("out"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void kill(String pidFile) throws IOException {
        String pid = Files.readString(Path.of(data(), pidFile)).split(" ")[0];
        ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroyForcibly();
    }

    private List<Path> pidFiles() throws IOException {
        try (Stream<Path> all = Files.walk(Path.of(data()))) {
            return all.filter(path -> path.toString().endsWith(".pid")).toList();
        }
    }

    /** With a space, as people have. */
    private String data() {
        return temp.resolve("my data").toString();
    }
}
