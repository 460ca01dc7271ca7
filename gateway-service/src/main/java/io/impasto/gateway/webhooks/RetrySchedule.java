package io.impasto.gateway.webhooks;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How long to wait before each further attempt at a delivery.
 *
 * @param delays before the second attempt, the third, ..., as planned
 * @param jitter by how much of itself a wait is changed at most, up or down
 */
record RetrySchedule(List<Duration> delays, double jitter) {

    /**
     * The wait after an attempt that failed; nothing after the last.
     *
     * @param failed attempts before this one
     * @param random 0..1, evenly
     * @param asked the least that the receiver asks for
     */
    Optional<Duration> after(int failed, double random, Duration asked) {
        if (failed >= delays.size()) {
            return Optional.empty();
        }
        double change = jitter * (2 * random - 1);
        Duration planned = Duration.ofMillis(Math.round(delays.get(failed).toMillis() * (1 + change)));
        return Optional.of(planned.compareTo(asked) < 0 ? asked : planned);
    }
}
