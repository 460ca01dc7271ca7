package io.impasto.stack.latency;

import java.io.FileNotFoundException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import io.impasto.stack.Installation;
import io.impasto.stack.client.GatewayClient;
import io.impasto.stack.client.GatewayException;
import io.impasto.stack.client.Multipart;

/** {@code impasto latency}: how long a client waits for the start and for the first preview, on a stack that runs. */
@Command(
        name = "impasto latency",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = "Posts transfers to a running gateway, one after another, and prints how long each took from the"
                + " accepted request to transfer.started, from there to the first preview, as a client sees it on the"
                + " event stream, and how long the worker painted.",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:measured", "1:the gateway cannot be reached or a transfer failed", "2:unknown option"})
public final class Latency implements Callable<Integer> {

    @Option(
            names = "--gateway",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8080",
            description = "Where the gateway is. Default: ${DEFAULT-VALUE}")
    private URI address;

    @Option(
            names = "--transfers",
            paramLabel = "N",
            defaultValue = "40",
            description = "How many to post, after two that are not counted. Default: ${DEFAULT-VALUE}")
    private int transfers;

    @Option(
            names = "--size",
            paramLabel = "PX",
            defaultValue = "256",
            description = "Long side of the paintings. Default: ${DEFAULT-VALUE}")
    private int size;

    @Option(
            names = "--evaluations",
            paramLabel = "N",
            defaultValue = "20",
            description = "Evaluations of each. Default: ${DEFAULT-VALUE}")
    private int evaluations;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this.")
    private boolean help;

    private static final int WARM_UP = 2;

    private final PrintStream out;

    Latency(PrintStream out) {
        this.out = out;
    }

    /** Runs the command and exits with its code. */
    public static void main(String[] args) {
        CommandLine command = new CommandLine(new Latency(System.out));
        command.setExecutionExceptionHandler((exception, line, parsed) -> {
            if (!(exception instanceof GatewayException)) {
                throw exception;
            }
            line.getErr().println("impasto latency: " + exception.getMessage());
            return 1;
        });
        System.exit(command.execute(args));
    }

    @Override
    public Integer call() throws FileNotFoundException {
        GatewayClient gateway = new GatewayClient(address);
        List<Observation> observations = new ArrayList<>();
        for (int i = 0; i < transfers + WARM_UP; i++) {
            Observation observation = observe(gateway, i);
            if (i >= WARM_UP) {
                observations.add(observation);
            }
        }
        out.printf(Locale.ROOT, "%d transfers, milliseconds      p50     p95     max%n", transfers);
        print("accepted to transfer.started", observations, Observation::acceptedToStarted);
        print("started to first preview", observations, Observation::startedToPreview);
        print("worker time", observations, Observation::painting);
        return 0;
    }

    private Observation observe(GatewayClient gateway, int number) throws FileNotFoundException {
        Path samples = Installation.current().samples();
        // The seed makes each request another one; nothing is answered from what was painted before.
        String options = String.format(
                Locale.ROOT, "{\"size\": %d, \"evaluations\": %d, \"seed\": %d}", size, evaluations, number);
        JsonNode transfer = gateway.submit(new Multipart()
                .file("content", samples.resolve("town.jpg"))
                .file("style", samples.resolve("swirls.jpg"))
                .json("options", options));
        Observation observation = new Observation(System.nanoTime());
        gateway.follow(transfer.at("/links/events").asText(), event -> observation.see(event, System.nanoTime()));
        String state =
                gateway.transfer(transfer.path("id").asText()).path("state").asText();
        if (!state.equals("succeeded")) {
            throw new GatewayException("transfer " + transfer.path("id").asText() + " " + state);
        }
        return observation;
    }

    private void print(String what, List<Observation> observations, ToDoubleFunction<Observation> measure) {
        Percentiles percentiles =
                Percentiles.of(observations.stream().mapToDouble(measure).toArray());
        out.printf(
                Locale.ROOT,
                "%-30s %7.0f %7.0f %7.0f%n",
                what,
                percentiles.p50(),
                percentiles.p95(),
                percentiles.max());
    }
}
