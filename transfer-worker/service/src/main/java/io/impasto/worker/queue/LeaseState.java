package io.impasto.worker.queue;

import java.util.Map;
import java.util.Optional;

/**
 * Where the queue's thread and the work meet. The thread owns the consumer, the work owns the engine; they share nothing
 * but events, which this table orders.
 *
 * <pre>
 *            DELIVERED              FINISHED               SETTLED
 *   IDLE ------------------> HELD --------------> ENDING ----------> IDLE
 *    |                        |                     |                 or, once CLOSE was heard,
 *    | CLOSE                  | GONE                | GONE           CLOSED
 *    v                        v                     v
 *  CLOSED                    LOST --------------> IDLE or CLOSED
 *                                    FINISHED
 * </pre>
 *
 * <p>HELD renews the lease. CLOSE in HELD asks the work to drain and goes on renewing until it has. GONE means that the
 * broker no longer holds the record for us, or that we can't know: the work is told to stop, and its verdict is dropped.
 *
 * @param phase what the queue's thread is doing
 * @param closing whether the queue is to close when nothing is held
 */
record LeaseState(Phase phase, boolean closing) {

    enum Phase {
        /** Nothing is held; polls. */
        IDLE,
        /** A record is held and worked on; renews. */
        HELD,
        /** The lease is lost and the work not yet stopped; waits. */
        LOST,
        /** The work is done; settles the lease. */
        ENDING,
        /** The end. */
        CLOSED
    }

    enum Event {
        /** The broker delivered a record. */
        DELIVERED,
        /** The work returned its verdict. */
        FINISHED,
        /** The lease was lost. */
        GONE,
        /** The broker confirmed the verdict. */
        SETTLED,
        /** The worker is to end. */
        CLOSE
    }

    static final LeaseState START = new LeaseState(Phase.IDLE, false);

    private static final Map<Phase, Map<Event, Phase>> TABLE = Map.of(
            Phase.IDLE, Map.of(Event.DELIVERED, Phase.HELD),
            Phase.HELD, Map.of(Event.FINISHED, Phase.ENDING, Event.GONE, Phase.LOST),
            Phase.LOST, Map.of(Event.FINISHED, Phase.IDLE),
            Phase.ENDING, Map.of(Event.SETTLED, Phase.IDLE, Event.GONE, Phase.IDLE),
            Phase.CLOSED, Map.of());

    /**
     * The state after an event.
     *
     * @throws IllegalStateException if the event cannot happen here
     */
    LeaseState on(Event event) {
        if (event == Event.CLOSE) {
            return settled(phase, true);
        }
        Phase next = Optional.ofNullable(TABLE.get(phase).get(event))
                .orElseThrow(() -> new IllegalStateException(event + " cannot happen in " + this));
        return settled(next, closing);
    }

    private static LeaseState settled(Phase phase, boolean closing) {
        return new LeaseState(closing && phase == Phase.IDLE ? Phase.CLOSED : phase, closing);
    }
}
