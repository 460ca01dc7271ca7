package io.impasto.gateway.transfers;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.impasto.gateway.events.TransferEvent.Cancelled;
import io.impasto.gateway.events.TransferEvent.Completed;
import io.impasto.gateway.events.TransferEvent.Expired;
import io.impasto.gateway.events.TransferEvent.Failed;
import io.impasto.gateway.events.TransferEvent.Paused;
import io.impasto.gateway.events.TransferEvent.Progressed;
import io.impasto.gateway.events.TransferEvent.Report;
import io.impasto.gateway.events.TransferEvent.Reweighted;
import io.impasto.gateway.events.TransferEvent.Started;
import io.impasto.gateway.events.TransferEvent.Starting;

/**
 * What has become of a transfer so far, whatever is wished of it. Members that do not apply yet are null; JSON members are
 * as in the event.
 *
 * @param state how the work stands: never cancelling, and paused only once no worker has it
 * @param attempt the highest seen, 0 before the first
 * @param times when each state was last entered
 * @param options as they took effect
 * @param inputs the images that were fetched, where they were named by address
 * @param quality figures of the painting's likeness to its images
 * @param progress the attempt's latest {@code transfer.progressed}, without its attempt
 */
record Run(
        State state,
        int attempt,
        Map<State, Instant> times,
        String worker,
        JsonNode network,
        JsonNode options,
        JsonNode inputs,
        JsonNode progress,
        JsonNode losses,
        JsonNode result,
        JsonNode artifacts,
        JsonNode quality,
        JsonNode problem) {

    private static final String CHECKPOINT = "checkpoint";

    static final Run NONE =
            new Run(State.QUEUED, 0, Map.of(), null, null, null, null, null, null, null, null, null, null);

    Run {
        times = times.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(times));
    }

    /** The run once a paused transfer lies in the queue again; nothing, if it was begun anew already. */
    Run queuedAnew(int priorAttempts, Instant time) {
        return state == State.PAUSED && attempt <= priorAttempts
                ? copy().in(State.QUEUED, time).run()
                : this;
    }

    /**
     * The run after a report. The first terminal state stays. Reports of an attempt that was overtaken are ignored, but for
     * its completion: artifacts are write-once, so a stored painting is the transfer's painting, whoever painted it.
     */
    Run after(Report report) {
        boolean overtaken = report.attempt() < attempt && !(report instanceof Completed);
        if (state.terminal() || overtaken) {
            return this;
        }
        if (ends(report)) {
            return ended(report);
        }
        boolean late = report.attempt() == attempt && laidDown();
        if (late) {
            return this;
        }
        if (report instanceof Starting starting) {
            return starting(starting);
        }
        if (report instanceof Started started) {
            return started(started);
        }
        if (report instanceof Progressed progressed) {
            return progressed(progressed);
        }
        if (report instanceof Reweighted reweighted) {
            return reweighted(reweighted);
        }
        Copy next = begun(report);
        if (next.progress != null && report.data().has(CHECKPOINT)) {
            ObjectNode latest = next.progress.deepCopy();
            next.progress = latest.set(CHECKPOINT, report.data().get(CHECKPOINT));
        }
        return next.in(report instanceof Paused ? State.PAUSED : State.QUEUED, report.time())
                .run();
    }

    private static boolean ends(Report report) {
        return report instanceof Completed
                || report instanceof Failed
                || report instanceof Cancelled
                || report instanceof Expired;
    }

    /** Whether the attempt has given the transfer back: nothing but an end can follow of it. */
    private boolean laidDown() {
        return attempt > 0 && (state == State.QUEUED || state == State.PAUSED);
    }

    private Run starting(Starting event) {
        if (event.attempt() == attempt) {
            return this;
        }
        Copy next = begun(event).in(State.STARTING, event.time());
        next.worker = event.data().path("worker").textValue();
        return next.run();
    }

    private Run started(Started event) {
        JsonNode data = event.data();
        Copy next = begun(event).running(event);
        next.worker = data.path("worker").textValue();
        next.network = data.get("network");
        next.options = data.get("options");
        next.inputs = data.has("inputs") ? data.get("inputs") : inputs;
        return next.run();
    }

    private Run progressed(Progressed event) {
        if (event.attempt() == attempt && event.evaluation() < evaluation()) {
            return this;
        }
        ObjectNode latest = event.data().deepCopy();
        latest.remove("attempt");
        // Checkpoints are told once; the latest is to be seen until the next.
        if (!latest.has(CHECKPOINT) && progress != null && progress.has(CHECKPOINT)) {
            latest.set(CHECKPOINT, progress.get(CHECKPOINT));
        }
        Copy next = begun(event).running(event);
        next.progress = latest;
        return next.run();
    }

    private Run reweighted(Reweighted event) {
        Copy next = begun(event).running(event);
        next.options = event.data().has("options") ? event.data().get("options") : options;
        return next.run();
    }

    private Run ended(Report event) {
        Copy next = copy();
        next.attempt = event.attempt();
        JsonNode data = event.data();
        if (event instanceof Completed) {
            next.in(State.SUCCEEDED, event.time());
            next.network = data.has("network") ? data.get("network") : network;
            next.losses = data.get("losses");
            next.result = data.get("result");
            next.artifacts = data.get("artifacts");
            next.quality = data.get("quality");
        } else if (event instanceof Failed) {
            next.in(State.FAILED, event.time());
            next.problem = data.get("problem");
        } else if (event instanceof Cancelled) {
            next.in(State.CANCELLED, event.time());
        } else if (event instanceof Expired) {
            next.in(State.EXPIRED, event.time());
            next.problem = data.get("problem");
        }
        return next.run();
    }

    /** When it ended, or null. */
    Instant finishedAt() {
        return state.terminal() ? times.get(state) : null;
    }

    /** Whether a worker had taken it before that time, and it has not come into the queue again. */
    boolean takenBefore(Instant time) {
        Instant taken = times.getOrDefault(State.STARTING, times.get(State.RUNNING));
        return state != State.QUEUED && taken != null && taken.isBefore(time);
    }

    private int evaluation() {
        return progress == null ? 0 : progress.path("evaluation").asInt();
    }

    /** Without anything that belongs to the picture, for when that is removed. */
    Run bare() {
        return new Run(state, attempt, times, null, null, null, null, null, null, null, null, null, null);
    }

    /** As after the first word of the event's attempt: of a new one, nothing is known yet. */
    private Copy begun(Report event) {
        Copy next = copy();
        if (event.attempt() > attempt) {
            next.attempt = event.attempt();
            if (event instanceof Starting || event instanceof Started) {
                next.progress = null;
            }
        }
        return next;
    }

    private Copy copy() {
        return new Copy(this);
    }

    /** A run in the making; ends do not come back, so what they leave is not copied. */
    private static final class Copy {
        private final Map<State, Instant> times = new EnumMap<>(State.class);
        private final Run before;
        private State state;
        private int attempt;
        private String worker;
        private JsonNode network;
        private JsonNode options;
        private JsonNode inputs;
        private JsonNode progress;
        private JsonNode losses;
        private JsonNode result;
        private JsonNode artifacts;
        private JsonNode quality;
        private JsonNode problem;

        Copy(Run run) {
            times.putAll(run.times);
            before = run;
            state = run.state;
            attempt = run.attempt;
            worker = run.worker;
            network = run.network;
            options = run.options;
            inputs = run.inputs;
            progress = run.progress;
        }

        Copy in(State next, Instant time) {
            state = next;
            times.put(next, time);
            return this;
        }

        /** Running since the event, or if it was, since before. */
        Copy running(Report event) {
            boolean was = before.state == State.RUNNING && before.attempt == event.attempt();
            return was ? this : in(State.RUNNING, event.time());
        }

        Run run() {
            return new Run(
                    state, attempt, times, worker, network, options, inputs, progress, losses, result, artifacts,
                    quality, problem);
        }
    }
}
