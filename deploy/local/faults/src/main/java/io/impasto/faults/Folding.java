package io.impasto.faults;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import io.impasto.stack.client.GatewayClient;
import io.impasto.stack.client.GatewayException;

/** {@code impasto folding}: how many events a gateway folds per second, and what a transfer takes of its memory. */
@Command(
        name = "impasto folding",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description =
                "Starts a stack of its own, paints a few small pictures, stops the worker and holds the only gateway, publishes"
                        + " what was asked and told of them again and again under other ids, lets the gateway go on, and prints how fast"
                        + " it catches up and how much more of its heap is in use then.",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:measured", "1:something failed", "2:unknown option"})
public final class Folding implements Callable<Integer> {

    private static final int PAINTINGS = 10;
    private static final String OPTIONS = "{\"size\": 32, \"evaluations\": 30, \"levels\": 1}";
    /** So that a painting lasts some seconds, with progress as that of larger ones. */
    private static final Map<String, String> WORKER = Map.of(
            "IMPASTO_WORKER_EVALUATION_INTERVAL", "100ms",
            "IMPASTO_WORKER_PROGRESS_INTERVAL", "250ms");

    private static final Duration LIMIT = Duration.ofMinutes(10);

    @Option(
            names = "--transfers",
            paramLabel = "N",
            defaultValue = "5000",
            description = "How many, 10 to 100000. Default: ${DEFAULT-VALUE}")
    private int transfers;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this.")
    private boolean help;

    private final PrintStream out;

    Folding(PrintStream out) {
        this.out = out;
    }

    /** Runs the command and exits with its code. */
    public static void main(String[] args) {
        System.exit(Shell.run(new Folding(System.out), args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (transfers < PAINTINGS || transfers > 100_000) {
            out.println("impasto folding: --transfers must be 10 to 100000");
            return 2;
        }
        Path folder = Files.createTempDirectory("impasto-folding");
        out.println("Logs and data: " + folder);
        try (Site site = new Site(folder, 1, WORKER)) {
            site.gateways().get(1).terminate();
            Unit<?> gateway = site.gateways().get(0);
            GatewayClient client = new GatewayClient(site.gatewayUrls().get(0));
            String last = paint(site, client);
            site.workers().get(0).terminate();
            long before = liveBytes(gateway.part().process().pid());

            int copies = transfers / PAINTINGS;
            Copies originals = Copies.of(site.bootstrapServers());
            gateway.hold();
            originals.publish(copies);
            gateway.release();
            long begun = System.nanoTime();
            await(client, Copies.id(last, copies));
            double seconds = (System.nanoTime() - begun) / 1e9;
            long after = liveBytes(gateway.part().process().pid());
            out.printf(
                    Locale.ROOT,
                    "%d transfers, %.1f records of %d bytes each: folded in %.1f s, %.0f per second; %d bytes of heap for each transfer%n",
                    copies * PAINTINGS,
                    (double) originals.records() / PAINTINGS,
                    originals.bytes() / originals.records(),
                    seconds,
                    copies * originals.records() / seconds,
                    (after - before) / (copies * PAINTINGS));
            return 0;
        }
    }

    /** The last of the transfers, all of which have ended when this returns. */
    private static String paint(Site site, GatewayClient gateway) {
        Client client =
                new Client(List.of(site.gatewayUrls().get(0)), UUID.randomUUID().toString(), OPTIONS);
        client.upload();
        List<String> accepted =
                IntStream.range(0, PAINTINGS).mapToObj(client::submit).toList();
        accepted.forEach(transfer -> await(gateway, transfer));
        return accepted.get(accepted.size() - 1);
    }

    /** Until the gateway knows the end of a transfer. */
    private static void await(GatewayClient client, String transfer) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!succeeded(client, transfer)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(transfer + " has not succeeded in " + LIMIT);
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private static boolean succeeded(GatewayClient client, String transfer) {
        try {
            return client.transfer(transfer).path("state").asText().equals("succeeded");
        } catch (GatewayException notYet) {
            return false;
        }
    }

    /** Of the objects that are left after a collection, by {@code jcmd}. */
    private static long liveBytes(long pid) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        String.valueOf(pid),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return text.lines()
                .filter(line -> line.startsWith("Total "))
                .mapToLong(line -> Long.parseLong(line.strip().split("\\s+")[2]))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("jcmd tells nothing of process " + pid + ": " + text));
    }
}
