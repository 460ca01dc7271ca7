package io.impasto.engine.transfer;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.impasto.engine.objective.Losses;

/**
 * What happened while a picture was painted.
 *
 * @param network name of the feature network
 * @param networkSha256 of its weights file
 * @param execution device and precision that painted, such as {@code cpu float32}
 * @param options as they took effect
 * @param width of the painting, pixels
 * @param height of the painting, pixels
 * @param losses the terms of the painting; without terms if it was stopped before the first evaluation
 * @param evaluations one row for each evaluation, in order, those before a checkpoint that was resumed included
 * @param rollbacks where the guard went back to the last good iterate
 * @param resumedAt evaluations that had been done when this attempt began; 0 unless it went on from a checkpoint
 * @param seconds painting time of this attempt
 */
public record TransferReport(
        String network,
        String networkSha256,
        String execution,
        TransferOptions options,
        int width,
        int height,
        Losses losses,
        List<Row> evaluations,
        List<Rollback> rollbacks,
        int resumedAt,
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
     * @param seconds of painting since the first attempt began
     * @param rolledBack whether the guard went back
     */
    public record Row(int number, int level, Losses losses, double seconds, boolean rolledBack) {}

    /**
     * A step that the guard took back.
     *
     * @param evaluation number of the bad evaluation
     * @param level pyramid level
     * @param reason for a person
     * @param stepScale by which the next step was scaled
     */
    public record Rollback(int evaluation, int level, String reason, double stepScale) {}

    /** Evaluations per second of this attempt; 0 if there were none. */
    public double evaluationsPerSecond() {
        return seconds > 0 ? (evaluations.size() - resumedAt) / seconds : 0;
    }

    /** The evaluations as CSV (RFC 4180): number, level, each term by name, tv, total, seconds, rolled back. */
    public String toCsv() {
        Stream<String> terms = Stream.concat(
                losses.content().keySet().stream().map(layer -> "content " + layer),
                losses.style().keySet().stream().map(layer -> "style " + layer));
        String header = "evaluation,level," + terms.map(term -> term + ",").collect(Collectors.joining())
                + "tv,total,seconds,rolled back";
        return Stream.concat(Stream.of(header), evaluations.stream().map(TransferReport::line))
                .collect(Collectors.joining("\r\n", "", "\r\n"));
    }

    private static String line(Row row) {
        Losses losses = row.losses();
        String terms = Stream.concat(losses.content().values().stream(), losses.style().values().stream())
                .map(value -> value + ",")
                .collect(Collectors.joining());
        return row.number() + "," + row.level() + "," + terms + losses.tv() + "," + losses.total() + ","
                + Math.round(row.seconds() * 1e4) / 1e4 + "," + row.rolledBack();
    }
}
