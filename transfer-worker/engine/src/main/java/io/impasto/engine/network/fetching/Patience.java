package io.impasto.engine.network.fetching;

import java.time.Duration;

/**
 * How long a download waits, and how often it tries.
 *
 * @param connect until a connection stands
 * @param answer until a server has answered a request
 * @param silence until a connection without a byte counts as broken
 * @param pause before the second attempt; it doubles with each further one
 * @param attempts in a row without a new byte before it gives up, 1 or more
 */
public record Patience(Duration connect, Duration answer, Duration silence, Duration pause, int attempts) {
    public static final Patience DEFAULT = new Patience(
            Duration.ofSeconds(15), Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(1), 5);

    Duration pauseAfter(int failures) {
        return pause.multipliedBy(1L << Math.min(failures - 1, 6));
    }
}
