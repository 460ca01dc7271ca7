package io.impasto.gateway.webhooks;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which receivers are disabled, from what deliveries came to, in whatever order those are read: the latest word of a receiver
 * counts, for as long as the topic of deliveries remembers it.
 */
final class ReceiverStandings {

    private static final Duration REMEMBERED = Duration.ofDays(7);

    private final Map<String, Standing> standings = new ConcurrentHashMap<>();

    /** @param since when the receiver said so */
    private record Standing(Instant since, boolean disabled) {

        Standing later(Standing other) {
            return other.since.isBefore(since) ? this : other;
        }

        boolean isForgotten(Instant now) {
            return since.plus(REMEMBERED).isBefore(now);
        }
    }

    boolean disabled(Delivery delivery, Instant now) {
        Standing standing = standings.get(delivery.receiver());
        return standing != null && standing.disabled() && !standing.isForgotten(now);
    }

    /**
     * Takes in how a delivery stands. Only a redelivery enables a receiver: one that was under way when it answered 410 does
     * not.
     *
     * @param at when that was recorded
     */
    void take(Delivery delivery, Instant at, Instant now) {
        boolean gone = delivery.outcome() == Delivery.Outcome.GONE;
        if (gone || delivery.outcome() == Delivery.Outcome.DELIVERED && delivery.asked() != null) {
            standings.values().removeIf(standing -> standing.isForgotten(now));
            standings.merge(delivery.receiver(), new Standing(at, gone), Standing::later);
        }
    }
}
