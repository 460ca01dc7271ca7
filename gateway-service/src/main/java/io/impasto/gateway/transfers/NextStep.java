package io.impasto.gateway.transfers;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.impasto.gateway.events.EventTypes;
import io.impasto.gateway.events.EventWriter;
import io.impasto.gateway.events.Json;
import io.impasto.gateway.events.Position;
import io.impasto.gateway.events.TransferEvent;
import io.impasto.gateway.events.TransferEvent.Cancelled;
import io.impasto.gateway.events.TransferEvent.Expired;
import io.impasto.gateway.events.TransferEvent.Head;
import io.impasto.gateway.events.TransferEvent.Requested;

/**
 * What has to be said of a transfer that no worker has, because no worker will say it. Pure; saying it twice does no harm:
 * an end has one id whoever says it, and of two records in the queue only one can claim the next attempt.
 *
 * <pre>
 *   work                    wish     what is said
 *   paused                  run      the request anew
 *   queued                  any      the request anew, every {@linkplain #FADING three days}
 *   paused, queued          cancel   transfer.cancelled
 *   paused, queued          any      transfer.expired, from the deadline on
 *   starting, running       any      transfer.expired, once the deadline is past by the {@linkplain #GRACE grace}
 * </pre>
 */
public final class NextStep {

    /** Seconds after a deadline in which the worker that has the transfer may say so itself. */
    static final int GRACE = 10;

    /** For how long a request is trusted to lie in the queue: the topic forgets it after seven days, taken or not. */
    static final Duration FADING = Duration.ofDays(3);

    private NextStep() {}

    /** What has to be said now, if anything; to the millisecond, as all events are. */
    public static Optional<TransferEvent> of(Transfer transfer, Instant clock) {
        Instant now = clock.truncatedTo(ChronoUnit.MILLIS);
        State work = transfer.run().state();
        if (!transfer.known() || work.terminal()) {
            return Optional.empty();
        }
        boolean idle = work == State.QUEUED || work == State.PAUSED;
        if (idle && transfer.wishes().wish() == Wishes.Wish.CANCEL) {
            return Optional.of(cancelled(transfer, now));
        }
        Instant deadline = deadline(transfer);
        if (deadline != null && !deadline.isAfter(now)) {
            return Optional.of(expired(transfer, now));
        }
        boolean resumed = work == State.PAUSED && transfer.wishes().wish() == Wishes.Wish.RUN;
        boolean faded = work == State.QUEUED && !fading(transfer).isAfter(now);
        return resumed || faded ? Optional.of(anew(transfer, now)) : Optional.empty();
    }

    /** When the clock alone will make something to be said, or null. */
    public static Instant due(Transfer transfer) {
        if (!transfer.known() || transfer.terminal()) {
            return null;
        }
        Instant deadline = deadline(transfer);
        if (transfer.run().state() != State.QUEUED) {
            return deadline;
        }
        Instant fading = fading(transfer);
        return deadline != null && deadline.isBefore(fading) ? deadline : fading;
    }

    /** When it is given up, or null. */
    private static Instant deadline(Transfer transfer) {
        Instant deadline = transfer.request().deadline();
        boolean atWork = transfer.run().state().atWork();
        return deadline != null && atWork ? deadline.plusSeconds(GRACE) : deadline;
    }

    private static Instant fading(Transfer transfer) {
        return transfer.order().requestedAt().plus(FADING);
    }

    private static Cancelled cancelled(Transfer transfer, Instant now) {
        ObjectNode data = Json.MAPPER.createObjectNode().put("attempt", transfer.attempt());
        evaluation(transfer, data);
        return new Cancelled(head(transfer, EventTypes.CANCELLED, now), transfer.attempt(), data);
    }

    private static Expired expired(Transfer transfer, Instant now) {
        ObjectNode data = Json.MAPPER.createObjectNode().put("attempt", transfer.attempt());
        evaluation(transfer, data);
        data.putObject("problem")
                .put("type", "urn:impasto:problem:deadline-passed")
                .put("title", "The deadline has passed")
                .put("status", 504)
                .put("detail", "It was to be given up at " + transfer.request().deadline() + " and had not ended.");
        return new Expired(head(transfer, EventTypes.EXPIRED, now), transfer.attempt(), data);
    }

    private static void evaluation(Transfer transfer, ObjectNode data) {
        if (transfer.progress() != null && transfer.progress().has("evaluation")) {
            data.set("evaluation", transfer.progress().get("evaluation"));
        }
    }

    /** The same request, told from a new one by the attempts it has behind it. */
    private static Requested anew(Transfer transfer, Instant now) {
        Head head = new Head(transfer.requestEvent(), transfer.id(), now, Position.NOWHERE, transfer.trace());
        return new Requested(head, transfer.request(), transfer.attempt());
    }

    private static Head head(Transfer transfer, String type, Instant now) {
        return new Head(EventWriter.endId(transfer.id(), type), transfer.id(), now, Position.NOWHERE, transfer.trace());
    }
}
