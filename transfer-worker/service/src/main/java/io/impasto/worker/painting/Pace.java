package io.impasto.worker.painting;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Keeps evaluations at least so far apart. Used by one thread. */
final class Pace {

    private final long interval;
    private long next = System.nanoTime();

    /** @param interval zero for none */
    Pace(Duration interval) {
        this.interval = interval.toNanos();
    }

    /** Returns when the interval since the last return has passed; at once the first time. */
    void keep() {
        for (long left = next - System.nanoTime(); left > 0; left = next - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.currentThread().isInterrupted()) {
                break;
            }
        }
        next = System.nanoTime() + interval;
    }
}
