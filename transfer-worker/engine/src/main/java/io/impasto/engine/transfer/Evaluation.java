package io.impasto.engine.transfer;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

import io.impasto.engine.image.Picture;
import io.impasto.engine.objective.Losses;

/** One evaluation of losses and gradient, as the listener sees it; valid until the listener returns. */
public interface Evaluation {

    /** Counted over all stages and attempts, from 1. */
    int number();

    /** How many there will be over all stages. */
    int planned();

    /** Name of the network that paints at the moment: the built-in one while it paints first, then the chosen one. */
    String network();

    /** Pyramid level, 1 is the smallest. */
    int level();

    /** Number of pyramid levels. */
    int levels();

    /** Of the level, pixels. */
    int width();

    /** Of the level, pixels. */
    int height();

    /** The terms of the last good iterate; finite. */
    Losses losses();

    /** Whether this evaluation was bad (NaN, infinite, runaway) and the guard went back to the last good iterate. */
    boolean rolledBack();

    /** Evaluations per second of this network on this level so far. */
    double perSecond();

    /** Estimated time until the picture is finished. */
    Duration remaining();

    /** The last good iterate (where several steps are one run, that after the run) at the level's size, values clamped to 0..255; a copy, made when asked for. */
    Picture picture();

    /** All that is needed to go on from here; a copy, made when asked for. */
    Checkpoint checkpoint();

    /**
     * Writes what {@link #checkpoint} would hold, of any size, without a copy in memory; {@link
     * Checkpoint#read(java.nio.file.Path) reads} it.
     *
     * @throws IOException if it can't be written
     */
    void saveCheckpoint(OutputStream to) throws IOException;
}
