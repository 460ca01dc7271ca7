package io.impasto.engine.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

import io.impasto.engine.objective.Losses;
import io.impasto.engine.transfer.Evaluation;

/** Shows how far a painting is: a line that is written over on a terminal, plain lines in a log, or nothing. */
interface Progress extends AutoCloseable {

    void show(Evaluation evaluation);

    /** Leaves the cursor at the start of a line. */
    @Override
    void close();

    /** The kind that suits where stderr goes. */
    static Progress to(PrintWriter err, boolean quiet) {
        if (quiet) {
            return new Silent();
        }
        return isTerminal() ? new Bar(err, System::nanoTime) : new Lines(err, System::nanoTime);
    }

    private static boolean isTerminal() {
        if ("dumb".equals(System.getenv("TERM"))) {
            return false;
        }
        Path stderr = Path.of("/proc/self/fd/2");
        if (Files.isSymbolicLink(stderr)) {
            try {
                String target = Files.readSymbolicLink(stderr).toString();
                return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
            } catch (IOException e) {
                return false;
            }
        }
        return System.console() != null;
    }

    /** Says nothing. */
    record Silent() implements Progress {
        @Override
        public void show(Evaluation evaluation) {}

        @Override
        public void close() {}
    }

    /** Monotonic nanoseconds. */
    interface Clock {
        long nanos();
    }

    /** One line, written over at most twenty times a second. */
    final class Bar implements Progress {
        private static final int CELLS = 12;
        // A longer line would wrap on the narrowest usual terminal, and could not be written over.
        private static final int WIDTH = 79;
        private static final long PAUSE = 50_000_000;

        private final PrintWriter err;
        private final Clock clock;
        private long last = Long.MIN_VALUE;
        private int longest;

        Bar(PrintWriter err, Clock clock) {
            this.err = err;
            this.clock = clock;
        }

        @Override
        public void show(Evaluation e) {
            long now = clock.nanos();
            if (last != Long.MIN_VALUE && now - last < PAUSE && e.number() < e.planned()) {
                return;
            }
            last = now;
            int full = (int) ((long) CELLS * e.number() / e.planned());
            String line = "[" + "#".repeat(full) + "-".repeat(CELLS - full) + "] " + describe(e);
            line = line.substring(0, Math.min(WIDTH, line.length()));
            longest = Math.max(longest, line.length());
            err.print("\r" + line + " ".repeat(longest - line.length()));
            err.flush();
        }

        @Override
        public void close() {
            if (longest > 0) {
                err.println();
                err.flush();
            }
        }
    }

    /** The first and the last evaluation, every tenth of the work but at most one line a second, and one every half minute. */
    final class Lines implements Progress {
        private static final long SECOND = 1_000_000_000;

        private final PrintWriter err;
        private final Clock clock;
        private long last;
        private int shown;

        Lines(PrintWriter err, Clock clock) {
            this.err = err;
            this.clock = clock;
            this.last = clock.nanos();
        }

        @Override
        public void show(Evaluation e) {
            long since = clock.nanos() - last;
            boolean tenth = e.number() - shown >= e.planned() / 10.0;
            boolean end = e.number() >= e.planned();
            if (shown == 0 || end || tenth && since >= SECOND || since >= 30 * SECOND) {
                last = clock.nanos();
                shown = e.number();
                err.println(describe(e));
                err.flush();
            }
        }

        @Override
        public void close() {}
    }

    private static String describe(Evaluation e) {
        Losses losses = e.losses();
        String tv = losses.tv() == 0 ? "" : String.format(Locale.ROOT, " tv %.3g", losses.tv());
        String temporal = losses.temporal() == 0 ? "" : String.format(Locale.ROOT, " temporal %.3g", losses.temporal());
        return String.format(
                Locale.ROOT,
                "%3d %% %d/%d %dx%d content %.3g style %.3g%s%s %.1f/s %s %s",
                100 * e.number() / e.planned(),
                e.number(),
                e.planned(),
                e.width(),
                e.height(),
                sum(losses.content()),
                sum(losses.style()),
                tv,
                temporal,
                e.perSecond(),
                left(e.remaining()),
                e.network());
    }

    private static double sum(Map<String, Double> terms) {
        return terms.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private static String left(Duration remaining) {
        long seconds = (remaining.toMillis() + 999) / 1000;
        return seconds < 60
                ? "ETA " + seconds + " s"
                : String.format(Locale.ROOT, "ETA %d:%02d", seconds / 60, seconds % 60);
    }
}
