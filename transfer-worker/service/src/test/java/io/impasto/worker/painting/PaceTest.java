package io.impasto.worker.painting;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(10)
class PaceTest {

    @Test
    void stepsAreAtLeastTheIntervalApart() {
        Pace pace = new Pace(Duration.ofMillis(20));
        pace.keep();
        long start = System.nanoTime();
        for (int i = 0; i < 5; i++) {
            pace.keep();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(100));
    }

    @Test
    void anInterruptedThreadIsNotHeld() {
        Pace pace = new Pace(Duration.ofHours(1));
        pace.keep();
        Thread.currentThread().interrupt();
        pace.keep();
        assertThat(Thread.interrupted()).as("still interrupted").isTrue();
    }
}
