package io.impasto.worker.painting;

import java.time.Duration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.impasto.engine.transfer.Directive;
import io.impasto.engine.transfer.Evaluation;
import io.impasto.engine.transfer.TransferListener;
import io.impasto.worker.queue.Lease;
import io.impasto.worker.settings.WorkerSettings;
import io.impasto.worker.storage.Storage;
import io.impasto.worker.storage.StorageRefused;
import io.impasto.worker.storage.StorageUnavailable;

/**
 * One painting in progress: hears of each evaluation on the painting thread, keeps the losses, and hands reports and
 * checkpoints to threads beside it, no more often than is due. Stops the painting when the lease says so.
 */
final class Easel implements TransferListener {

    private static final Logger LOG = LoggerFactory.getLogger(Easel.class);
    private static final Duration LAST_WORDS = Duration.ofSeconds(4);

    private final Prepared.Job job;
    private final Storage storage;
    private final PaintingMetrics metrics;
    private final Latest<ProgressReport> reports;
    private final Latest<SavedPainting> checkpoints;
    private LossTable losses;
    private final Schedule progress;
    private final Schedule preview;
    private final Schedule checkpoint;
    private int rollbacks;

    Easel(
            Prepared.Job job,
            ProgressReporter reporter,
            Storage storage,
            PaintingMetrics metrics,
            WorkerSettings settings) {
        this.job = job;
        this.storage = storage;
        this.metrics = metrics;
        this.reports = new Latest<>("progress", reporter::tell, ProgressReport::choose);
        this.checkpoints = new Latest<>("checkpoints", this::save, (waiting, next) -> next);
        this.losses = job.saved().map(saved -> new LossTable(saved.losses())).orElseGet(LossTable::new);
        this.rollbacks = job.saved().map(SavedPainting::rollbacks).orElse(0);
        this.progress = Schedule.dueNow(settings.progressInterval());
        this.preview = Schedule.dueNow(settings.previewInterval());
        this.checkpoint = Schedule.dueLater(settings.checkpointInterval());
    }

    @Override
    public Directive evaluated(Evaluation evaluation) {
        metrics.evaluated(evaluation.perSecond());
        losses.add(evaluation.number(), evaluation.level(), evaluation.losses(), evaluation.rolledBack());
        rollbacks += evaluation.rolledBack() ? 1 : 0;
        return switch (job.lease().signal()) {
            case GO_ON -> {
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

    private void report(Evaluation evaluation) {
        if (progress.due()) {
            boolean picture = reports.idle() && preview.due();
            reports.offer(ProgressReport.of(job.lease().attempt(), evaluation, picture));
        }
    }

    private void keep(Evaluation evaluation) {
        checkpoints.offer(
                new SavedPainting(job.request().request(), rollbacks, losses.toString(), evaluation.checkpoint()));
    }

    private void save(SavedPainting painting) {
        if (job.lease().signal() == Lease.Signal.ABANDON) {
            return;
        }
        try {
            storage.store(
                    job.request().transfer(),
                    job.lease().attempt(),
                    SavedPainting.NAME,
                    SavedPainting.MEDIA_TYPE,
                    painting.toBytes());
            metrics.checkpoint();
        } catch (StorageUnavailable | StorageRefused e) {
            LOG.warn("{}: a checkpoint was left out: {}", job.lease(), e.getMessage());
        }
    }

    /** The table of all evaluations, those of earlier attempts included. */
    LossTable losses() {
        return losses;
    }

    /** How often the guard went back, in all attempts. */
    int rollbacks() {
        return rollbacks;
    }

    /** Forgets what an earlier attempt left: its checkpoint can't be used. */
    void startAnew() {
        losses = new LossTable();
        rollbacks = 0;
    }

    /** Says what still waits, so that it comes before the result; drops a checkpoint that waits. */
    void finish() {
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
