package io.impasto.stack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Remembers a child in its folder, so that the next launcher can wait for one that is still closing its files.
 *
 * <p>Process ids come round again: the start time tells the child from a stranger.
 */
record PidFile(Path path) {

    void write(ProcessHandle child) {
        try {
            Files.writeString(path, child.pid() + " " + startOf(child));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives a child of an earlier launcher {@code grace} to end by itself, then ends it. */
    void awaitPredecessor(Duration grace) {
        read().ifPresent(child -> {
            try {
                child.onExit().get(grace.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException stillThere) {
                child.destroyForcibly();
                child.onExit().join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        });
        delete();
    }

    private Optional<ProcessHandle> read() {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        try {
            String[] words = Files.readString(path).strip().split(" ", 2);
            return ProcessHandle.of(Long.parseLong(words[0]))
                    .filter(ProcessHandle::isAlive)
                    .filter(child -> words.length == 2 && startOf(child).equals(words[1]));
        } catch (IOException | NumberFormatException torn) {
            return Optional.empty();
        }
    }

    private static String startOf(ProcessHandle child) {
        return child.info().startInstant().map(Instant::toString).orElse("?");
    }
}
