package io.impasto.worker.painting;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.impasto.engine.image.ImageException;
import io.impasto.engine.image.Opacity;
import io.impasto.engine.transfer.Checkpoint;
import io.impasto.engine.transfer.CheckpointRefused;
import io.impasto.engine.transfer.InvalidOption;
import io.impasto.engine.transfer.TransferOutcome;
import io.impasto.tracing.Spans;
import io.impasto.worker.controls.Wish.Course;
import io.impasto.worker.controls.Wishes;
import io.impasto.worker.presence.Paces;
import io.impasto.worker.presence.Stopwatch;
import io.impasto.worker.queue.Lease;
import io.impasto.worker.queue.Verdict;
import io.impasto.worker.queue.Work;
import io.impasto.worker.settings.WorkerSettings;
import io.impasto.worker.storage.Storage;
import io.impasto.worker.transfers.EventPublisher;
import io.impasto.worker.transfers.Incoming;
import io.impasto.worker.transfers.Problem;
import io.impasto.worker.transfers.Refusal;
import io.impasto.worker.transfers.RequestReader;
import io.impasto.worker.transfers.Trace;
import io.impasto.worker.transfers.TransferEvent;
import io.impasto.worker.transfers.TransferEvent.Cancelled;
import io.impasto.worker.transfers.TransferEvent.Expired;
import io.impasto.worker.transfers.TransferEvent.Failed;
import io.impasto.worker.transfers.TransferEvent.Paused;
import io.impasto.worker.transfers.TransferEvent.Released;
import io.impasto.worker.transfers.TransferEvent.Saved;
import io.impasto.worker.transfers.TransferEvent.Starting;
import io.impasto.worker.transfers.TransferRequest;

/**
 * Works on one request at a time and decides how its lease ends. Whatever is published as final is with the brokers before
 * the verdict is given, so a crash at any point means that another attempt finds out and does what is left.
 */
final class Painter implements Work {

    private static final Logger LOG = LoggerFactory.getLogger(Painter.class);
    private static final double NANOS = 1e9;
    private static final String STOPS = "the worker stops";

    private final String name;
    private final WorkerSettings settings;
    private final Studio studio;
    private final Storage storage;
    private final EventPublisher events;
    private final Wishes wishes;
    private final PaintingMetrics metrics;
    private final Paces paces;
    private final Preparation preparation;
    private final Images images;
    private final Spans spans;
    private final Gallery gallery;
    private Attempt attempt;

    Painter(
            String name,
            WorkerSettings settings,
            Studio studio,
            Storage storage,
            EventPublisher events,
            Wishes wishes,
            PaintingMetrics metrics,
            Paces paces,
            Preparation preparation,
            Images images,
            Spans spans) {
        this.name = name;
        this.settings = settings;
        this.studio = studio;
        this.storage = storage;
        this.events = events;
        this.wishes = wishes;
        this.metrics = metrics;
        this.paces = paces;
        this.preparation = preparation;
        this.images = images;
        this.spans = spans;
        this.gallery = new Gallery(storage, name);
    }

    @Override
    public Verdict work(Lease lease) {
        try (Attempt begun = new Attempt(spans, lease, RequestReader.read(lease.record()))) {
            attempt = begun;
            return work(lease, begun.incoming());
        }
    }

    private Verdict work(Lease lease, Incoming incoming) {
        Patience patience = new Patience(lease, settings.patience());
        try {
            return work(lease, incoming, patience);
        } catch (Stopped e) {
            LOG.info("{}: given back", lease);
            released(lease, incoming, STOPS);
            return ended("stopped", Verdict.RELEASE);
        } catch (OutOfPatience e) {
            LOG.warn("{}: given back: {}", lease, e.getMessage());
            released(lease, incoming, e.getMessage());
            return ended("released", Verdict.RELEASE);
        }
    }

    private Verdict work(Lease lease, Incoming incoming, Patience patience) {
        if (incoming instanceof Incoming.Accepted accepted) {
            return paint(lease, accepted.request(), patience);
        }
        if (incoming instanceof Incoming.Refused refused) {
            return refuse(lease, refused, patience);
        }
        if (incoming instanceof Incoming.Unreadable unreadable) {
            LOG.warn("{}: put aside, because {}", lease, unreadable.reason());
            bury(lease, unreadable.reason(), patience);
            return ended("unreadable", Verdict.REJECT);
        }
        LOG.debug("{}: skipped, no request: {}", lease, incoming);
        return ended("foreign", Verdict.ACCEPT);
    }

    /** Said without waiting: it is only for those who watch. */
    private void released(Lease lease, Incoming incoming, String reason) {
        if (incoming instanceof Incoming.Accepted accepted) {
            released(lease, accepted.request(), Optional.empty(), reason);
        }
    }

    private void released(Lease lease, TransferRequest request, Optional<Integer> kept, String reason) {
        if (lease.signal() != Lease.Signal.ABANDON) {
            Released released = new Released(lease.attempt(), kept.orElse(null), reason);
            events.publish(request.transfer(), request.trace(), released);
        }
    }

    /** Who sends nonsense about a transfer that is another's must not make it fail. */
    private Verdict refuse(Lease lease, Incoming.Refused refused, Patience patience) {
        boolean claimed =
                patience.call(() -> storage.traced(refused.trace()).claim(refused.transfer(), refused.request()));
        return claimed
                ? fail(lease, refused.transfer(), refused.trace(), refused.problem(), patience)
                : drop(lease, refused.transfer());
    }

    private Verdict drop(Lease lease, String transfer) {
        LOG.info("{}: dropped, another request has claimed transfer {}", lease, transfer);
        return ended("duplicate", Verdict.ACCEPT);
    }

    private Verdict paint(Lease lease, TransferRequest request, Patience patience) {
        if (lease.deliveries() > settings.maxAttempts()) {
            if (!numbered(lease, request, patience)) {
                return drop(lease, request.transfer());
            }
            bury(lease, "all " + settings.maxAttempts() + " attempts ended without a result", patience);
            Problem problem = Problem.attemptsExhausted(settings.maxAttempts());
            return fail(lease, request.transfer(), request.trace(), problem, patience);
        }
        long begun = System.nanoTime();
        try {
            Prepared prepared = preparation.prepare(
                    lease,
                    request,
                    studio,
                    heeding(request, patience),
                    () -> events.publish(request.transfer(), request.trace(), new Starting(lease.attempt(), name)));
            if (prepared instanceof Prepared.Job job) {
                return paint(job, begun, patience);
            }
            if (prepared instanceof Prepared.Done done) {
                publish(request, done.event(), patience);
                return ended("repeated", Verdict.ACCEPT);
            }
            return drop(lease, request.transfer());
        } catch (Turned e) {
            return preparation.claim(lease, request, patience)
                    ? obey(e.course(), lease, request, kept(request, patience), Optional.empty(), patience)
                    : drop(lease, request.transfer());
        } catch (Refusal e) {
            return fail(lease, request.transfer(), request.trace(), e.problem(), patience);
        } catch (InvalidOption e) {
            return fail(
                    lease, request.transfer(), request.trace(), Refusal.of(e).problem(), patience);
        } catch (ImageException e) {
            Problem problem = Problem.image(e.reason().code(), e.getMessage());
            return fail(lease, request.transfer(), request.trace(), problem, patience);
        }
    }

    /** A failure that no store can fence is better than none: without one the transfer would never end. */
    private boolean numbered(Lease lease, TransferRequest request, Patience patience) {
        try {
            return preparation.claim(lease, request, patience);
        } catch (OutOfPatience e) {
            LOG.warn("{}: fails without a claim: {}", lease, e.getMessage());
            return true;
        }
    }

    private Patience heeding(TransferRequest request, Patience patience) {
        return patience.heeding(() -> wishes.of(request.transfer()).at(Instant.now(), request.deadline()));
    }

    /** Evaluation of the checkpoint that an earlier attempt left. */
    private Optional<Integer> kept(TransferRequest request, Patience patience) {
        return patience.call(() -> storage.traced(request.trace()).artifact(request.transfer(), Watch.CHECKPOINT))
                .flatMap(Preparation::read)
                .map(Checkpoint::evaluation);
    }

    /**
     * Says that the transfer ends or rests, as was asked.
     *
     * @param picture of the last checkpoint, if nothing has told of it
     */
    private Verdict obey(
            Course course,
            Lease lease,
            TransferRequest request,
            Optional<Integer> done,
            Optional<Saved> picture,
            Patience patience) {
        int attempt = lease.attempt();
        TransferEvent event =
                switch (course) {
                    case CANCEL -> new Cancelled(attempt, done.orElse(null));
                    case PAUSE -> new Paused(attempt, done.orElse(0), picture.orElse(null));
                    case EXPIRE -> new Expired(
                            attempt,
                            done.orElse(null),
                            Problem.deadlinePassed(request.deadline().orElseThrow()));
                    case GO_ON -> throw new IllegalStateException("nothing was asked");
                };
        LOG.info("{}: {} is {}", lease, request.transfer(), event.verb());
        publish(request, event, patience);
        if (event.terminal()) {
            gallery.tidy(request);
        }
        return ended(event.verb(), Verdict.ACCEPT);
    }

    private Verdict paint(Prepared.Job job, long begun, Patience patience) {
        TransferRequest request = job.request();
        events.publish(request.transfer(), request.trace(), job.started(name));
        metrics.announced(begun);
        LOG.info(
                "{}: painting {} at {} x {}{}",
                job.lease(),
                request.transfer(),
                job.size().width(),
                job.size().height(),
                job.saved()
                        .map(saved -> " from evaluation " + saved.evaluation() + " on")
                        .orElse(""));
        long loading = System.nanoTime();
        Images.Pictures pictures = attempt.part("load", () -> images.load(job, heeding(request, patience)));
        metrics.loaded(loading);

        ProgressReporter reporter = new ProgressReporter(
                job.lease(), request, pictures.opacity(), storage, events, metrics, settings.previewQuality());
        long computing = System.nanoTime();
        Watch watch = new Watch(
                job, reporter, storage, metrics, settings, new Changes(job, events), wishes, Stopwatch.ofJob(paces));
        Listening listening = new Listening(job);
        try {
            TransferOutcome outcome = attempt.part("compute", () -> paint(job, pictures, watch));
            metrics.computed(computing);
            if (outcome.finished()) {
                watch.finish();
                return complete(job, outcome, pictures.opacity(), watch, begun, patience);
            }
            if (watch.course() != Course.GO_ON) {
                // Before it is settled nothing else may be said or stored of it.
                watch.finish();
                watch.keepLast(patience);
                return obey(watch.course(), job.lease(), request, watch.done(), reporter.untold(), patience);
            }
        } finally {
            listening.end();
            watch.close();
        }
        if (job.lease().signal() != Lease.Signal.GO_ON) {
            LOG.info("{}: given back", job.lease());
            released(job.lease(), request, watch.done(), STOPS);
            return ended("stopped", Verdict.RELEASE);
        }
        // Nobody asked it to stop, and yet it did: let another attempt go on.
        LOG.error("{}: the engine stopped unasked", job.lease());
        return ended("released", Verdict.RELEASE);
    }

    private static TransferOutcome paint(Prepared.Job job, Images.Pictures pictures, Watch watch) {
        try {
            return paint(job, pictures, job.saved(), watch);
        } catch (CheckpointRefused e) {
            LOG.warn("{}: starting anew: {}", job.lease(), e.getMessage());
            return paint(job, pictures, Optional.empty(), watch);
        }
    }

    private static TransferOutcome paint(
            Prepared.Job job, Images.Pictures pictures, Optional<Checkpoint> saved, Watch watch) {
        return job.session()
                .paint(
                        job.options(),
                        pictures.content(),
                        pictures.styles(),
                        pictures.guides(),
                        pictures.start(),
                        saved,
                        watch);
    }

    private Verdict complete(
            Prepared.Job job,
            TransferOutcome outcome,
            Optional<Opacity> opacity,
            Watch watch,
            long begun,
            Patience patience) {
        long storing = System.nanoTime();
        attempt.part("store", () -> {
            double seconds = (System.nanoTime() - begun) / NANOS;
            publish(job.request(), gallery.hang(job, outcome, opacity, seconds, patience), patience);
            return true;
        });
        metrics.stored(storing);
        metrics.painted(job.network().name(), job.size().longSide(), begun);
        if (job.saved().isEmpty()) {
            double around = (System.nanoTime() - begun) / NANOS - watch.painted();
            paces.job(job.network().name(), job.size().pixels(), around);
        }
        watch.close();
        gallery.tidy(job.request());
        LOG.info(
                "{}: {} is done after {} s",
                job.lease(),
                job.request().transfer(),
                (System.nanoTime() - begun) / NANOS);
        return ended("completed", Verdict.ACCEPT);
    }

    private Verdict fail(Lease lease, String transfer, Trace trace, Problem problem, Patience patience) {
        LOG.info("{}: {} fails: {}", lease, transfer, problem.detail());
        Failed failed = new Failed(lease.attempt(), problem);
        patience.call(() -> await(events.publish(transfer, trace, failed)));
        return ended("failed", Verdict.REJECT);
    }

    private void publish(TransferRequest request, TransferEvent event, Patience patience) {
        patience.call(() -> await(events.publish(request.transfer(), request.trace(), event)));
    }

    private void bury(Lease lease, String reason, Patience patience) {
        patience.call(() -> await(events.bury(lease.record(), reason)));
    }

    private static boolean await(CompletableFuture<Void> publication) {
        EventPublisher.await(publication);
        return true;
    }

    private Verdict ended(String outcome, Verdict verdict) {
        metrics.ended(outcome);
        attempt.ended(outcome);
        return verdict;
    }

    /** While it lasts, the engine stops at the lease's signal: at once if the lease is lost, else if it takes too long. */
    private final class Listening {

        private final Prepared.Job job;
        private boolean over;

        Listening(Prepared.Job job) {
            this.job = job;
            job.lease().onSignal(this::heard);
        }

        private void heard(Lease.Signal signal) {
            if (signal == Lease.Signal.ABANDON) {
                stop();
            } else {
                CompletableFuture.delayedExecutor(settings.drainTimeout().toMillis(), TimeUnit.MILLISECONDS)
                        .execute(this::stop);
            }
        }

        private synchronized void stop() {
            if (!over) {
                job.session().stop();
            }
        }

        synchronized void end() {
            over = true;
        }
    }
}
