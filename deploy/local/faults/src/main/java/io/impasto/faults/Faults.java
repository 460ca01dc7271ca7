package io.impasto.faults;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code impasto faults}: breaks a stack of its own in every way, and tells whether a transfer was lost. */
@Command(
        name = "impasto faults",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = "Starts a stack of its own (broker, S3 server, storage-service, two gateways, workers), posts"
                + " transfers, breaks the parts by a schedule, and checks topics and store afterwards.",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:nothing was lost", "1:something was violated; it is named", "2:unknown option"})
public final class Faults implements Callable<Integer> {

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of the schedule: the same faults in the same order. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(
            names = "--transfers",
            paramLabel = "N",
            defaultValue = "200",
            description = "How many to post, 1 or more. Default: ${DEFAULT-VALUE}")
    private int transfers;

    @Option(
            names = "--workers",
            paramLabel = "N",
            defaultValue = "2",
            description = "How many paint, 2 to 8. Default: ${DEFAULT-VALUE}")
    private int workers;

    @Option(names = "--data", paramLabel = "DIR", description = "Where logs and data stay. Default: a temporary folder")
    private Path data;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this.")
    private boolean help;

    private final PrintStream out;
    private final long begun = System.nanoTime();

    Faults(PrintStream out) {
        this.out = out;
    }

    /** Runs the command and exits with its code. */
    public static void main(String[] args) {
        System.exit(Shell.run(new Faults(System.out), args));
    }

    @Override
    public Integer call() throws IOException {
        if (transfers < 1 || workers < 2 || workers > 8) {
            out.println("impasto faults: --transfers must be 1 or more, --workers 2 to 8");
            return 2;
        }
        Path folder = data == null ? Files.createTempDirectory("impasto-faults") : data.toAbsolutePath();
        out.println("Logs and data: " + folder);
        try (Site site = new Site(folder, workers, Site.HARDY);
                Storm storm = new Storm(site, UUID.randomUUID().toString())) {
            storm.rage(Schedule.of(seed, transfers), this::tell);
            Evidence evidence = storm.evidence();
            out.println();
            Report.of(storm.outcomes(), evidence, storm.repeatedRequests()).forEach(out::println);
            List<Violation> violations = Checker.check(evidence);
            violations.forEach(out::println);
            out.println(violations.isEmpty() ? "Nothing was lost." : violations.size() + " violations.");
            return violations.isEmpty() ? 0 : 1;
        }
    }

    private void tell(Outcome outcome) {
        out.printf(
                "%7s  %-48s %-16s %s%n",
                Report.seconds(Duration.ofNanos(System.nanoTime() - begun)),
                outcome.step().fault().text(),
                outcome.victim(),
                outcome.recovery().map(Report::seconds).orElse("-"));
    }
}
