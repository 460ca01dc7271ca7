package io.impasto.faults;

import java.time.Duration;
import java.util.Optional;

/**
 * What came of one fault.
 *
 * @param victim the part that was hit
 * @param idle whether a worker was idle that could take over; for faults of workers
 * @param recovery to the next start of the victim's transfer, or its end; for other parts, from the repair to the next completion
 * @param lost evaluations that were announced and had to be done again; empty if nothing was resumed
 * @param leaving how long the process took to end after SIGTERM
 */
record Outcome(
        Schedule.Step step,
        String victim,
        boolean idle,
        Optional<Duration> recovery,
        Optional<Integer> lost,
        Optional<Duration> leaving) {}
