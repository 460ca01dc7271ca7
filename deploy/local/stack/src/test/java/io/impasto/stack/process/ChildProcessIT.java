package io.impasto.stack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(60)
class ChildProcessIT {

    @TempDir
    Path temp;

    @Test
    void aLauncherKilledWithoutWarningLeavesNoChildBehind() throws Exception {
        ChildProcess launcher =
                ChildProcess.start("launcher", Idle.command(temp.toString()), temp.resolve("launcher"), Map.of());
        Path started = temp.resolve("started");
        launcher.awaitReady(() -> Files.exists(started) && !read(started).isEmpty(), Duration.ofSeconds(20));
        ProcessHandle grandchild =
                ProcessHandle.of(Long.parseLong(read(started))).orElseThrow();
        launcher.kill();
        grandchild.onExit().get(20, TimeUnit.SECONDS);
    }

    @Test
    void aPredecessorThatStillRunsIsWaitedFor() {
        ChildProcess first = idle();
        first.awaitReady(() -> read(first.log()).contains("idle"), Duration.ofSeconds(20));
        ProcessHandle.of(first.pid()).orElseThrow().destroy();
        ChildProcess second = idle();
        assertThat(first.isAlive()).isFalse();
        assertThat(second.isAlive()).isTrue();
        second.kill();
    }

    @Test
    void aPartThatEndsByItselfIsReportedWithTheTailOfItsLog() throws Exception {
        ChildProcess child = idle();
        child.awaitReady(() -> read(child.log()).contains("idle"), Duration.ofSeconds(20));
        ProcessHandle.of(child.pid()).orElseThrow().destroyForcibly();
        PartFailure failure = child.onFailure().get(10, TimeUnit.SECONDS);
        assertThat(failure).hasMessage("idle stopped by itself with exit code 137");
        assertThat(failure.tail()).containsExactly("idle");
    }

    @Test
    void aPartThatIsStoppedHasNotFailed() {
        ChildProcess child = idle();
        child.stop(Duration.ofSeconds(10));
        assertThat(child.isAlive()).isFalse();
        assertThat(child.onFailure()).isNotCompleted();
    }

    @Test
    void aPartThatIsHeldLivesOnAndDoesNothingUntilItIsReleased() {
        ChildProcess child = idle();
        child.awaitReady(() -> read(child.log()).contains("idle"), Duration.ofSeconds(20));
        child.hold();
        child.awaitReady(() -> state(child) == 'T', Duration.ofSeconds(5));
        assertThat(child.isAlive()).isTrue();
        child.release();
        child.awaitReady(() -> state(child) != 'T', Duration.ofSeconds(5));
        child.hold();
        child.kill();
        assertThat(child.isAlive()).as("held parts can be killed, too").isFalse();
    }

    @Test
    void aPartThatStandsBackHasTheNicenessAskedFor() {
        ChildProcess child = ChildProcess.start("back", Idle.command().standingBack(5), temp, Map.of());
        child.awaitReady(() -> read(child.log()).contains("idle"), Duration.ofSeconds(20));
        int own = niceness(ProcessHandle.current().pid());
        assertThat(niceness(child.pid())).isEqualTo(Math.min(19, own + 5));
        child.kill();
    }

    @Test
    void aPartThatEndsBeforeItIsReadyIsReportedAtOnce() {
        JavaCommand wrong = new JavaCommand(List.of("-Xmx32m"), List.of(), "no.such.Main", List.of());
        ChildProcess child = ChildProcess.start("wrong", wrong, temp, Map.of());
        assertThatThrownBy(() -> child.awaitReady(() -> false, Duration.ofSeconds(20)))
                .isInstanceOf(PartFailure.class)
                .hasMessageContaining("wrong ended with exit code 1 before it was ready")
                .extracting(failure -> ((PartFailure) failure).tail().toString())
                .asString()
                .contains("no.such.Main");
    }

    @Test
    void aPartThatIsNeverReadyIsGivenUp() {
        ChildProcess child = idle();
        assertThatThrownBy(() -> child.awaitReady(() -> false, Duration.ofMillis(300)))
                .isInstanceOf(PartFailure.class)
                .hasMessageContaining("was not ready after");
        child.kill();
    }

    private ChildProcess idle() {
        return ChildProcess.start("idle", Idle.command(), temp, Map.of());
    }

    /** As proc(5) writes it: T for stopped by a signal. */
    private static char state(ChildProcess child) {
        return stat(child.pid())[0].charAt(0);
    }

    private static int niceness(long pid) {
        return Integer.parseInt(stat(pid)[16]);
    }

    /** From the state on: the third field of proc(5). */
    private static String[] stat(long pid) {
        return read(Path.of("/proc", String.valueOf(pid), "stat"))
                .replaceFirst(".*\\) ", "")
                .split(" ");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
