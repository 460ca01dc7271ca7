package io.impasto.gateway.transfers;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;

import io.impasto.gateway.events.Trace;
import io.impasto.gateway.events.TransferEvent;
import io.impasto.gateway.events.TransferEvent.Control;
import io.impasto.gateway.events.TransferEvent.Report;
import io.impasto.gateway.events.TransferEvent.Requested;
import io.impasto.gateway.events.TransferRequest;

/**
 * The latest state of a transfer: what was asked for, what became of it, what is wished of it, where its events lie. A value;
 * what changes it is {@link #fold}, and two views of the same transfer meet in {@link #join}. Work and wishes are folded
 * apart, each in the order of its own topic, so that it does not matter how the topics are interleaved.
 *
 * @param purged set once its data are removed; then there is no order
 */
public record Transfer(UUID id, Order order, Run run, Wishes wishes, EventSpan events, Purged purged) {

    private static Transfer unknown(UUID id) {
        return new Transfer(id, null, Run.NONE, Wishes.NONE, null, null);
    }

    /**
     * The state after an event. Pure, and safe to repeat: an event folded twice, or late, changes nothing that counts.
     *
     * @param state before, or null if nothing is known of the transfer; events may come before their request
     */
    public static Transfer fold(Transfer state, TransferEvent event) {
        Transfer before = state == null ? unknown(event.transfer()) : state;
        if (before.purged != null) {
            return before;
        }
        if (event instanceof Requested requested) {
            return before.requested(requested);
        }
        if (event instanceof Control control) {
            return before.with(before.wishes.after(control));
        }
        Run after = before.run.after((Report) event);
        long offset = event.position().offset();
        EventSpan span = before.events == null ? EventSpan.of(event.position()) : before.events.from(offset);
        boolean changed = !after.equals(before.run);
        return new Transfer(before.id, before.order, after, before.wishes, changed ? span.until(offset) : span, null);
    }

    private Transfer requested(Requested event) {
        if (!known()) {
            Order asked = new Order(
                    event.head().id(),
                    event.time(),
                    null,
                    event.request(),
                    event.head().trace());
            return new Transfer(id, asked, run, wishes, events, null);
        }
        Run after = event.priorAttempts() > 0 ? run.queuedAnew(event.priorAttempts(), event.time()) : run;
        boolean same = event.head().id().equals(order.event());
        return new Transfer(id, same ? order.requestedAt(event.time()) : order, after, wishes, events, null);
    }

    private Transfer with(Wishes after) {
        return new Transfer(id, order, run, after, events, null);
    }

    /** What is left of it once its data are removed. */
    public Transfer purge(Instant time) {
        String tenant = known() ? request().owner() : TransferRequest.DEFAULT_TENANT;
        return new Transfer(id, null, run.bare(), wishes, events, new Purged(tenant, time));
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
        if (state.purged != null || other.purged != null) {
            return state.purged != null ? state : other;
        }
        boolean otherAhead = other.aheadOf(state);
        Transfer ahead = otherAhead ? other : state;
        Transfer behind = otherAhead ? state : other;
        EventSpan span = ahead.events == null
                ? behind.events
                : behind.events == null ? ahead.events : ahead.events.from(behind.events.first());
        return new Transfer(
                state.id,
                state.known() ? state.order : other.order,
                ahead.run,
                state.wishes.last() >= other.wishes.last() ? state.wishes : other.wishes,
                span,
                null);
    }

    /** Whether this view knows more: the end, or else what came of a later event, or else that it is in the queue anew. */
    private boolean aheadOf(Transfer other) {
        if (run.state().terminal() || other.run.state().terminal()) {
            return !other.run.state().terminal();
        }
        if (events == null || other.events == null) {
            return events != null;
        }
        if (events.last() != other.events.last()) {
            return events.last() > other.events.last();
        }
        return other.run.state() == State.PAUSED && run.state() == State.QUEUED;
    }

    /** Whether the request has been seen; before that, the transfer is not shown to anyone. */
    public boolean known() {
        return order != null;
    }

    /** Whether its data are removed, or about to be. */
    public boolean gone() {
        return purged != null || wishes.purge();
    }

    /** When its data were removed, or null. */
    public Instant purgedAt() {
        return purged == null ? null : purged.at();
    }

    /** Whose it is. */
    public String tenant() {
        return purged != null ? purged.tenant() : request().owner();
    }

    public State state() {
        return wishes.over(run.state());
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

    /** Whose doing it is. */
    public Trace trace() {
        return order.trace();
    }

    /** When it ended, or null. */
    public Instant finishedAt() {
        return run.finishedAt();
    }

    /** When its data are to be removed, or null before its end or if they are to be kept. */
    public Instant expiresAt() {
        boolean ending =
                known() && terminal() && finishedAt() != null && request().retention() != null;
        return ending ? finishedAt().plus(request().retention()) : null;
    }

    /** The highest attempt seen, 0 before the first. */
    public int attempt() {
        return run.attempt();
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

    /** The picture that is painted: as it was fetched, or as it was asked for before that. */
    public String content() {
        return run.inputs() == null
                ? request().content()
                : run.inputs().path("content").asText();
    }

    /** The options as they took effect, else as they were asked for; null if none were. */
    public JsonNode options() {
        return run.options() != null ? run.options() : request().options();
    }
}
