package io.impasto.engine.transfer;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.impasto.engine.objective.Losses;

/** The rows of a report while they are written, over all attempts. */
final class Progress {
    // More rows than any options allow mean damaged data.
    private static final int MOST_ROWS = 1_000_000;

    private final List<TransferReport.Row> rows = new ArrayList<>();
    private final List<TransferReport.Rollback> rollbacks = new ArrayList<>();
    private final List<TransferReport.Reweighting> reweightings = new ArrayList<>();

    /** What the rows of one network have in common. */
    private record Terms(String network, List<String> content, List<String> style) {
        static Terms of(TransferReport.Row row) {
            return new Terms(
                    row.network(),
                    List.copyOf(row.losses().content().keySet()),
                    List.copyOf(row.losses().style().keySet()));
        }
    }

    List<TransferReport.Row> rows() {
        return rows;
    }

    List<TransferReport.Rollback> rollbacks() {
        return rollbacks;
    }

    List<TransferReport.Reweighting> reweightings() {
        return reweightings;
    }

    /** Painting time of the attempts whose rows were read. */
    double seconds() {
        return rows.isEmpty() ? 0 : rows.get(rows.size() - 1).seconds();
    }

    void add(TransferReport.Row row) {
        rows.add(row);
    }

    void add(TransferReport.Rollback rollback) {
        rollbacks.add(rollback);
    }

    void add(TransferReport.Reweighting reweighting) {
        reweightings.add(reweighting);
    }

    /** The terms of the last good iterate; without terms before the first. */
    Losses losses() {
        return rows.isEmpty()
                ? Losses.of(Map.of(), Map.of(), 0)
                : rows.get(rows.size() - 1).losses();
    }

    void writeTo(DataOutput out) throws IOException {
        List<Terms> kinds = rows.stream().map(Terms::of).distinct().toList();
        out.writeInt(kinds.size());
        for (Terms kind : kinds) {
            out.writeUTF(kind.network());
            writeNames(out, kind.content());
            writeNames(out, kind.style());
        }
        out.writeInt(rows.size());
        for (TransferReport.Row row : rows) {
            out.writeInt(kinds.indexOf(Terms.of(row)));
            out.writeInt(row.number());
            out.writeInt(row.level());
            writeValues(out, row.losses().content());
            writeValues(out, row.losses().style());
            out.writeDouble(row.losses().tv());
            out.writeDouble(row.losses().total());
            out.writeDouble(row.seconds());
            out.writeBoolean(row.rolledBack());
        }
        out.writeInt(rollbacks.size());
        for (TransferReport.Rollback rollback : rollbacks) {
            out.writeInt(rollback.evaluation());
            out.writeInt(rollback.level());
            out.writeUTF(rollback.reason());
            out.writeDouble(rollback.stepScale());
        }
        out.writeInt(reweightings.size());
        for (TransferReport.Reweighting change : reweightings) {
            out.writeInt(change.evaluation());
            out.writeUTF(change.option());
            out.writeUTF(change.from());
            out.writeUTF(change.to());
        }
    }

    static Progress readFrom(DataInput in) throws IOException {
        Progress progress = new Progress();
        List<Terms> kinds = new ArrayList<>();
        for (int i = 0, count = count(in); i < count; i++) {
            kinds.add(new Terms(in.readUTF(), readNames(in), readNames(in)));
        }
        for (int i = 0, rows = count(in); i < rows; i++) {
            Terms kind = kinds.get(Objects.checkIndex(in.readInt(), kinds.size()));
            int number = in.readInt();
            int level = in.readInt();
            Losses losses = new Losses(
                    readValues(in, kind.content()), readValues(in, kind.style()), in.readDouble(), in.readDouble());
            progress.add(
                    new TransferReport.Row(number, level, kind.network(), losses, in.readDouble(), in.readBoolean()));
        }
        for (int i = 0, rollbacks = count(in); i < rollbacks; i++) {
            progress.add(new TransferReport.Rollback(in.readInt(), in.readInt(), in.readUTF(), in.readDouble()));
        }
        for (int i = 0, changes = count(in); i < changes; i++) {
            progress.add(new TransferReport.Reweighting(in.readInt(), in.readUTF(), in.readUTF(), in.readUTF()));
        }
        return progress;
    }

    private static void writeNames(DataOutput out, List<String> names) throws IOException {
        out.writeInt(names.size());
        for (String name : names) {
            out.writeUTF(name);
        }
    }

    private static void writeValues(DataOutput out, Map<String, Double> terms) throws IOException {
        for (double value : terms.values()) {
            out.writeDouble(value);
        }
    }

    private static List<String> readNames(DataInput in) throws IOException {
        List<String> names = new ArrayList<>();
        for (int i = 0, count = count(in); i < count; i++) {
            names.add(in.readUTF());
        }
        return names;
    }

    private static Map<String, Double> readValues(DataInput in, List<String> names) throws IOException {
        Map<String, Double> values = new LinkedHashMap<>();
        for (String name : names) {
            values.put(name, in.readDouble());
        }
        return values;
    }

    private static int count(DataInput in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > MOST_ROWS) {
            throw new IOException("no report has " + count + " rows");
        }
        return count;
    }
}
