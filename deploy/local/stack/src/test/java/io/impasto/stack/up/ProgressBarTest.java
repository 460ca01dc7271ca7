package io.impasto.stack.up;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProgressBarTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void onATerminalOneLineChanges() {
        ProgressBar bar = new ProgressBar(out, true);
        bar.show(1, 4, 12.5, 20, 3);
        bar.show(2, 4, 6.25, 20, 2);
        bar.finish();
        assertThat(written())
                .isEqualTo("\r  [#######.......................] 1/4  loss 12.50  20.0/s  3 s left\u001b[K"
                        + "\r  [###############...............] 2/4  loss 6.250  20.0/s  2 s left\u001b[K"
                        + System.lineSeparator());
    }

    @Test
    void elsewhereEachTenthIsALine() {
        ProgressBar bar = new ProgressBar(out, false);
        for (int i = 1; i <= 200; i++) {
            bar.show(i, 200, 1, 1, 1);
        }
        bar.finish();
        assertThat(written().lines()).hasSize(10).allMatch(line -> !line.contains("\r"));
    }

    @Test
    void moreThanPlannedIsAFullBar() {
        ProgressBar bar = new ProgressBar(out, true);
        bar.show(9, 4, 1, 1, 0);
        assertThat(written()).contains("[" + "#".repeat(30) + "]");
    }

    private String written() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
