package io.impasto.storage;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for what comes about by itself. */
public final class Conditions {

    private static final Duration LIMIT = Duration.ofSeconds(40);

    private Conditions() {}

    /** The first value that is not null. */
    public static <T> T await(Callable<T> value) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        for (; ; ) {
            T found = value.call();
            if (found != null) {
                return found;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("nothing came within " + LIMIT.toSeconds() + " s");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }
}
