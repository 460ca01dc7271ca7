package io.impasto.engine.cli;

import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

import io.impasto.engine.transfer.Directive;
import io.impasto.engine.transfer.Evaluation;
import io.impasto.engine.transfer.TransferListener;

/** Shows a painting's progress, keeps it in a file where one is given, and ends it when asked to. */
final class Keeping implements TransferListener {

    private final Progress progress;
    private final Interruption interruption;
    private final Optional<OutputFile> file;
    private final Predicate<Evaluation> due;
    private final PrintWriter err;
    private OptionalInt kept = OptionalInt.empty();

    /** @param due after which evaluations it is kept */
    Keeping(
            Progress progress,
            Interruption interruption,
            Optional<OutputFile> file,
            Predicate<Evaluation> due,
            PrintWriter err) {
        this.progress = progress;
        this.interruption = interruption;
        this.file = file;
        this.due = due;
        this.err = err;
    }

    @Override
    public Directive evaluated(Evaluation evaluation) {
        progress.show(evaluation);
        if (file.isPresent() && due.test(evaluation)) {
            tryToKeep(evaluation);
        }
        return interruption.requested() ? Directive.STOP : Directive.CONTINUE;
    }

    @Override
    public void stopped(Evaluation last) {
        file.ifPresent(to -> keep(to, last));
    }

    /** Number of the evaluation that the file goes on from; empty if nothing was kept. */
    OptionalInt kept() {
        return kept;
    }

    /** A painting is worth more than its checkpoint: it goes on. */
    private void tryToKeep(Evaluation evaluation) {
        try {
            keep(file.orElseThrow(), evaluation);
        } catch (Failure full) {
            err.println("impasto: " + full.getMessage() + "; the painting goes on");
            err.flush();
        }
    }

    private void keep(OutputFile to, Evaluation evaluation) {
        to.write(part -> {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16)) {
                evaluation.saveCheckpoint(out);
            }
        });
        kept = OptionalInt.of(evaluation.number());
    }
}
