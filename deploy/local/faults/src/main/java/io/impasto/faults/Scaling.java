package io.impasto.faults;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code impasto scaling}: how long two workers take against one, for paintings that last a fixed time. */
@Command(
        name = "impasto scaling",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description =
                "Starts a stack of its own, paints the same number of tiny pictures with one worker and with two, and"
                        + " prints both times and their ratio. The workers keep a pace (IMPASTO_WORKER_EVALUATION_INTERVAL), so that a"
                        + " picture takes the same time however many cores there are: what is measured is the queue.",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:measured", "1:something failed", "2:unknown option"})
public final class Scaling implements Callable<Integer> {

    private static final int EVALUATIONS = 20;
    private static final String OPTIONS = "{\"size\": 32, \"evaluations\": " + EVALUATIONS + ", \"levels\": 1}";
    /** Paintings that are not counted: a fresh worker's first ones take longer, and the first run is that of two. */
    private static final int WARM_UP = 6;

    private static final Duration LIMIT = Duration.ofMinutes(10);

    @Option(
            names = "--transfers",
            paramLabel = "N",
            defaultValue = "12",
            description = "Paintings of each of the two runs. Default: ${DEFAULT-VALUE}")
    private int transfers;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "4",
            description = "How long a painting takes. Default: ${DEFAULT-VALUE}")
    private double seconds;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this.")
    private boolean help;

    private final PrintStream out;

    Scaling(PrintStream out) {
        this.out = out;
    }

    /** Runs the command and exits with its code. */
    public static void main(String[] args) {
        System.exit(Shell.run(new Scaling(System.out), args));
    }

    @Override
    public Integer call() throws IOException {
        if (transfers < 1 || !(seconds > 0 && seconds <= 60)) {
            out.println("impasto scaling: --transfers must be 1 or more, --seconds above 0 and at most 60");
            return 2;
        }
        String interval = Math.round(seconds * 1000 / EVALUATIONS) + "ms";
        Path folder = Files.createTempDirectory("impasto-scaling");
        out.println("Logs and data: " + folder);
        try (Site site = new Site(folder, 2, Map.of("IMPASTO_WORKER_EVALUATION_INTERVAL", interval));
                Chronicle chronicle = new Chronicle(site.bootstrapServers())) {
            time(site, chronicle, WARM_UP);
            Duration two = time(site, chronicle, transfers);
            site.workers().get(1).terminate();
            Duration one = time(site, chronicle, transfers);
            out.printf(
                    Locale.ROOT,
                    "%d paintings of %.1f s: one worker %s, two workers %s, ratio %.2f%n",
                    transfers,
                    seconds,
                    Report.seconds(one),
                    Report.seconds(two),
                    (double) two.toMillis() / one.toMillis());
            return 0;
        }
    }

    /** From the first request to the end of the last painting. */
    private Duration time(Site site, Chronicle chronicle, int count) {
        Client client = new Client(site.gatewayUrls(), UUID.randomUUID().toString(), OPTIONS);
        client.upload();
        long begun = System.nanoTime();
        List<String> accepted =
                IntStream.range(0, count).mapToObj(client::submit).toList();
        Set<String> wanted = new HashSet<>(accepted);
        long last = begun;
        for (String transfer : wanted) {
            Fact end = chronicle
                    .await(fact -> fact.terminal() && fact.transfer().equals(transfer), LIMIT)
                    .filter(Fact::completed)
                    .orElseThrow(() -> new IllegalStateException(transfer + " was not painted"));
            last = Math.max(last, end.seen());
        }
        return Duration.ofNanos(last - begun);
    }
}
