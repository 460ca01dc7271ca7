package io.impasto.worker.painting;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ScheduleTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1000);
    private final Schedule schedule = new Schedule(Duration.ofNanos(100), Duration.ZERO, now::get);

    @Test
    void itIsDueAtOnceAndOnceInEachInterval() {
        assertThat(schedule.due()).isTrue();
        assertThat(schedule.due()).isFalse();
        now.addAndGet(99);
        assertThat(schedule.due()).isFalse();
        now.addAndGet(1);
        assertThat(schedule.due()).isTrue();
    }

    @Test
    void whoAsksLateDoesNotPutOffWhatFollows() {
        schedule.due();
        now.addAndGet(160);
        assertThat(schedule.due()).isTrue();
        now.addAndGet(40);
        assertThat(schedule.due()).isTrue();
    }

    @Test
    void turnsThatWereMissedAreNotMadeUpFor() {
        schedule.due();
        now.addAndGet(550);
        assertThat(schedule.due()).isTrue();
        assertThat(schedule.due()).isFalse();
        now.addAndGet(50);
        assertThat(schedule.due()).isTrue();
    }

    @Test
    void itRestsOverTheClocksOverflow() {
        schedule.due();
        schedule.rest(Duration.ofNanos(2000));
        now.addAndGet(1999);
        assertThat(schedule.due()).isFalse();
        now.addAndGet(1);
        assertThat(schedule.due()).isTrue();
    }
}
