package io.impasto.capacity;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What the model says, as Markdown; the tables of {@code deploy/scale.md}. */
final class Tables {

    /** Of the stated load. */
    static final List<Integer> SCALES = List.of(1, 10, 100, 1000);

    private static final double MILLION = 1e6;
    private static final double DAYS = 30;

    private final Inputs inputs;
    private final Map<Inputs.Device, Map<Integer, Fleet>> fleets = new HashMap<>();

    Tables(Inputs inputs) {
        this.inputs = inputs;
    }

    /** Simulated once for all tables. */
    private Fleet fleet(Inputs.Device device, int scale) {
        return fleets.computeIfAbsent(device, any -> new HashMap<>())
                .computeIfAbsent(scale, any -> Fleet.of(inputs, device, scale));
    }

    /** The figures that all is computed from, each with its source. */
    String figures() {
        List<String> rows = new ArrayList<>();
        Inputs.Load load = inputs.load();
        rows.add(row("transfers a day, at 1x", load.transfersPerDay()));
        rows.add(row("busiest hour over the day's mean", load.busiestHour()));
        rows.add(row("longest wait of 95 of 100, s", load.patience()));
        for (Inputs.Painting painting : inputs.paintings()) {
            rows.add(text(
                    "| painting `%s` | %.0f %% of all | stated: %s, %.2f megapixels, %d evaluations, %d of them by the preview |",
                    painting.name(),
                    100 * painting.share(),
                    painting.network(),
                    painting.pixels() / 1e6,
                    painting.evaluations(),
                    painting.previewed()));
        }
        for (Inputs.Device device : inputs.devices()) {
            device.secondsPerMegapixel().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(entry -> rows.add(row(
                            device.name() + ", " + entry.getKey() + ", s per evaluation and megapixel",
                            entry.getValue())));
            rows.add(row(device.name() + ", least s per evaluation", device.leastPerEvaluation()));
            rows.add(row(device.name() + ", price per hour", device.pricePerHour()));
        }
        Inputs.Service service = inputs.service();
        rows.add(row("hand-over, s", service.handOver()));
        rows.add(row("accepted per second by a gateway", service.acceptedPerSecond()));
        rows.add(row("events per transfer beside progress", service.eventsPerTransfer()));
        rows.add(row("progress events per second of painting", service.progressPerSecond()));
        rows.add(row("events folded per second and partition", service.foldedPerSecond()));
        rows.add(row("bytes of a gateway's heap per transfer", service.stateBytes()));
        rows.add(row("heap of a gateway, bytes", service.gatewayHeap()));
        rows.add(row("days that a transfer is kept", service.retention()));
        rows.add(row("bytes in all topics per event", service.bytesPerEvent()));
        rows.add(row("bytes per second of a broker", service.brokerBytesPerSecond()));
        rows.add(row("bytes of a result and what comes with it, per megapixel", service.resultBytes()));
        rows.add(row("bytes of a preview, per megapixel", service.previewBytes()));
        rows.add(row("previews per second of painting", service.previewsPerSecond()));
        rows.add(row("bytes of a checkpoint, per megapixel", service.checkpointBytes()));
        rows.add(row("seconds between checkpoints", service.checkpointInterval()));
        rows.add(row("bytes per second of a store node", service.storeBytesPerSecond()));
        rows.add(row("records taken at once per partition", service.locks()));
        rows.add(row("partitions of impasto.requests", service.queuePartitions()));
        rows.add(row("partitions of impasto.events", service.eventPartitions()));
        rows.add(row("price of a gigabyte and month", service.storedPrice()));
        return table("| figure | value | from |\n|---|---|---|", rows);
    }

    /** Seconds of each painting, and of the mean one. */
    String paintings() {
        List<String> rows = new ArrayList<>();
        for (Inputs.Device device : inputs.devices()) {
            String cells = inputs.paintings().stream()
                    .map(painting -> seconds(device.seconds(painting)))
                    .collect(Collectors.joining(" | "));
            rows.add(text("| %s | %s | %s |", device.name(), cells, seconds(inputs.seconds(device))));
        }
        String names = inputs.paintings().stream().map(Inputs.Painting::name).collect(Collectors.joining(" | "));
        return table(
                text(
                        "| device | %s | mean |\n|---|%s---|",
                        names, "---|".repeat(inputs.paintings().size())),
                rows);
    }

    /** Fleets, and what is used up, at each scale. */
    String scales() {
        List<String> rows = new ArrayList<>();
        for (Inputs.Device device : inputs.devices()) {
            for (int scale : SCALES) {
                Fleet fleet = fleet(device, scale);
                String used = Ceilings.of(inputs, device, scale, fleet.workers()).stream()
                        .map(Tables::use)
                        .collect(Collectors.joining(" | "));
                rows.add(text(
                        "| %s | %dx | %s | %d | %s | %.0f %% | %s |",
                        device.name(),
                        scale,
                        rate(inputs.load().peak(scale)),
                        fleet.workers(),
                        seconds(fleet.waited()),
                        100 * fleet.busy(),
                        used));
            }
        }
        List<Ceilings.Ceiling> all = Ceilings.of(inputs, inputs.devices().get(0), 1, 1);
        return table(
                text(
                        "| device | scale | per second | workers | wait of 95 of 100 | busy | %s |\n|---|---|---|---|---|---|%s",
                        all.stream().map(Ceilings.Ceiling::name).collect(Collectors.joining(" | ")),
                        "---|".repeat(all.size())),
                rows);
    }

    /** In which order what can't be had twice is used up. */
    String order() {
        List<String> rows = new ArrayList<>();
        for (Inputs.Device device : inputs.devices()) {
            for (Ceilings.Ceiling ceiling :
                    Ceilings.inOrder(inputs, device, fleet(device, 1).workers())) {
                rows.add(text("| %s | %s | %s |", device.name(), ceiling.name(), times(1 / ceiling.units())));
            }
        }
        return table("| device | used up | at |\n|---|---|---|", rows);
    }

    /** What a million transfers cost. */
    String costs() {
        List<String> rows = new ArrayList<>();
        for (Inputs.Device device : inputs.devices()) {
            Fleet fleet = fleet(device, 100);
            double hours = Ceilings.workerHours(MILLION, inputs, device, fleet.busy());
            double stored = Ceilings.storedGigabytes(inputs, device, MILLION, DAYS);
            rows.add(text(
                    "| %s | %,.0f | %,.0f | %,.0f | %,.0f |",
                    device.name(),
                    hours,
                    hours * device.pricePerHour().value(),
                    stored,
                    stored * inputs.service().storedPrice().value()));
        }
        return table(
                "| device | worker hours | their price | gigabytes kept, mean of a month | their price |\n|---|---|---|---|---|",
                rows);
    }

    private static String use(Ceilings.Ceiling ceiling) {
        if (ceiling.spreads()) {
            return String.valueOf((int) Math.max(1, Math.ceil(ceiling.units())));
        }
        double hundredths = 100 * ceiling.units();
        String used = text(hundredths < 10 ? "%.1f %%" : "%,.0f %%", hundredths);
        return ceiling.holds() ? used : "**" + used + "**";
    }

    private static String row(String name, Figure figure) {
        return text("| %s | %s | %s |", name, plain(figure.value()), figure.from());
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? text("%,.0f", value) : String.valueOf(value);
    }

    private static String seconds(double seconds) {
        return seconds < 1 ? text("%.2f s", seconds) : text("%.1f s", seconds);
    }

    private static String times(double scale) {
        return text(scale < 10 ? "%.1fx" : "%,.0fx", scale);
    }

    private static String rate(double perSecond) {
        return text("%.3g", perSecond);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static String table(String head, List<String> rows) {
        return head + "\n" + String.join("\n", rows) + "\n";
    }
}
