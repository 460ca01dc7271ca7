package io.impasto.gateway.workers;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LineTest {

    @Test
    void whereAWorkerIsFreeThereIsNothingToWaitFor() {
        assertThat(Line.seconds(1, List.of(), List.of(), 0)).isZero();
        assertThat(Line.seconds(2, List.of(9.0), List.of(), 0)).isZero();
    }

    @Test
    void eachWorkerTakesTheNextWhenItIsDone() {
        assertThat(Line.seconds(1, List.of(2.0), List.of(3.0, 4.0), 0)).isEqualTo(9);
        // The first is free after 1 + 5, the second after 2 + 3.
        assertThat(Line.seconds(2, List.of(2.0, 1.0), List.of(5.0, 3.0), 0)).isEqualTo(5);
    }

    @Test
    void theWorkOfAWorkerThatHasGoneIsTakenUp() {
        assertThat(Line.seconds(1, List.of(2.0, 3.0), List.of(), 0)).isEqualTo(5);
    }

    @Test
    void thoseThatAreNotLookedAtAreTakenToBeLikeThoseThatAre() {
        assertThat(Line.seconds(2, List.of(), List.of(4.0, 4.0), 10)).isEqualTo(4 + 10 * 4.0 / 2);
    }
}
