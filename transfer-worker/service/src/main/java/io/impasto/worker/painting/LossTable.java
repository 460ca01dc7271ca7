package io.impasto.worker.painting;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.impasto.engine.objective.Losses;

/**
 * The losses of every evaluation as CSV (RFC 4180): number, level, each term, their sum, and whether the guard went back.
 * Free of times, so that an attempt that goes on from a checkpoint writes the very bytes that the first would have written.
 */
final class LossTable {

    private final StringBuilder csv = new StringBuilder();

    /** An empty table. */
    LossTable() {}

    /** The table of an earlier attempt, to go on with. */
    LossTable(String csv) {
        this.csv.append(csv);
    }

    void add(int evaluation, int level, Losses losses, boolean rolledBack) {
        if (csv.isEmpty()) {
            header(losses);
        }
        csv.append(evaluation).append(',').append(level);
        losses.content().values().forEach(this::number);
        losses.style().values().forEach(this::number);
        number(losses.tv());
        number(losses.total());
        csv.append(',').append(rolledBack).append("\r\n");
    }

    private void header(Losses losses) {
        List<String> names = new ArrayList<>(List.of("evaluation", "level"));
        losses.content().keySet().forEach(layer -> names.add("content:" + layer));
        losses.style().keySet().forEach(layer -> names.add("style:" + layer));
        names.addAll(List.of("tv", "total", "rolled_back"));
        csv.append(String.join(",", names)).append("\r\n");
    }

    private void number(double value) {
        csv.append(',').append(value);
    }

    byte[] toBytes() {
        return csv.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return csv.toString();
    }
}
