package io.impasto.engine.cli;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.impasto.engine.image.Picture;
import io.impasto.engine.objective.Losses;
import io.impasto.engine.transfer.Checkpoint;
import io.impasto.engine.transfer.Evaluation;

import static org.assertj.core.api.Assertions.assertThat;

class ProgressTest {

    private final StringWriter err = new StringWriter();
    private long nanos = 1_000_000_000_000L;

    @Test
    void linesTellLossesSpeedAndTimeLeft() {
        new Progress.Lines(new PrintWriter(err), () -> nanos).show(at(1, 100));

        assertThat(err.toString().strip())
                .isEqualTo("1 % 1/100 48x36 content 0.250 style 0.750 tv 0.500 20.0/s ETA 1:35 vgg19-slim");
    }

    @Test
    void linesComeAtMostOnceASecondAndEachTenth() {
        Progress.Lines lines = new Progress.Lines(new PrintWriter(err), () -> nanos);
        for (int number = 1; number <= 100; number++) {
            nanos += 50_000_000;
            lines.show(at(number, 100));
        }

        assertThat(err.toString().lines().map(line -> line.strip().split(" ")[2]))
                .containsExactly("1/100", "21/100", "41/100", "61/100", "81/100", "100/100");
    }

    @Test
    void aLongWaitIsBrokenByALineEveryHalfMinute() {
        Progress.Lines lines = new Progress.Lines(new PrintWriter(err), () -> nanos);
        for (int number = 1; number <= 100; number++) {
            nanos += 1_000_000_000L;
            lines.show(at(number, 10_000));
        }

        assertThat(err.toString().lines()).hasSize(1 + 99 / 30);
    }

    @Test
    void theBarIsWrittenOverAndFitsATerminal() {
        Progress.Bar bar = new Progress.Bar(new PrintWriter(err), () -> nanos);
        for (int number = 1; number <= 4; number++) {
            nanos += 60_000_000;
            bar.show(at(number, 4));
        }
        bar.close();

        String[] written = err.toString().split("\r");
        assertThat(written).hasSize(5);
        assertThat(written[1]).startsWith("[###---------]  25 % 1/4").hasSizeLessThan(80);
        assertThat(written[4]).startsWith("[############] 100 % 4/4").endsWith(System.lineSeparator());
    }

    @Test
    void theBarIsNotRedrawnMoreThanTwentyTimesASecond() {
        Progress.Bar bar = new Progress.Bar(new PrintWriter(err), () -> nanos);
        for (int number = 1; number <= 1000; number++) {
            nanos += 1_000_000;
            bar.show(at(number, 1000));
        }

        assertThat(err.toString().split("\r")).hasSizeLessThanOrEqualTo(22);
    }

    private static Evaluation at(int number, int planned) {
        return new Shown(number, planned);
    }

    /** The numbers that are shown. */
    private record Shown(int number, int planned) implements Evaluation {
        @Override
        public String network() {
            return "vgg19-slim";
        }

        @Override
        public int level() {
            return 1;
        }

        @Override
        public int levels() {
            return 1;
        }

        @Override
        public int width() {
            return 48;
        }

        @Override
        public int height() {
            return 36;
        }

        @Override
        public Losses losses() {
            return new Losses(Map.of("relu4_2", 0.25), Map.of("relu1_1", 0.5, "relu2_1", 0.25), 0.5, 1.5);
        }

        @Override
        public boolean rolledBack() {
            return false;
        }

        @Override
        public double perSecond() {
            return 20;
        }

        @Override
        public Duration remaining() {
            return Duration.ofMillis(94_500);
        }

        @Override
        public Picture picture() {
            throw new AssertionError("progress shows no picture");
        }

        @Override
        public Checkpoint checkpoint() {
            throw new AssertionError("progress needs no checkpoint");
        }

        @Override
        public void saveCheckpoint(OutputStream to) {
            throw new AssertionError("progress needs no checkpoint");
        }
    }
}
