package io.impasto.engine.transfer;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.impasto.engine.objective.Losses;

/** The rows of a report while they are written, over all attempts. */
final class Progress {
    // More rows than any options allow mean damaged data.
    private static final int MOST_ROWS = 1_000_000;

    private final List<TransferReport.Row> rows = new ArrayList<>();
    private final List<TransferReport.Rollback> rollbacks = new ArrayList<>();

    List<TransferReport.Row> rows() {
        return rows;
    }

    List<TransferReport.Rollback> rollbacks() {
        return rollbacks;
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

    /** The terms of the last good iterate; without terms before the first. */
    Losses losses() {
        return rows.isEmpty()
                ? Losses.of(Map.of(), Map.of(), 0)
                : rows.get(rows.size() - 1).losses();
    }

    void writeTo(DataOutput out) throws IOException {
        Losses last = losses();
        writeNames(out, last.content());
        writeNames(out, last.style());
        out.writeInt(rows.size());
        for (TransferReport.Row row : rows) {
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
    }

    static Progress readFrom(DataInput in) throws IOException {
        Progress progress = new Progress();
        List<String> content = readNames(in);
        List<String> style = readNames(in);
        for (int i = 0, rows = count(in); i < rows; i++) {
            int number = in.readInt();
            int level = in.readInt();
            Losses losses =
                    new Losses(readValues(in, content), readValues(in, style), in.readDouble(), in.readDouble());
            progress.add(new TransferReport.Row(number, level, losses, in.readDouble(), in.readBoolean()));
        }
        for (int i = 0, rollbacks = count(in); i < rollbacks; i++) {
            progress.add(new TransferReport.Rollback(in.readInt(), in.readInt(), in.readUTF(), in.readDouble()));
        }
        return progress;
    }

    private static void writeNames(DataOutput out, Map<String, Double> terms) throws IOException {
        out.writeInt(terms.size());
        for (String name : terms.keySet()) {
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
