package io.impasto.gateway.transfers;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;

import io.impasto.gateway.events.TransferEvent;
import io.impasto.gateway.events.TransferEvent.Report;
import io.impasto.gateway.events.TransferEvent.Requested;
import io.impasto.gateway.events.TransferRequest;

/**
 * The latest state of a transfer: what was asked for, what came of it, where its events lie. A value; what changes it is
 * {@link #fold}, and two views of the same transfer meet in {@link #join}.
 */
public record Transfer(UUID id, Order order, Run run, EventSpan events) {

    private static Transfer unknown(UUID id) {
        return new Transfer(id, null, Run.NONE, null);
    }

    /**
     * The state after an event. Pure, and safe to repeat: an event folded twice, or late, changes nothing that counts.
     *
     * @param state before, or null if nothing is known of the transfer; events may come before their request
     */
    public static Transfer fold(Transfer state, TransferEvent event) {
        Transfer before = state == null ? unknown(event.transfer()) : state;
        if (event instanceof Requested requested) {
            return before.known()
                    ? before
                    : new Transfer(
                            before.id,
                            new Order(requested.head().id(), requested.time(), requested.request()),
                            before.run,
                            before.events);
        }
        Run after = before.run.after((Report) event);
        long offset = event.position().offset();
        EventSpan span = before.events == null ? EventSpan.of(event.position()) : before.events.from(offset);
        boolean changed = !after.equals(before.run);
        return new Transfer(before.id, before.order, after, changed ? span.until(offset) : span);
    }

    /**
     * What two readers of the same events know together. Where both know a different end, the first argument's stays.
     *
     * @param state the one that decides, as the compacted topic has it; null if there is none
     * @param other any other view of the same transfer; null if there is none
     */
    static Transfer join(Transfer state, Transfer other) {
        if (state == null || other == null) {
            return state == null ? other : state;
        }
        boolean otherAhead = other.aheadOf(state);
        Transfer ahead = otherAhead ? other : state;
        Transfer behind = otherAhead ? state : other;
        EventSpan span = ahead.events == null
                ? behind.events
                : behind.events == null ? ahead.events : ahead.events.from(behind.events.first());
        return new Transfer(state.id, state.known() ? state.order : other.order, ahead.run, span);
    }

    /** Whether this view knows more: the end, or else what came of a later event. */
    private boolean aheadOf(Transfer other) {
        if (terminal() || other.terminal()) {
            return !other.terminal();
        }
        return events != null && (other.events == null || events.last() > other.events.last());
    }

    /** Whether the request has been seen; before that, the transfer is not shown to anyone. */
    public boolean known() {
        return order != null;
    }

    public State state() {
        return run.state();
    }

    public boolean terminal() {
        return run.state().terminal();
    }

    /** Only of a {@linkplain #known() known} transfer. */
    public TransferRequest request() {
        return order.request();
    }

    public Instant createdAt() {
        return order.createdAt();
    }

    /** {@code ce_id} of the request that counts. */
    public String requestEvent() {
        return order.event();
    }

    /** When it ended, or null. */
    public Instant finishedAt() {
        return run.finishedAt();
    }

    /** The stored painting, artifact.v1, or null. */
    public JsonNode result() {
        return run.result();
    }

    /** Why it failed, problem.v1, or null. */
    public JsonNode problem() {
        return run.problem();
    }

    /** The latest progress event's data, or null. */
    public JsonNode progress() {
        return run.progress();
    }
}
