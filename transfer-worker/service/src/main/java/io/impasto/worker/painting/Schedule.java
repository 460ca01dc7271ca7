package io.impasto.worker.painting;

import java.time.Duration;

/** Says when something is due again. */
final class Schedule {

    private final long interval;
    /** Written by another thread than the one that asks, when what was due turns out to be costly. */
    private volatile long next;

    private Schedule(Duration interval, long first) {
        this.interval = interval.toNanos();
        this.next = first;
    }

    /** Due at once, then at most once in each interval. */
    static Schedule dueNow(Duration interval) {
        return new Schedule(interval, System.nanoTime());
    }

    /** Due after an interval, then at most once in each. */
    static Schedule dueLater(Duration interval) {
        return new Schedule(interval, System.nanoTime() + interval.toNanos());
    }

    /** Whether it is due; if so, not again until the interval is over. */
    boolean due() {
        long now = System.nanoTime();
        if (now - next < 0) {
            return false;
        }
        next = now + interval;
        return true;
    }

    /** Not due before {@code rest} is over, counted from now, nor before it would have been. */
    void rest(Duration rest) {
        long earliest = System.nanoTime() + rest.toNanos();
        if (earliest - next > 0) {
            next = earliest;
        }
    }
}
