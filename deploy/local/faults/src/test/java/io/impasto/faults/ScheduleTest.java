package io.impasto.faults;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ScheduleTest {

    @Test
    void theSameSeedMakesTheSameSchedule() {
        assertThat(Schedule.of(7, 200)).isEqualTo(Schedule.of(7, 200)).isNotEqualTo(Schedule.of(8, 200));
    }

    @Test
    void everyTransferIsPosted() {
        for (int seed = 0; seed < 50; seed++) {
            assertThat(Schedule.of(seed, 40).steps().stream()
                            .mapToInt(Schedule.Step::transfers)
                            .sum())
                    .isEqualTo(40);
        }
    }

    @Test
    void everyFaultComesOnceBeforeOneComesAgain() {
        assertThat(Schedule.of(3, 200).steps().subList(0, Fault.values().length))
                .extracting(Schedule.Step::fault)
                .containsExactlyInAnyOrder(Fault.values());
    }
}
