package io.impasto.engine.check;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import io.impasto.autodiff.Device;

/** The rows of a check as Markdown. */
public final class Report {
    private Report() {}

    /** Two tables, and a line for each thing that is not as it should be. */
    public static String markdown(DeviceCheck check, List<DeviceCheck.Row> rows) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                        Locale.ROOT,
                        "Parity with the processor's float32, %s, %d x %d:%n%n",
                        check.network().name(),
                        check.paritySize(),
                        check.paritySize()))
                .append("| precision | losses | wanted | gradient | wanted | |\n|---|---|---|---|---|---|\n");
        for (DeviceCheck.Row row : rows) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %.1e | %.0e | %.1e | %.1e | %s |%n",
                    row.precision(),
                    row.lossError(),
                    row.lossBound(),
                    row.gradientError(),
                    row.gradientBound(),
                    row.passes() ? "holds" : "**does not hold**"));
        }
        text.append(String.format(
                        Locale.ROOT,
                        "%nEvaluations per second at %d x %d; steps of Adam and L-BFGS, %d in a run; the ceiling is the"
                                + " rate of %d x %d matrix products over the evaluation's multiply-adds:%n%n",
                        check.size(),
                        check.size(),
                        check.stepsPerRun(),
                        check.matrix(),
                        check.matrix()))
                .append("| precision | single | Adam | L-BFGS | ceiling | TFLOP/s of products | GPU memory |\n")
                .append("|---|---|---|---|---|---|---|\n");
        for (DeviceCheck.Row row : rows) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %.1f | %.1f | %.1f | %.1f | %.2f | %s |%n",
                    row.precision(),
                    row.rates().single(),
                    row.rates().adam(),
                    row.rates().lbfgs(),
                    row.ceiling(),
                    2 * row.productRate() / 1e12,
                    row.memory().isPresent() ? row.memory().getAsLong() + " MiB" : ""));
        }
        if (check.device() instanceof Device.Cuda) {
            rows.stream()
                    .filter(row -> !row.placement().large().isEmpty())
                    .forEach(row -> text.append(String.format(
                            Locale.ROOT,
                            "%nIn %s the processor ran, with results of so many bytes: %s.%n",
                            row.precision(),
                            row.placement().large().entrySet().stream()
                                    .map(node -> node.getKey() + " " + node.getValue())
                                    .collect(Collectors.joining(", ")))));
        }
        return text.toString().replace("\r\n", "\n");
    }
}
