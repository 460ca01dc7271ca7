package io.impasto.engine.transfer;

import java.time.Duration;

/** How fast a painting goes on. */
final class Pace {
    // An evaluation of the built-in network takes about a seventh of VGG19's time; see the benchmarks.
    private static final double PREVIEW_COST = 0.15;

    private double earlier;
    private long started;
    private Schedule.Stage stage;
    private long entered;
    private int evaluations;

    void start() {
        started = System.nanoTime();
    }

    /** Counts the painting time of earlier attempts in. */
    void startAt(double seconds) {
        earlier = seconds;
    }

    void enter(Schedule.Stage next) {
        stage = next;
        entered = System.nanoTime();
        evaluations = 0;
    }

    /** Time that does not count. */
    void slept(long nanoseconds) {
        started += nanoseconds;
        entered += nanoseconds;
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

    /** Evaluations per second of this stage. */
    double perSecond() {
        return evaluations / Math.max(1e-9, (System.nanoTime() - entered) / 1e9);
    }

    private static double cost(Schedule.Stage stage) {
        return (stage.preview() ? PREVIEW_COST : 1) * stage.level().pixels();
    }

    /** Evaluations on finer levels take longer in proportion to their pixels. */
    Duration remaining(Schedule schedule, int done) {
        double perUnit = 1 / (perSecond() * cost(stage));
        double seconds = schedule.stages().stream()
                .mapToDouble(s -> Math.max(0, s.last() - Math.max(done, s.first() - 1)) * cost(s) * perUnit)
                .sum();
        return Duration.ofMillis(Math.round(1000 * seconds));
    }
}
