package io.impasto.engine.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.impasto.engine.device.HostMemory;
import io.impasto.engine.transfer.Plan;
import io.impasto.engine.transfer.TransferReport;

/** A plan for people and for programs. */
final class PlanText {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PlanText() {}

    static String lines(Plan plan) {
        List<String> lines = new ArrayList<>();
        for (Plan.Stage stage : plan.stages()) {
            String tiles = stage.tileSide().isPresent()
                    ? stage.tiles() + " tiles of at most " + stage.tileSide().getAsInt() + " pixels with a halo of "
                            + stage.halo()
                    : "in one piece";
            String seconds = stage.secondsPerEvaluation().isPresent()
                    ? String.format(
                            Locale.ROOT,
                            ", %.3g s each",
                            stage.secondsPerEvaluation().getAsDouble())
                    : "";
            lines.add(stage.network() + " " + stage.width() + "x" + stage.height() + ": " + stage.evaluations()
                    + " evaluations, " + tiles + seconds);
        }
        lines.addAll(plan.why());
        String seconds = plan.seconds().isPresent()
                ? String.format(Locale.ROOT, "%.1f s, ", plan.seconds().getAsDouble())
                : "";
        lines.add(String.format(
                Locale.ROOT,
                "expected: %s%.2f GB of memory at most; budget %.2f GB",
                seconds,
                plan.peakBytes() / 1e9,
                plan.budget() / 1e9));
        return String.join(System.lineSeparator(), lines);
    }

    /** What was expected beside what came of it. */
    static String outcome(Plan plan, TransferReport report) {
        StringBuilder line = new StringBuilder();
        plan.seconds()
                .ifPresent(expected -> line.append(String.format(
                        Locale.ROOT,
                        "expected %.1f s, took %.1f s (%+.0f %%); ",
                        expected,
                        report.seconds(),
                        100 * (expected / report.seconds() - 1))));
        line.append(String.format(Locale.ROOT, "expected %.2f GB of memory", plan.peakBytes() / 1e9));
        HostMemory.peak()
                .ifPresent(actual -> line.append(String.format(
                        Locale.ROOT,
                        ", peaked at %.2f GB (%+.0f %%)",
                        actual / 1e9,
                        100.0 * ((double) plan.peakBytes() / actual - 1))));
        return line.toString();
    }

    static String json(Plan plan) {
        ObjectNode json = JSON.createObjectNode();
        json.put("budgetBytes", plan.budget());
        json.put("peakBytes", plan.peakBytes());
        plan.seconds().ifPresent(seconds -> json.put("seconds", seconds));
        json.putObject("history")
                .put("pairs", plan.history().pairs())
                .put("type", plan.history().rounded() ? "bfloat16" : "float32");
        for (Plan.Stage stage : plan.stages()) {
            ObjectNode node = json.withArray("stages").addObject();
            node.put("network", stage.network());
            node.put("width", stage.width());
            node.put("height", stage.height());
            node.put("evaluations", stage.evaluations());
            node.put("tiles", stage.tiles());
            stage.tileSide().ifPresent(side -> node.put("tileSide", side));
            node.put("halo", stage.halo());
            stage.secondsPerEvaluation().ifPresent(seconds -> node.put("secondsPerEvaluation", seconds));
        }
        plan.why().forEach(json.withArray("why")::add);
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("numbers and text can be written", impossible);
        }
    }
}
