package io.impasto.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The table of a storm, for people: one line for each kind of fault, then what it all came to. */
final class Report {

    private static final String LINE = "| %-48s | %5d | %8s | %8s | %12s | %8s |";

    private Report() {}

    static List<String> of(List<Outcome> outcomes, Evidence evidence, int repeatedRequests) {
        List<String> lines = new ArrayList<>();
        lines.add("| fault                                            | times | recovery |  longest | work lost    |"
                + "  leaving |");
        lines.add("|---|---|---|---|---|---|");
        Map<Fault, List<Outcome>> byFault = outcomes.stream()
                .collect(Collectors.groupingBy(
                        outcome -> outcome.step().fault(), () -> new EnumMap<>(Fault.class), Collectors.toList()));
        byFault.forEach((fault, some) -> lines.add(line(fault.text(), some)));
        List<Outcome> idle = outcomes.stream()
                .filter(Outcome::idle)
                .filter(outcome -> outcome.step().fault() == Fault.KILL_WORKER)
                .toList();
        if (!idle.isEmpty()) {
            lines.add(line("  of the kills: another worker was idle", idle));
        }
        lines.add("");
        List<String> starts = evidence.facts().stream()
                .filter(Fact::started)
                .map(Fact::transfer)
                .toList();
        long redeliveries = starts.size() - starts.stream().distinct().count();
        lines.add("%d transfers accepted, %d faults, %d starts after the first, %d requests repeated by the client"
                .formatted(evidence.accepted().size(), outcomes.size(), redeliveries, repeatedRequests));
        return lines;
    }

    private static String line(String what, List<Outcome> outcomes) {
        List<Duration> recoveries = outcomes.stream()
                .flatMap(outcome -> outcome.recovery().stream())
                .sorted()
                .toList();
        List<Integer> lost =
                outcomes.stream().flatMap(outcome -> outcome.lost().stream()).toList();
        Optional<Duration> leaving =
                outcomes.stream().flatMap(outcome -> outcome.leaving().stream()).max(Duration::compareTo);
        return String.format(
                Locale.ROOT,
                LINE,
                what,
                outcomes.size(),
                recoveries.isEmpty() ? "" : seconds(recoveries.get((recoveries.size() - 1) / 2)),
                recoveries.isEmpty() ? "" : seconds(recoveries.get(recoveries.size() - 1)),
                lost.isEmpty() ? "" : lost.stream().mapToInt(Integer::intValue).sum() + " of " + lost.size(),
                leaving.map(Report::seconds).orElse(""));
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
