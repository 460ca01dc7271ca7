package io.impasto.gateway.webhooks;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The schedule as it is without any setting, against the numbers of the Standard Webhooks specification. */
class RetryScheduleTest {

    private static final WebhooksConfig CONFIG = new SmallRyeConfigBuilder()
            .withMapping(WebhooksConfig.class)
            .withConverter(Duration.class, 200, new DurationConverter())
            .build()
            .getConfigMapping(WebhooksConfig.class);
    private static final RetrySchedule SCHEDULE = new RetrySchedule(CONFIG.retryDelays(), CONFIG.jitter());

    private static List<Duration> waits(double random) {
        return IntStream.range(0, 9)
                .mapToObj(
                        failed -> SCHEDULE.after(failed, random, Duration.ZERO).orElseThrow())
                .toList();
    }

    @Test
    void waitsAsTheSpecificationSaysForSeventyFiveHours() {
        List<Duration> waits = waits(0.5);
        assertThat(waits)
                .containsExactly(
                        Duration.ofSeconds(5),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(30),
                        Duration.ofHours(2),
                        Duration.ofHours(5),
                        Duration.ofHours(10),
                        Duration.ofHours(14),
                        Duration.ofHours(20),
                        Duration.ofHours(24));
        assertThat(waits.stream().reduce(Duration.ZERO, Duration::plus))
                .isEqualTo(Duration.ofHours(75).plusMinutes(35).plusSeconds(5));
    }

    @Test
    void jitterChangesAWaitByATenthAtMostEitherWay() {
        List<Duration> planned = waits(0.5);
        List<Duration> least = waits(0);
        List<Duration> most = waits(1);
        for (int i = 0; i < planned.size(); i++) {
            assertThat(least.get(i)).isEqualTo(planned.get(i).multipliedBy(9).dividedBy(10));
            assertThat(most.get(i)).isEqualTo(planned.get(i).multipliedBy(11).dividedBy(10));
        }
    }

    @Test
    void whoAsksForMoreTimeGetsIt() {
        assertThat(SCHEDULE.after(0, 0.5, Duration.ofMinutes(1))).contains(Duration.ofMinutes(1));
        assertThat(SCHEDULE.after(1, 0.5, Duration.ofMinutes(1))).contains(Duration.ofMinutes(5));
    }

    @Test
    void afterTheTenthAttemptNoneFollows() {
        assertThat(SCHEDULE.after(9, 0.5, Duration.ZERO)).isEmpty();
    }
}
