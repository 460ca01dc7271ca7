package io.impasto.gateway.transfers;

import java.time.Instant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.impasto.gateway.events.TransferEvent.Completed;
import io.impasto.gateway.events.TransferEvent.Failed;
import io.impasto.gateway.events.TransferEvent.Progressed;
import io.impasto.gateway.events.TransferEvent.Report;
import io.impasto.gateway.events.TransferEvent.Started;

/**
 * What workers have made of a transfer so far. Members that do not apply yet are null; JSON members are as in the event.
 *
 * @param attempt the highest seen, 0 before the first
 * @param options as they took effect
 * @param progress the attempt's latest {@code transfer.progressed}, without its attempt
 */
record Run(
        State state,
        int attempt,
        Instant startedAt,
        Instant finishedAt,
        String worker,
        JsonNode network,
        JsonNode options,
        JsonNode progress,
        JsonNode losses,
        JsonNode result,
        JsonNode artifacts,
        JsonNode problem) {

    static final Run NONE = new Run(State.QUEUED, 0, null, null, null, null, null, null, null, null, null, null);

    /**
     * The run after a report. The first terminal state stays. Reports of an attempt that was overtaken are ignored, but for
     * its completion: artifacts are write-once, so a stored painting is the transfer's painting, whoever painted it.
     */
    Run after(Report report) {
        boolean overtaken = report.attempt() < attempt && !(report instanceof Completed);
        if (state.terminal() || overtaken) {
            return this;
        }
        if (report instanceof Started started) {
            return started(started);
        }
        if (report instanceof Progressed progressed) {
            return progressed(progressed);
        }
        if (report instanceof Completed completed) {
            return completed(completed);
        }
        return failed((Failed) report);
    }

    private Run started(Started event) {
        JsonNode data = event.data();
        Instant since = event.attempt() == attempt && startedAt != null ? startedAt : event.time();
        return new Run(
                State.RUNNING,
                event.attempt(),
                since,
                null,
                data.path("worker").textValue(),
                data.get("network"),
                data.get("options"),
                event.attempt() == attempt ? progress : null,
                null,
                null,
                null,
                null);
    }

    private Run progressed(Progressed event) {
        if (event.attempt() == attempt && event.evaluation() < evaluation()) {
            return this;
        }
        ObjectNode latest = event.data().deepCopy();
        latest.remove("attempt");
        Instant since = startedAt == null ? event.time() : startedAt;
        return new Run(
                State.RUNNING, event.attempt(), since, null, worker, network, options, latest, null, null, null, null);
    }

    private Run completed(Completed event) {
        JsonNode data = event.data();
        return new Run(
                State.SUCCEEDED,
                event.attempt(),
                startedAt,
                event.time(),
                worker,
                data.has("network") ? data.get("network") : network,
                options,
                progress,
                data.get("losses"),
                data.get("result"),
                data.get("artifacts"),
                null);
    }

    private Run failed(Failed event) {
        return new Run(
                State.FAILED,
                event.attempt(),
                startedAt,
                event.time(),
                worker,
                network,
                options,
                progress,
                null,
                null,
                null,
                event.data().get("problem"));
    }

    private int evaluation() {
        return progress == null ? 0 : progress.path("evaluation").asInt();
    }
}
