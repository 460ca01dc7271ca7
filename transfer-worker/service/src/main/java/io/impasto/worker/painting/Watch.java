package io.impasto.worker.painting;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.impasto.engine.image.Picture;
import io.impasto.engine.transfer.Checkpoint;
import io.impasto.engine.transfer.Directive;
import io.impasto.engine.transfer.Evaluation;
import io.impasto.engine.transfer.TransferListener;
import io.impasto.worker.controls.Wish;
import io.impasto.worker.controls.Wish.Course;
import io.impasto.worker.controls.Wishes;
import io.impasto.worker.presence.Stopwatch;
import io.impasto.worker.queue.Lease;
import io.impasto.worker.settings.WorkerSettings;
import io.impasto.worker.storage.Storage;
import io.impasto.worker.storage.StorageRefused;
import io.impasto.worker.storage.StorageUnavailable;
import io.impasto.worker.transfers.Artifact;

/**
 * Watches one painting: hears of each evaluation on the painting thread, and hands reports and checkpoints to threads
 * beside it, no more often than is due. Stops the painting when the lease says so.
 */
final class Watch implements TransferListener {

    /** What an unfinished painting leaves to go on from. */
    static final String CHECKPOINT = "checkpoint.bin";

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final Duration LAST_WORDS = Duration.ofSeconds(4);
    /** Storing a checkpoint takes the painting's own cores: at most a tenth of the time, however large it is. */
    private static final int REST = 9;

    private final Prepared.Job job;
    private final Storage storage;
    private final PaintingMetrics metrics;
    private final Changes changes;
    private final Wishes wishes;
    private final Latest<ProgressReport> reports;
    private final ProgressReporter reporter;
    private final Latest<Painted> checkpoints;
    private final Schedule progress;
    private final Schedule preview;
    private final Schedule checkpoint;
    private final Pace pace;
    private final Stopwatch stopwatch;
    private Course course = Course.GO_ON;
    private Optional<Painted> last = Optional.empty();
    private volatile Optional<Integer> done;

    Watch(
            Prepared.Job job,
            ProgressReporter reporter,
            Storage storage,
            PaintingMetrics metrics,
            WorkerSettings settings,
            Changes changes,
            Wishes wishes,
            Stopwatch stopwatch) {
        this.job = job;
        this.reporter = reporter;
        this.done = job.saved().map(Checkpoint::evaluation);
        this.storage = storage;
        this.metrics = metrics;
        this.changes = changes;
        this.wishes = wishes;
        this.stopwatch = stopwatch;
        this.reports = new Latest<>("progress", reporter::tell, ProgressReport::choose);
        this.checkpoints = new Latest<>("checkpoints", this::save, (waiting, next) -> next);
        this.progress = Schedule.dueNow(settings.progressInterval());
        this.preview = Schedule.dueNow(settings.previewInterval());
        this.checkpoint = Schedule.dueLater(settings.checkpointInterval());
        this.pace = new Pace(settings.evaluationInterval());
    }

    @Override
    public Directive evaluated(Evaluation evaluation) {
        metrics.evaluated(evaluation.perSecond());
        pace.keep();
        stopwatch.evaluated(evaluation);
        return switch (job.lease().signal()) {
            case GO_ON -> {
                Wish wish = wishes.of(job.request().transfer());
                course = wish.at(Instant.now(), job.request().deadline());
                if (course != Course.GO_ON) {
                    end(evaluation);
                    yield Directive.STOP;
                }
                changes.make(wish.changes(), evaluation.number());
                report(evaluation);
                // A store that is slower than the schedule gets fewer checkpoints, not a queue of them.
                if (checkpoints.idle() && checkpoint.due()) {
                    keep(evaluation);
                }
                yield Directive.CONTINUE;
            }
            case DRAIN -> {
                keep(evaluation);
                yield Directive.STOP;
            }
            case ABANDON -> Directive.STOP;
        };
    }

    /** What is kept of an evaluation: to go on from, and to look at. */
    private record Painted(Checkpoint checkpoint, Picture picture) {

        static Painted of(Evaluation evaluation) {
            return new Painted(evaluation.checkpoint(), evaluation.picture());
        }
    }

    private void end(Evaluation evaluation) {
        if (course != Course.PAUSE) {
            done = Optional.of(evaluation.number());
        } else if (Memory.hasRoomForCheckpoint(evaluation.width(), evaluation.height())) {
            last = Optional.of(Painted.of(evaluation));
        }
    }

    /** Seconds that all levels took, once it is finished. */
    double painted() {
        return stopwatch.painted();
    }

    /** Where the transfer was to go when the painting stopped. */
    Course course() {
        return course;
    }

    /** Evaluations done: what is kept of them, where it is to go on some day. */
    Optional<Integer> done() {
        return done;
    }

    /** Stores the checkpoint of a pause; waits for the store rather than losing it. */
    void keepLast(Patience patience) {
        // An older one that is still being stored must not come after it.
        checkpoints.close(LAST_WORDS);
        last.ifPresent(painted -> {
            patience.call(() -> store(painted.checkpoint()));
            reporter.saved(painted.checkpoint().evaluation(), painted.picture());
        });
    }

    /** Stores it in place of an earlier one; what is done is then kept up to there. */
    private Artifact store(Checkpoint painting) {
        Artifact stored = storage.traced(job.request().trace())
                .store(
                        job.request().transfer(),
                        job.lease().attempt(),
                        CHECKPOINT,
                        "application/octet-stream",
                        painting.toBytes());
        metrics.checkpoint();
        done = Optional.of(painting.evaluation());
        return stored;
    }

    private void report(Evaluation evaluation) {
        if (progress.due()) {
            boolean picture = reports.idle() && preview.due();
            reports.offer(ProgressReport.of(job.lease().attempt(), evaluation, picture));
        }
    }

    private void keep(Evaluation evaluation) {
        if (Memory.hasRoomForCheckpoint(evaluation.width(), evaluation.height())) {
            checkpoints.offer(Painted.of(evaluation));
        } else {
            LOG.warn(
                    "{}: no checkpoint at {} x {}: the heap is too small for one beside the painting",
                    job.lease(),
                    evaluation.width(),
                    evaluation.height());
        }
    }

    private void save(Painted painted) {
        if (job.lease().signal() == Lease.Signal.ABANDON) {
            return;
        }
        long start = System.nanoTime();
        try {
            int evaluation = painted.checkpoint().evaluation();
            store(painted.checkpoint());
            LOG.debug("{}: checkpoint at evaluation {}", job.lease(), evaluation);
            reporter.saved(evaluation, painted.picture());
        } catch (StorageUnavailable | StorageRefused e) {
            LOG.warn("{}: a checkpoint was left out: {}", job.lease(), e.getMessage());
        }
        checkpoint.rest(Duration.ofNanos(REST * (System.nanoTime() - start)));
    }

    /** Says what still waits, so that it comes before the result; drops a checkpoint that waits. */
    void finish() {
        stopwatch.stop();
        reports.close(LAST_WORDS);
        checkpoints.drop();
    }

    /** Says and stores what still waits, unless the lease is lost. */
    void close() {
        if (job.lease().signal() == Lease.Signal.ABANDON) {
            reports.drop();
            checkpoints.drop();
        } else {
            reports.close(LAST_WORDS);
            checkpoints.close(LAST_WORDS);
        }
    }
}
