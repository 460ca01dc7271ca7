package io.impasto.engine.transfer;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.impasto.engine.objective.Losses;
import io.impasto.engine.quality.Quality;

/**
 * What happened while a picture was painted.
 *
 * @param network name of the feature network that painted the result
 * @param networkSha256 of its weights file
 * @param execution device and precision that painted, such as {@code cpu float32}
 * @param options as they took effect in the end
 * @param width of the painting, pixels
 * @param height of the painting, pixels
 * @param stages which network painted at which level, in order
 * @param losses the terms of the painting; without terms if it was stopped before the first evaluation
 * @param evaluations one row for each evaluation, in order, those before a checkpoint that was resumed included
 * @param rollbacks where the guard went back to the last good iterate
 * @param reweightings what was changed on the way
 * @param resumedAt evaluations that had been done when this attempt began; 0 unless it went on from a checkpoint
 * @param seconds painting time of this attempt
 * @param plan tiles, history and memory, as settled before the start
 * @param quality figures of the painting; empty if it was stopped before it was done and judged
 */
public record TransferReport(
        String network,
        String networkSha256,
        String execution,
        TransferOptions options,
        int width,
        int height,
        List<Stage> stages,
        Losses losses,
        List<Row> evaluations,
        List<Rollback> rollbacks,
        List<Reweighting> reweightings,
        int resumedAt,
        double seconds,
        Plan plan,
        Optional<Quality> quality) {

    public TransferReport {
        stages = List.copyOf(stages);
        evaluations = List.copyOf(evaluations);
        reweightings = List.copyOf(reweightings);
        rollbacks = List.copyOf(rollbacks);
    }

    /**
     * One network at one level; losses of different networks can't be compared.
     *
     * @param network name of the network that painted
     * @param networkSha256 of its weights file
     * @param level pyramid level, 1 is the smallest
     * @param width of the level, pixels
     * @param height of the level, pixels
     * @param first number of its first evaluation
     * @param last number of its last evaluation, once it is done
     */
    public record Stage(String network, String networkSha256, int level, int width, int height, int first, int last) {}

    /**
     * A change on the way.
     *
     * @param evaluation number of the first evaluation under it
     * @param option name of what was changed, as in {@code transfer-options.v1}
     * @param from what it was, as JSON
     * @param to what it became, as JSON
     */
    public record Reweighting(int evaluation, String option, String from, String to) {}

    /**
     * One evaluation.
     *
     * @param number counted over all stages and attempts, from 1
     * @param level pyramid level, 1 is the smallest
     * @param network name of the network that painted
     * @param losses the terms of the last good iterate
     * @param seconds of painting since the first attempt began
     * @param rolledBack whether the guard went back
     */
    public record Row(int number, int level, String network, Losses losses, double seconds, boolean rolledBack) {}

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

    /** All of it but the single evaluations, which {@link #toCsv} has: what {@code --report} writes. */
    public ObjectNode toJson() {
        return ReportJson.write(this);
    }

    /**
     * The evaluations as CSV (RFC 4180): number, level, each term by name, tv, temporal where a picture went on
     * from another, total, seconds, rolled back, network. A term
     * that a network does not have is empty in its rows.
     */
    public String toCsv() {
        Set<String> content = names(Losses::content);
        Set<String> style = names(Losses::style);
        Stream<String> terms = Stream.concat(
                content.stream().map(layer -> "content " + layer),
                style.stream().map(layer -> "style " + layer));
        boolean temporal = evaluations.stream().anyMatch(row -> row.losses().temporal() != 0);
        String header = "evaluation,level," + terms.map(term -> term + ",").collect(Collectors.joining())
                + (temporal ? "tv,temporal,total" : "tv,total") + ",seconds,rolled back,network";
        return Stream.concat(Stream.of(header), evaluations.stream().map(row -> line(row, content, style, temporal)))
                .collect(Collectors.joining("\r\n", "", "\r\n"));
    }

    /** The result's own terms first, then those that only another network has. */
    private Set<String> names(Function<Losses, Map<String, Double>> terms) {
        Set<String> names = new LinkedHashSet<>(terms.apply(losses).keySet());
        evaluations.forEach(row -> names.addAll(terms.apply(row.losses()).keySet()));
        return names;
    }

    private static String line(Row row, Set<String> content, Set<String> style, boolean temporal) {
        Losses losses = row.losses();
        String terms = Stream.concat(
                        content.stream().map(losses.content()::get),
                        style.stream().map(losses.style()::get))
                .map(value -> (value == null ? "" : value) + ",")
                .collect(Collectors.joining());
        return row.number() + "," + row.level() + "," + terms + losses.tv() + ","
                + (temporal ? losses.temporal() + "," : "") + losses.total() + ","
                + Math.round(row.seconds() * 1e4) / 1e4 + "," + row.rolledBack() + "," + row.network();
    }
}
