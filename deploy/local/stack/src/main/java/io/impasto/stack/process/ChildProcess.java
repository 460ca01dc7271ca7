package io.impasto.stack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A running part: one process with a log and a pid file in its folder. */
public final class ChildProcess {

    private static final int TAIL_LINES = 20;
    private static final Duration PREDECESSOR_GRACE = Duration.ofSeconds(20);
    private static final Duration KEEPING_LIMIT = Duration.ofSeconds(60);
    private static final long POLL_MILLIS = 150;

    /** How a JVM ends that came to its end: by itself, or asked to by SIGTERM. */
    private static final Set<Integer> ENDS = Set.of(0, 128 + 15);

    /**
     * glibc's heap per thread costs a small server tens of megabytes that it never uses, and large blocks that were freed stay
     * with the process unless the size from which each is the system's own is fixed.
     */
    private static final Map<String, String> SMALL =
            Map.of("MALLOC_ARENA_MAX", "2", "MALLOC_MMAP_THRESHOLD_", "262144");

    private final String name;
    private final Process process;
    private final Path log;
    private final PidFile pidFile;
    /** For one that writes down its classes at its end. */
    private final Optional<Runnable> keep;

    private volatile boolean stopping;

    private ChildProcess(String name, Process process, Path log, PidFile pidFile, Optional<Runnable> keep) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.pidFile = pidFile;
        this.keep = keep;
    }

    /**
     * Starts a process; one left in the same folder by a launcher that was killed is waited for first.
     *
     * @param name what people call the part; also the name of its log and pid file
     * @param folder its working folder; made when missing
     * @param environment added to this process' own
     */
    public static ChildProcess start(String name, JavaCommand command, Path folder, Map<String, String> environment) {
        try {
            Files.createDirectories(folder);
            PidFile pidFile = new PidFile(folder.resolve(name + ".pid"));
            pidFile.awaitPredecessor(PREDECESSOR_GRACE);
            Path log = folder.resolve(name + ".log");
            if (Files.exists(log)) {
                Files.move(log, folder.resolve(name + ".previous.log"), StandardCopyOption.REPLACE_EXISTING);
            }
            Optional<ClassData> classData = command.classData();
            Optional<Path> draft =
                    classData.filter(any -> command.keepsClasses()).flatMap(ClassData::draft);
            List<String> options = draft.map(ClassData::writing)
                    .orElseGet(() -> classData.map(ClassData::using).orElse(List.of()));
            ProcessBuilder builder = new ProcessBuilder(command.words(options))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().putAll(SMALL);
            builder.environment().putAll(environment);
            Process process = builder.start();
            pidFile.write(process.toHandle());
            return new ChildProcess(
                    name,
                    process,
                    log,
                    pidFile,
                    draft.map(path -> () -> classData.orElseThrow().keep(path)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for what a launcher that was killed left running in a folder; it ends by itself, or is ended. */
    public static void awaitPredecessors(Path folder) {
        try (Stream<Path> files = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
            files.filter(file -> file.getFileName().toString().endsWith(".pid"))
                    .forEach(file -> new PidFile(file).awaitPredecessor(PREDECESSOR_GRACE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits until the part does its work.
     *
     * @throws PartFailure if it ends before, or the limit passes
     */
    public void awaitReady(Readiness ready, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!ready.check()) {
            if (!process.isAlive()) {
                throw failure("ended with exit code " + process.exitValue() + " before it was ready");
            }
            if (System.nanoTime() > deadline) {
                throw failure("was not ready after " + limit.toSeconds() + " s");
            }
            try {
                process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw failure("was stopped while it started");
            }
        }
    }

    /**
     * Waits for a process that does one thing and ends.
     *
     * @throws PartFailure if its exit code is not 0, or the limit passes
     */
    public void awaitDone(Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
                throw failure("was not done after " + limit.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
            throw failure("was stopped");
        }
        pidFile.delete();
        if (process.exitValue() != 0) {
            throw failure("ended with exit code " + process.exitValue());
        }
    }

    /** Completes with a failure if the part ends by itself; never, if it is stopped. */
    public CompletableFuture<PartFailure> onFailure() {
        CompletableFuture<PartFailure> failed = new CompletableFuture<>();
        process.onExit().thenAccept(ended -> {
            if (!stopping) {
                failed.complete(failure("stopped by itself with exit code " + ended.exitValue()));
            }
        });
        return failed;
    }

    /** Asks it to end, and ends it if it has not done so within the limit; what it writes down then gets more time. */
    public void stop(Duration limit) {
        stopping = true;
        process.destroy();
        boolean interrupted = false;
        try {
            Duration patience = keep.isPresent() ? limit.plus(KEEPING_LIMIT) : limit;
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            } else if (ENDS.contains(process.exitValue())) {
                keep.ifPresent(Runnable::run);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            interrupted = true;
        }
        process.onExit().join();
        pidFile.delete();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends it at once, as {@code kill -9} does. */
    public void kill() {
        stopping = true;
        process.destroyForcibly();
        process.onExit().join();
        pidFile.delete();
    }

    /** Stops it in its tracks, as {@code kill -STOP} does: it keeps its connections and says nothing. */
    public void hold() {
        signal("STOP");
    }

    /** Lets it go on after {@link #hold}. */
    public void release() {
        signal("CONT");
    }

    private void signal(String signal) {
        try {
            int code = new ProcessBuilder("kill", "-" + signal, String.valueOf(pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (code != 0) {
                throw failure("took no signal " + signal);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("was to get signal " + signal);
        }
    }

    public String name() {
        return name;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Everything it has said since it was started. */
    public Path log() {
        return log;
    }

    private PartFailure failure(String what) {
        List<String> tail = LogTail.of(log, TAIL_LINES);
        return new PartFailure(name, what, log, tail);
    }
}
