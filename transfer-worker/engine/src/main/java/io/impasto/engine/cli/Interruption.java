package io.impasto.engine.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Turns Ctrl-C (or SIGTERM) into a request to stop, and gives the work a moment to end cleanly and to say so. */
final class Interruption {

    // A checkpoint of gigabytes takes a while to write.
    private static final long PATIENCE_SECONDS = 60;

    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Runnable stop;
    private volatile boolean requested;

    /** Listens for signals until the process ends. */
    static Interruption bySignal() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(new Thread(interruption::signalled, "interruption"));
        return interruption;
    }

    /** From now on a signal calls {@code stop}, from another thread, and waits for the end; before, the process just ends. */
    void stopsBy(Runnable stop) {
        this.stop = stop;
    }

    /** Whether a signal came. */
    boolean requested() {
        return requested;
    }

    /** All is done and said; what is left is to end the process. */
    void ended() {
        ended.countDown();
    }

    private void signalled() {
        requested = true;
        Runnable stopping = stop;
        if (stopping == null || ended.getCount() == 0) {
            return;
        }
        stopping.run();
        try {
            if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("impasto: did not stop in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
