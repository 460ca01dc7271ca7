package io.impasto.engine.transfer;

import java.util.List;

import io.impasto.engine.objective.Losses;

/**
 * What happened while a picture was painted.
 *
 * @param network name of the feature network
 * @param networkSha256 of its weights file
 * @param options as they took effect
 * @param width of the painting, pixels
 * @param height of the painting, pixels
 * @param evaluations one row for each evaluation of this attempt, in order
 * @param rollbacks where the guard went back to the last good iterate
 * @param seconds painting time of this attempt
 */
public record TransferReport(
        String network,
        String networkSha256,
        TransferOptions options,
        int width,
        int height,
        List<Row> evaluations,
        List<Rollback> rollbacks,
        double seconds) {

    public TransferReport {
        evaluations = List.copyOf(evaluations);
        rollbacks = List.copyOf(rollbacks);
    }

    /**
     * One evaluation.
     *
     * @param number counted over all levels and attempts, from 1
     * @param level pyramid level, 1 is the smallest
     * @param losses the terms of the last good iterate
     * @param seconds since the attempt began
     * @param rolledBack whether the guard went back
     */
    public record Row(int number, int level, Losses losses, double seconds, boolean rolledBack) {}

    /**
     * A step that the guard took back.
     *
     * @param evaluation number of the bad evaluation
     * @param level pyramid level
     * @param reason for a person
     * @param stepScale by which steps are scaled from now on
     */
    public record Rollback(int evaluation, int level, String reason, double stepScale) {}

    /** Evaluations per second of this attempt; 0 if there were none. */
    public double evaluationsPerSecond() {
        return seconds > 0 ? evaluations.size() / seconds : 0;
    }

    /** The terms of the painting. */
    public Losses losses() {
        return evaluations.get(evaluations.size() - 1).losses();
    }

    /** The evaluations as CSV (RFC 4180): number, level, each term, total, seconds, rolled back. */
    public String toCsv() {
        throw new UnsupportedOperationException();
    }
}
