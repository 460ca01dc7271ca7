package io.impasto.stack.up;

import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;

import io.impasto.stack.StackListener;
import io.impasto.stack.Topics;
import io.impasto.stack.process.PartFailure;

/** Tells a person how the stack starts and stops, one line each. */
final class Console implements StackListener {

    private final PrintStream out;
    private final boolean terminal;
    private Duration latest = Duration.ZERO;

    Console(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public void ready(String part, Duration after) {
        latest = after;
        out.printf(Locale.ROOT, "  %-18s ready   %4.1f s%n", part, seconds(after));
    }

    @Override
    public void stopped(String part) {
        out.printf("  %-18s stopped%n", part);
    }

    void ready(URI gateway) {
        out.printf(Locale.ROOT, "Impasto is ready after %.1f s: %s/%n", seconds(latest), gateway);
    }

    void serving(URI gateway, String bootstrapServers) {
        out.println("Kafka is at " + bootstrapServers + ": publish to " + Topics.REQUESTS + ", read " + Topics.EVENTS
                + ".");
        out.println("Serving " + gateway + "/ until Ctrl-C.");
    }

    void stopping() {
        // below what Ctrl-C leaves on the line of the progress bar
        out.println(terminal ? "\nStopping." : "Stopping.");
    }

    /** What failed, and the end of what it said. */
    static String describe(PartFailure failure) {
        String log = failure.tail().stream().map(line -> "  | " + line).collect(Collectors.joining("\n"));
        return failure.getMessage() + (log.isEmpty() ? "" : "\n" + log) + "\n  all of it: " + failure.log();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
