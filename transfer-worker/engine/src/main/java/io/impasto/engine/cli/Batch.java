package io.impasto.engine.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.impasto.engine.transfer.TransferReport;

/** Paintings one after the other, and what became of each; those that fail do not stop the others. */
final class Batch {

    /** Paints one. */
    interface Work {
        TransferReport paint(Path content, Outputs outputs);
    }

    /** What became of one: a report, or why there is none. */
    private record Row(Path content, Path out, Optional<TransferReport> report, Optional<Failures.Told> failure) {}

    private final PrintWriter err;
    private final boolean quiet;
    private final List<Row> rows = new ArrayList<>();

    Batch(PrintWriter err, boolean quiet) {
        this.err = err;
        this.quiet = quiet;
    }

    /** A single one, which fails as it fails. */
    void only(Path content, Outputs outputs, Work work) {
        rows.add(new Row(
                content, outputs.painting().path(), Optional.of(work.paint(content, outputs)), Optional.empty()));
    }

    /** All of them but where the user asks to stop. */
    void all(List<Path> contents, List<Outputs> outputs, Work work) {
        for (int i = 0; i < contents.size(); i++) {
            Path content = contents.get(i);
            if (!quiet) {
                err.println("[" + (i + 1) + "/" + contents.size() + "] " + content);
                err.flush();
            }
            try {
                only(content, outputs.get(i), work);
            } catch (RuntimeException e) {
                Failures.Told told = Failures.told(e);
                if (told.exitCode() == Exit.INTERRUPTED || told.exitCode() == Exit.INTERNAL) {
                    summarise();
                    throw e;
                }
                err.println("impasto: " + told.message());
                err.flush();
                rows.add(new Row(content, outputs.get(i).painting().path(), Optional.empty(), Optional.of(told)));
            }
        }
        summarise();
    }

    int exitCode() {
        return rows.stream().allMatch(row -> row.failure().isEmpty()) ? Exit.OK : Exit.SOME_FAILED;
    }

    /** A line for each, so that nobody has to scroll up for what failed. */
    private void summarise() {
        if (quiet || rows.isEmpty()) {
            return;
        }
        long failed = rows.stream().filter(row -> row.failure().isPresent()).count();
        int width = rows.stream()
                .mapToInt(row -> row.content().toString().length())
                .max()
                .orElse(0);
        err.println();
        for (Row row : rows) {
            String what = row.report()
                    .map(report -> String.format(
                            Locale.ROOT,
                            "%s  %d x %d, loss %.4g, %.1f s",
                            row.out(),
                            report.width(),
                            report.height(),
                            report.losses().total(),
                            report.seconds()))
                    .orElseGet(() -> "failed: " + reason(row));
            err.printf(Locale.ROOT, "%-" + Math.max(1, width) + "s  %s%n", row.content(), what);
        }
        err.println((rows.size() - failed) + " painted, " + failed + " failed");
        err.flush();
    }

    /** The line begins with the file already. */
    private static String reason(Row row) {
        String message = row.failure().map(Failures.Told::message).orElse("");
        String file = row.content() + ": ";
        return message.startsWith(file) ? message.substring(file.length()) : message;
    }

    /** All of it as one object: {@code {"paintings": [...]}}. */
    ObjectNode toJson() {
        ObjectNode json = new ObjectMapper().createObjectNode();
        ArrayNode paintings = json.putArray("paintings");
        for (Row row : rows) {
            ObjectNode painting = paintings.addObject();
            painting.put("content", row.content().toString());
            row.report().ifPresent(report -> {
                painting.put("out", row.out().toString());
                painting.set("report", report.toJson());
            });
            row.failure().ifPresent(told -> {
                painting.put("error", told.message());
                painting.put("exitCode", told.exitCode());
            });
        }
        return json;
    }
}
