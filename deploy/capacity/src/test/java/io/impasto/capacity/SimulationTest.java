package io.impasto.capacity;

import java.util.Arrays;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import umontreal.ssj.randvar.ExponentialGen;
import umontreal.ssj.rng.MRG32k3a;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

class SimulationTest {

    private static final double ONE_WORKER = 39.6;
    private static final double TWO_WORKERS = 20.4;

    /** BENCHMARKS.md, Two workers against one: from what one worker took, what two take. */
    @Test
    void twoWorkersTakeAsLongAsWasMeasured() {
        int paintings = 10;
        double handOver = 0.035;
        double seconds = ONE_WORKER / paintings - handOver;
        assertThat(Simulation.run(1, handOver, paintings, () -> 0, () -> seconds)
                        .end())
                .isCloseTo(ONE_WORKER, withPercentage(0.1));
        assertThat(Simulation.run(2, handOver, paintings, () -> 0, () -> seconds)
                        .end())
                .isCloseTo(TWO_WORKERS, withPercentage(5));
    }

    /** M/M/1: the mean wait is rho / (mu - lambda) (Kleinrock, Queueing Systems I, 3.2). */
    @Test
    void oneWorkerQueuesAsTheoryHasIt() {
        MRG32k3a stream = new MRG32k3a();
        stream.setSeed(new long[] {6, 5, 4, 3, 2, 1});
        ExponentialGen gaps = new ExponentialGen(stream, 0.7);
        ExponentialGen seconds = new ExponentialGen(stream, 1);
        Simulation.Run run = Simulation.run(1, 0, 400_000, gaps::nextDouble, seconds::nextDouble);
        assertThat(Arrays.stream(run.waits()).average().orElseThrow()).isCloseTo(0.7 / 0.3, withPercentage(5));
        assertThat(run.percentile(50)).isLessThan(run.percentile(95));
    }

    @Property(tries = 50)
    void moreWorkersAreNeverLater(
            @ForAll @IntRange(min = 1, max = 12) int workers, @ForAll @IntRange(min = 1, max = 60) int paintings) {
        Simulation.Run fewer = Simulation.run(workers, 0.1, paintings, () -> 0.3, () -> 2);
        Simulation.Run more = Simulation.run(workers + 1, 0.1, paintings, () -> 0.3, () -> 2);
        assertThat(more.end()).isLessThanOrEqualTo(fewer.end() + 1e-9);
        assertThat(fewer.waits()).hasSize(paintings);
        assertThat(more.percentile(95)).isLessThanOrEqualTo(fewer.percentile(95) + 1e-9);
    }
}
