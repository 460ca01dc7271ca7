package io.impasto.worker.presence;

import io.impasto.engine.transfer.Evaluation;

/** Times the levels of one painting, from one evaluation to the next. Used by the thread that paints. */
public final class Stopwatch {

    private static final double NANOS = 1e9;

    private final Paces paces;
    private final boolean trial;
    private double painted;
    private long entered;
    private long first;
    private long last;
    private int count;
    private String network;
    private int width;
    private int height;

    private Stopwatch(Paces paces, boolean trial) {
        this.paces = paces;
        this.trial = trial;
        this.entered = System.nanoTime();
    }

    /** Starts now, beside a job. */
    public static Stopwatch ofJob(Paces paces) {
        return new Stopwatch(paces, false);
    }

    /** Starts now, beside a painting that is made to be timed. */
    public static Stopwatch ofTrial(Paces paces) {
        return new Stopwatch(paces, true);
    }

    /** Hears of an evaluation when it is done. */
    public void evaluated(Evaluation evaluation) {
        evaluated(evaluation.network(), evaluation.width(), evaluation.height(), System.nanoTime());
    }

    void evaluated(String by, int levelWidth, int levelHeight, long now) {
        if (!by.equals(network) || levelWidth != width || levelHeight != height) {
            leave();
            network = by;
            width = levelWidth;
            height = levelHeight;
            first = now;
            count = 0;
        }
        count++;
        last = now;
    }

    /** The painting is done or has stopped: what is timed of its last level counts. */
    public void stop() {
        leave();
        network = null;
    }

    /** Seconds of all levels together, once stopped. */
    public double painted() {
        return painted;
    }

    private void leave() {
        if (network == null) {
            return;
        }
        painted += (last - entered) / NANOS;
        // One alone says nothing: what came before it can't be told from it.
        if (count > 1) {
            double each = (last - first) / NANOS / (count - 1);
            double before = Math.max(0, (first - entered) / NANOS - each);
            paces.level(network, (long) width * height, each, before, trial);
        }
        entered = last;
    }
}
