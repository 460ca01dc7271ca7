package io.impasto.engine.transfer;

import java.util.ArrayList;
import java.util.List;

/** What other threads ask of a painting, which looks here between evaluations. */
final class Requests {
    private final List<TransferOptions> changes = new ArrayList<>();
    private boolean paused;
    private boolean stopped;

    synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    synchronized void pause() {
        paused = true;
    }

    synchronized void resume() {
        paused = false;
        notifyAll();
    }

    synchronized void reweight(TransferOptions change) {
        changes.add(change);
    }

    synchronized boolean stopped() {
        return stopped;
    }

    /** What is asked to be changed, in order; stays until it is {@link #settled}. */
    synchronized List<TransferOptions> changes() {
        return List.copyOf(changes);
    }

    /** The first so many changes have been made, or can't be. */
    synchronized void settled(int count) {
        changes.subList(0, count).clear();
    }

    /**
     * Sleeps while the painting is paused.
     *
     * @return nanoseconds slept
     */
    synchronized long awaitTurn() {
        long begun = System.nanoTime();
        boolean slept = false;
        while (paused && !stopped) {
            slept = true;
            try {
                wait();
            } catch (InterruptedException asked) {
                Thread.currentThread().interrupt();
                stopped = true;
            }
        }
        return slept ? System.nanoTime() - begun : 0;
    }
}
