package io.impasto.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The short run: 40 transfers through one fault of each kind; the limit is for machines that are busy with other things.
 * Logs stay in {@code target/storm}.
 */
@Timeout(900)
class StormIT {

    private static final int TRANSFERS = 40;
    private static final long SEED = 1;
    private static final Duration LEAVING_LIMIT = Duration.ofSeconds(10);

    /** Less than a worker's lock: another starts because the broker saw the killed one leave, not because its lock ran out. */
    private static final Duration KILL_LIMIT = Duration.ofSeconds(2);

    @Test
    void noFaultLosesATransfer() {
        Path folder = Path.of("target", "storm", UUID.randomUUID().toString()).toAbsolutePath();
        try (Site site = new Site(folder, 2, Site.HARDY);
                Storm storm = new Storm(site, UUID.randomUUID().toString())) {
            storm.rage(Schedule.of(SEED, TRANSFERS), outcome -> {});
            Evidence evidence = storm.evidence();
            Report.of(storm.outcomes(), evidence, storm.repeatedRequests()).forEach(System.out::println);

            assertThat(evidence.accepted())
                    .hasSizeGreaterThanOrEqualTo(TRANSFERS)
                    .doesNotHaveDuplicates();
            assertThat(Checker.check(evidence)).isEmpty();
            assertThat(storm.outcomes())
                    .extracting(outcome -> outcome.step().fault())
                    .contains(Fault.values());
            assertThat(storm.outcomes())
                    .filteredOn(outcome -> outcome.step().fault() == Fault.TERMINATE_WORKER)
                    .allMatch(outcome -> outcome.leaving()
                            .filter(time -> time.compareTo(LEAVING_LIMIT) < 0)
                            .isPresent());
            assertThat(storm.outcomes())
                    .filteredOn(outcome -> outcome.step().fault() == Fault.KILL_WORKER && outcome.idle())
                    .isNotEmpty()
                    .allMatch(outcome -> outcome.recovery()
                            .filter(time -> time.compareTo(KILL_LIMIT) <= 0)
                            .isPresent());
        }
    }
}
