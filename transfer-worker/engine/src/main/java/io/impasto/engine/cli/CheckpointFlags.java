package io.impasto.engine.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

import picocli.CommandLine.Option;

import io.impasto.engine.transfer.Checkpoint;
import io.impasto.engine.transfer.CheckpointRefused;
import io.impasto.engine.transfer.Evaluation;

/** Where a painting is kept while it is unfinished, how often, and what it goes on from. */
final class CheckpointFlags {

    private static final long MINUTE = 60_000_000_000L;

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description =
                    "Keep the unfinished painting in this file, now and then and on Ctrl-C, to go on from with --resume. Default: not kept.")
    private Path checkpoint;

    @Option(
            names = "--checkpoint-every",
            paramLabel = "N",
            description = "Keep it after every N evaluations, at least 1. Default: once a minute.")
    private Integer every;

    @Option(
            names = "--resume",
            paramLabel = "FILE",
            description =
                    "Go on from a checkpoint of the same pictures. Its options need not be given again; others are refused. Default: from the start.")
    private Path resume;

    /** Whether a painting is to be kept, or to go on. */
    boolean given() {
        return checkpoint != null || resume != null;
    }

    /** Refuses a place that can't be written, before any work is done. */
    Optional<OutputFile> file() {
        if (every != null && checkpoint == null) {
            throw Failure.usage("--checkpoint-every goes with --checkpoint FILE");
        }
        if (every != null && every < 1) {
            throw Failure.usage("--checkpoint-every must be at least 1, not " + every);
        }
        Optional<OutputFile> file = Optional.ofNullable(checkpoint).map(OutputFile::new);
        file.ifPresent(OutputFile::check);
        return file;
    }

    /** What to go on from. */
    Optional<Checkpoint> resumed() {
        if (resume == null) {
            return Optional.empty();
        }
        if (Files.isDirectory(resume)) {
            throw Failure.badInput(resume + ": is a folder, not a checkpoint", null);
        }
        try {
            return Optional.of(Checkpoint.read(resume));
        } catch (CheckpointRefused refused) {
            throw refused(refused);
        } catch (IOException unreadable) {
            throw Failure.badInput(resume + ": " + Failure.reason(unreadable), unreadable);
        }
    }

    /** The same line wherever it turns out that there is no going on from the file. */
    Failure refused(CheckpointRefused refused) {
        return Failure.badInput(resume + ": " + refused.getMessage(), refused);
    }

    /**
     * When the painting is to be kept.
     *
     * @param nanoTime as {@link System#nanoTime}
     */
    Predicate<Evaluation> due(LongSupplier nanoTime) {
        if (every != null) {
            return evaluation -> evaluation.number() % every == 0;
        }
        long[] last = {nanoTime.getAsLong()};
        return evaluation -> {
            boolean due = nanoTime.getAsLong() - last[0] >= MINUTE;
            last[0] = due ? nanoTime.getAsLong() : last[0];
            return due;
        };
    }
}
