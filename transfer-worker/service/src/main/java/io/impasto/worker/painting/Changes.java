package io.impasto.worker.painting;

import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;

import io.impasto.engine.transfer.InvalidOption;
import io.impasto.engine.transfer.TransferOptions;
import io.impasto.worker.controls.Change;
import io.impasto.worker.transfers.EventPublisher;
import io.impasto.worker.transfers.Problem;
import io.impasto.worker.transfers.Refusal;
import io.impasto.worker.transfers.TransferEvent.Reweighted;

/**
 * Other weights for one painting: hands each change to the engine once, after an evaluation, and tells what came of it.
 * Those that the checkpoint already holds are not made again. Used on the painting thread.
 */
final class Changes {

    private final Prepared.Job job;
    private final EventPublisher events;
    private TransferOptions inForce;
    private boolean begun;
    private Optional<String> latest = Optional.empty();

    Changes(Prepared.Job job, EventPublisher events) {
        this.job = job;
        this.events = events;
        this.inForce = job.inForce();
    }

    /**
     * Makes those that are new.
     *
     * @param wished all changes so far, in order
     * @param evaluation after which they take effect
     */
    void make(List<Change> wished, int evaluation) {
        int from = begun ? after(wished) : held(job.options(), wished, inForce, job.session()::reweighted);
        begun = true;
        for (Change change : wished.subList(from, wished.size())) {
            make(change, evaluation);
        }
        if (!wished.isEmpty()) {
            latest = Optional.of(wished.get(wished.size() - 1).control());
        }
    }

    /** The list may have lost its oldest; what was made last is found by its id. */
    private int after(List<Change> wished) {
        for (int i = wished.size(); i > 0; i--) {
            if (latest.equals(Optional.of(wished.get(i - 1).control()))) {
                return i;
            }
        }
        return 0;
    }

    private void make(Change change, int evaluation) {
        try {
            TransferOptions options = TransferOptions.fromJson(change.options());
            job.session().reweight(options);
            inForce = options.over(inForce);
            tell(change, evaluation, inForce, null);
        } catch (InvalidOption e) {
            tell(change, evaluation, null, Refusal.of(e).problem());
        }
    }

    private void tell(Change change, int evaluation, TransferOptions options, Problem problem) {
        events.publish(
                job.request().transfer(),
                job.request().trace(),
                new Reweighted(
                        job.lease().attempt(),
                        evaluation,
                        change.control(),
                        problem == null ? change.options() : null,
                        options == null ? null : options.toJson(),
                        problem));
    }

    /**
     * How many of the changes, from the first on, lead from the options that a painting began with to those in force; 0 if
     * that can't be told. Those that were refused changed nothing. To make one again does no harm: a change says what is to be, not by how much.
     */
    static int held(
            TransferOptions began,
            List<Change> wished,
            TransferOptions inForce,
            BinaryOperator<TransferOptions> reweighting) {
        TransferOptions options = began;
        int held = 0;
        for (int i = 0; i < wished.size(); i++) {
            try {
                options = reweighting.apply(
                        options, TransferOptions.fromJson(wished.get(i).options()));
            } catch (InvalidOption e) {
                continue;
            }
            if (options.toJson().equals(inForce.toJson())) {
                held = i + 1;
            }
        }
        return held;
    }
}
