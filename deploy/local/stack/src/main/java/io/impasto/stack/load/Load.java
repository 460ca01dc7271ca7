package io.impasto.stack.load;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import io.impasto.stack.Installation;
import io.impasto.stack.Ports;
import io.impasto.stack.Stack;
import io.impasto.stack.StackListener;
import io.impasto.stack.StackOptions;
import io.impasto.stack.StackProblem;
import io.impasto.stack.client.GatewayException;
import io.impasto.stack.latency.Percentiles;
import io.impasto.stack.process.ChildProcess;

/** {@code impasto load}: many submissions and many event streams at once. */
@Command(
        name = "impasto load",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description =
                "Opens event streams, posts small transfers slowly and then at a rate, and prints what their clients"
                        + " wait for: accept, from the time a submission was due to its answer; start, from acceptance to the"
                        + " worker's start; event, from what a worker says to its arrival at a client. Then looks each transfer up."
                        + " Without --gateway it starts a stack of its own in a temporary folder and tells what the streams cost.",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all were accepted and none was lost",
            "1:some were refused or lost, or the gateway cannot be reached",
            "2:unknown option"
        })
public final class Load implements Callable<Integer> {

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final double HOLD_RATE = 100;
    private static final int CALM = 40;
    private static final int CALM_RATE = 2;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--gateway", paramLabel = "URL", description = "A gateway that runs. Default: one of its own")
    private URI address;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "300",
            description = "Submissions per second, 1 or more. Default: ${DEFAULT-VALUE}")
    private double rate;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "20",
            description = "For how long, 1 or more. Default: ${DEFAULT-VALUE}")
    private int seconds;

    @Option(
            names = "--streams",
            paramLabel = "N",
            defaultValue = "1000",
            description =
                    "Transfers, of those that were posted last, whose events are followed. Default: ${DEFAULT-VALUE}")
    private int streams;

    @Option(
            names = "--drain",
            description =
                    "Wait until all followed transfers have ended; otherwise 30 seconds, for the sample of events.")
    private boolean drain;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this.")
    private boolean help;

    private final PrintStream out;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    Load(PrintStream out) {
        this.out = out;
    }

    /** Runs the command and exits with its code. */
    public static void main(String[] args) {
        CommandLine command = new CommandLine(new Load(System.out));
        command.setExecutionExceptionHandler((exception, line, parsed) -> {
            if (!(exception instanceof GatewayException || exception instanceof StackProblem)) {
                throw exception;
            }
            line.getErr().println("impasto load: " + exception.getMessage());
            return 1;
        });
        System.exit(command.execute(args));
    }

    @Override
    public Integer call() throws IOException {
        if (rate < 1 || seconds < 1 || streams < 0) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--rate and --seconds must be 1 or more, --streams 0 or more");
        }
        if (address != null) {
            return measure(address, null);
        }
        Path folder = Files.createTempDirectory("impasto-load");
        out.println("Logs and data: " + folder);
        try (Stack stack = Stack.start(new StackOptions(folder, Ports.free(), 1), StackListener.SILENT)) {
            ChildProcess gateway = stack.parts().stream()
                    .filter(part -> part.name().equals("gateway-service"))
                    .findFirst()
                    .orElseThrow();
            return measure(stack.gateway(), gateway);
        }
    }

    private int measure(URI gateway, ChildProcess process) throws IOException {
        Controls controls = new Controls(http, gateway);
        Poster poster = new Poster(http, gateway, images(controls));
        // They wait, so that their streams stay open, and nobody has to wait behind them.
        List<Post> held = poster.post(streams, HOLD_RATE, 2000, id -> {});
        refusals(held);
        controls.pause(accepted(held));
        for (String id : accepted(held)) {
            await(LIMIT, () -> controls.state(id).equals("paused"));
        }
        // The workers have passed over those that wait once they have painted what came after them.
        for (String id : accepted(poster.post(1, 1, 1, id -> {}))) {
            await(LIMIT, () -> controls.state(id).equals("succeeded"));
        }
        Followers holders = opened(gateway, accepted(held), process);

        Followers watchers = new Followers(http, gateway);
        List<Post> calm = poster.post(CALM, CALM_RATE, 1, watchers::follow);
        out.printf(Locale.ROOT, "%-30s %7s %7s %7s %7s%n", "milliseconds", "p50", "p95", "p99", "max");
        print("accept, " + CALM_RATE + " per second", calm);
        await(LIMIT, () -> watchers.ended() + watchers.broken() >= calm.size());
        print("start", watchers.starts());
        print("event", watchers.delays());

        long begun = System.nanoTime();
        List<Post> flood = poster.post((int) Math.round(rate * seconds), rate, 1, id -> {});
        double took = (System.nanoTime() - begun) / 1e9;
        print("accept, " + Math.round(rate) + " per second", flood);
        out.printf(
                Locale.ROOT,
                "%d submissions in %.1f s, %d accepted: %.0f per second%n",
                flood.size(),
                took,
                accepted(flood).size(),
                accepted(flood).size() / took);
        refusals(flood);

        controls.cancel(accepted(held));
        await(LIMIT, () -> holders.ended() + holders.broken() >= held.size());
        out.printf(Locale.ROOT, "%d event streams ended, %d broke off%n", holders.ended(), holders.broken());
        long lost = lost(controls, flood, "queued", "starting", "running", "succeeded")
                + lost(controls, calm, "succeeded")
                + lost(controls, held, "cancelled");
        if (drain && lost == 0) {
            await(Duration.ofHours(2), () -> lost(controls, flood, "succeeded") == 0);
            lost = lost(controls, flood, "succeeded");
        }
        out.println(lost == 0 ? "Nothing was lost." : lost + " were refused or lost.");
        return lost == 0 && holders.broken() == 0 ? 0 : 1;
    }

    private Followers opened(URI gateway, List<String> held, ChildProcess process) throws IOException {
        long before = process == null ? 0 : residentMegabytes(process);
        Followers holders = new Followers(http, gateway);
        held.forEach(holders::follow);
        await(LIMIT, () -> holders.open() + holders.broken() >= held.size());
        out.printf(Locale.ROOT, "%d event streams open", holders.open());
        if (process != null) {
            out.printf(Locale.ROOT, "; the gateway takes %d MB, %d MB before", residentMegabytes(process), before);
        }
        out.println();
        return holders;
    }

    private static List<String> accepted(List<Post> posts) {
        return posts.stream().filter(Post::accepted).map(Post::id).toList();
    }

    private static long lost(Controls controls, List<Post> posts, String... states) {
        Set<String> fine = Set.of(states);
        return posts.stream()
                .filter(post -> !post.accepted() || !fine.contains(controls.state(post.id())))
                .count();
    }

    private void print(String what, List<Post> posts) {
        print(what, posts.stream().mapToDouble(Post::milliseconds).toArray());
    }

    private void refusals(List<Post> posts) {
        posts.stream()
                .filter(post -> !post.accepted())
                .collect(Collectors.groupingBy(Post::status, TreeMap::new, Collectors.counting()))
                .forEach((status, count) ->
                        out.println(count + (status == 0 ? " could not be sent" : " were answered with " + status)));
    }

    private void print(String what, double[] sample) {
        if (sample.length == 0) {
            out.printf("%-30s %7s%n", what, "-");
            return;
        }
        Percentiles of = Percentiles.of(sample);
        out.printf(Locale.ROOT, "%-30s %7.1f %7.1f %7.1f %7.1f%n", what, of.p50(), of.p95(), of.p99(), of.max());
    }

    private static String images(Controls controls) throws IOException {
        Path samples = Installation.current().samples();
        return "\"content\": \"%s\", \"styles\": [\"%s\"]"
                .formatted(
                        controls.uploaded(samples.resolve("town.jpg")),
                        controls.uploaded(samples.resolve("swirls.jpg")));
    }

    private static void await(Duration limit, BooleanSupplier condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    /** Resident set (proc(5), VmRSS). */
    private static long residentMegabytes(ChildProcess part) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(part.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .sum();
        }
    }
}
