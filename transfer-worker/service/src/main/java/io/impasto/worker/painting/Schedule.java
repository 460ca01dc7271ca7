package io.impasto.worker.painting;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Says when something is due again. Who asks late gets no more than one turn, but does not put off the turns after it. */
final class Schedule {

    private final LongSupplier clock;
    private final long interval;
    /** Written by another thread than the one that asks, when what was due turns out to be costly. */
    private volatile long next;

    /** @param clock nanoseconds since some moment */
    Schedule(Duration interval, Duration first, LongSupplier clock) {
        this.clock = clock;
        this.interval = Math.max(1, interval.toNanos());
        this.next = clock.getAsLong() + first.toNanos();
    }

    /** Due at once, then once in each interval. */
    static Schedule dueNow(Duration interval) {
        return new Schedule(interval, Duration.ZERO, System::nanoTime);
    }

    /** Due after an interval, then once in each. */
    static Schedule dueLater(Duration interval) {
        return new Schedule(interval, interval, System::nanoTime);
    }

    /** Whether it is due; if so, not again until the interval is over. */
    boolean due() {
        long late = clock.getAsLong() - next;
        if (late < 0) {
            return false;
        }
        next += interval * (1 + late / interval);
        return true;
    }

    /** Not due before {@code rest} is over, counted from now, nor before it would have been. */
    void rest(Duration rest) {
        long earliest = clock.getAsLong() + rest.toNanos();
        if (earliest - next > 0) {
            next = earliest;
        }
    }
}
