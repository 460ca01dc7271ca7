package io.impasto.stack.up;

import java.io.PrintStream;
import java.util.Locale;

/** Shows how far a painting is: one line that changes on a terminal, a line for each tenth elsewhere. */
final class ProgressBar {

    private static final int CELLS = 30;

    private final PrintStream out;
    private final boolean terminal;
    private int tenths;

    ProgressBar(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Prints a line of its own. */
    void say(String line) {
        out.println(line);
    }

    /** @param done of {@code planned}, at least 1 */
    void show(int done, int planned, double loss, double perSecond, double etaSeconds) {
        int reached = Math.min(10, done * 10 / planned);
        if (!terminal && reached <= tenths) {
            return;
        }
        tenths = reached;
        String line = String.format(
                Locale.ROOT,
                "  %s %d/%d  loss %.4g  %.1f/s  %.0f s left",
                bar(done, planned),
                done,
                planned,
                loss,
                perSecond,
                etaSeconds);
        if (terminal) {
            // carriage return, and clear to the end of the line (ECMA-48 EL)
            out.print("\r" + line + "\u001b[K");
            out.flush();
        } else {
            out.println(line);
        }
    }

    /** Ends the line that changes. */
    void finish() {
        if (terminal) {
            out.println();
        }
    }

    private static String bar(int done, int planned) {
        int full = Math.min(CELLS, (int) ((long) done * CELLS / planned));
        return "[" + "#".repeat(full) + ".".repeat(CELLS - full) + "]";
    }
}
