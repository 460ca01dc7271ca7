package io.impasto.engine.cli;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.impasto.engine.device.Execution;
import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.objective.Footprint;
import io.impasto.engine.objective.OperatorTimes;

/** What an evaluation takes, beside its time: memory, and the time of each operator. */
record BenchmarkDetails(FeatureNetwork network, Execution execution, int width, int height, int evaluations) {
    private static final ObjectMapper JSON = new ObjectMapper();

    String memory(boolean json) throws JsonProcessingException {
        Footprint footprint = measured(() -> Footprint.measure(network, execution, width, height, evaluations)
                .orElseThrow(() -> Failure.usage("--memory: this system does not say what memory is resident")));
        if (json) {
            ObjectNode object = head();
            object.put("idleMegabytes", footprint.idleMegabytes());
            object.put("peakMegabytes", footprint.peakMegabytes());
            object.put("bytesPerPixel", footprint.bytesPerPixel());
            return pretty(object);
        }
        return String.format(
                Locale.ROOT,
                "%s on %s at %d x %d: idle %.0f MB, peak %.0f MB: %.0f bytes per pixel",
                network.name(),
                execution.describe(),
                height,
                width,
                footprint.idleMegabytes(),
                footprint.peakMegabytes(),
                footprint.bytesPerPixel());
    }

    String operators(boolean json) throws JsonProcessingException {
        List<OperatorTimes.Row> rows =
                measured(() -> OperatorTimes.measure(network, execution, width, height, evaluations));
        double total =
                rows.stream().mapToDouble(OperatorTimes.Row::milliseconds).sum();
        if (json) {
            ObjectNode object = head();
            object.put("milliseconds", total);
            object.set("operators", JSON.valueToTree(rows));
            return pretty(object);
        }
        StringBuilder table =
                new StringBuilder(String.format(Locale.ROOT, "%-20s %6s %10s %7s", "operator", "nodes", "ms", "share"));
        for (OperatorTimes.Row row : rows) {
            table.append(String.format(
                    Locale.ROOT,
                    "%n%-20s %6d %10.2f %6.1f %%",
                    row.operator(),
                    row.nodes(),
                    row.milliseconds(),
                    100 * row.milliseconds() / total));
        }
        return table.append(String.format(Locale.ROOT, "%n%-20s %6s %10.2f", "sum", "", total))
                .toString();
    }

    private <T> T measured(Supplier<T> measurement) {
        try {
            return measurement.get();
        } catch (IllegalArgumentException e) {
            throw Failure.usage("--size " + height + "x" + width + ": " + e.getMessage());
        }
    }

    private ObjectNode head() {
        ObjectNode object = JSON.createObjectNode();
        object.put("network", network.name());
        object.put("sha256", network.sha256());
        object.put("execution", execution.describe());
        object.put("height", height);
        object.put("width", width);
        object.put("evaluations", evaluations);
        return object;
    }

    private static String pretty(ObjectNode object) throws JsonProcessingException {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(object);
    }
}
