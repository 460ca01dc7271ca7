package io.impasto.capacity;

import java.util.List;

import umontreal.ssj.randvar.ExponentialGen;
import umontreal.ssj.rng.MRG32k3a;
import umontreal.ssj.rng.RandomStream;

/**
 * As many workers as it takes.
 *
 * @param workers of one device
 * @param waited that 95 of 100 paintings stay below in the busiest hour, seconds
 * @param busy share of their time, 0..1
 */
record Fleet(int workers, double waited, double busy) {

    // Enough for a percentile that holds still.
    private static final int PAINTINGS = 20_000;
    // Times that of the longest painting: of the first third the waits don't count, for the fleet fills up only then.
    private static final int LONGEST = 6;
    // Beyond it, what is a matter of luck in a simulated hour is one of days.
    private static final double FULLEST = 0.95;
    private static final int SEED = 20_260_101;

    /** The smallest fleet that keeps the {@linkplain Inputs.Load#patience() patience} in the busiest hour at that scale. */
    static Fleet of(Inputs inputs, Inputs.Device device, double scale) {
        double rate = inputs.load().peak(scale);
        double handOver = inputs.service().handOver().value();
        int least = (int) Math.ceil(rate * (inputs.seconds(device) + handOver) / FULLEST);
        // What is needed beyond the mean grows with its root.
        int step = (int) Math.ceil(Math.sqrt(least));
        int enough = least;
        while (!patient(inputs, simulate(inputs, device, rate, enough))) {
            least = enough + 1;
            enough += step;
        }
        while (least < enough) {
            int middle = (least + enough) / 2;
            if (patient(inputs, simulate(inputs, device, rate, middle))) {
                enough = middle;
            } else {
                least = middle + 1;
            }
        }
        Simulation.Run run = simulate(inputs, device, rate, enough);
        return new Fleet(enough, run.percentile(95), rate * (inputs.seconds(device) + handOver) / enough);
    }

    private static boolean patient(Inputs inputs, Simulation.Run run) {
        return run.percentile(95) <= inputs.load().patience().value();
    }

    private static Simulation.Run simulate(Inputs inputs, Inputs.Device device, double rate, int workers) {
        MRG32k3a stream = new MRG32k3a();
        stream.setSeed(new long[] {SEED, SEED, SEED, SEED, SEED, SEED});
        ExponentialGen gaps = new ExponentialGen(stream, rate);
        double longest =
                inputs.paintings().stream().mapToDouble(device::seconds).max().orElseThrow();
        int count = (int) Math.max(PAINTINGS, rate * LONGEST * longest);
        return Simulation.run(
                        workers,
                        inputs.service().handOver().value(),
                        count,
                        gaps::nextDouble,
                        () -> device.seconds(any(inputs.paintings(), stream)))
                .after(count / 3);
    }

    private static Inputs.Painting any(List<Inputs.Painting> paintings, RandomStream stream) {
        double left = stream.nextDouble();
        for (Inputs.Painting painting : paintings) {
            left -= painting.share();
            if (left < 0) {
                return painting;
            }
        }
        return paintings.get(paintings.size() - 1);
    }
}
