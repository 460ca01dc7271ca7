package io.impasto.worker.painting;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ScheduleTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void whatIsDueNowIsDueOnceInEachInterval() {
        Schedule schedule = Schedule.dueNow(HOUR);
        assertThat(schedule.due()).isTrue();
        assertThat(schedule.due()).isFalse();
    }

    @Test
    void whatIsDueLaterIsNotDueYet() {
        assertThat(Schedule.dueLater(HOUR).due()).isFalse();
        assertThat(Schedule.dueLater(Duration.ZERO).due()).isTrue();
    }

    @Test
    void aRestPutsOffWhatWouldBeDueEarlierAndNothingElse() {
        Schedule costly = Schedule.dueLater(Duration.ZERO);
        costly.rest(HOUR);
        assertThat(costly.due()).isFalse();

        Schedule cheap = Schedule.dueLater(Duration.ZERO);
        cheap.rest(Duration.ZERO);
        assertThat(cheap.due()).isTrue();
    }
}
