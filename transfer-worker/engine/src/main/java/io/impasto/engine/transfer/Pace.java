package io.impasto.engine.transfer;

import java.time.Duration;

/** How fast a painting goes on. */
final class Pace {
    private double earlier;
    private long started;
    private Pyramid.Level level;
    private long entered;
    private int evaluations;

    void start() {
        started = System.nanoTime();
    }

    /** Counts the painting time of earlier attempts in. */
    void startAt(double seconds) {
        earlier = seconds;
    }

    void enter(Pyramid.Level next) {
        level = next;
        entered = System.nanoTime();
        evaluations = 0;
    }

    void evaluated() {
        evaluations++;
    }

    /** Painting time over all attempts. */
    double seconds() {
        return earlier + secondsOfThisAttempt();
    }

    double secondsOfThisAttempt() {
        return (System.nanoTime() - started) / 1e9;
    }

    /** Evaluations per second on this level. */
    double perSecond() {
        return evaluations / Math.max(1e-9, (System.nanoTime() - entered) / 1e9);
    }

    /** Evaluations on finer levels take longer in proportion to their pixels. */
    Duration remaining(Pyramid pyramid, int done) {
        double perPixel = 1 / (perSecond() * level.pixels());
        double seconds = pyramid.levels().stream()
                .mapToDouble(
                        l -> (double) Math.max(0, l.last() - Math.max(done, l.first() - 1)) * l.pixels() * perPixel)
                .sum();
        return Duration.ofMillis(Math.round(1000 * seconds));
    }
}
