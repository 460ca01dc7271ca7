package io.impasto.capacity;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;

import umontreal.ssj.simevents.Event;
import umontreal.ssj.simevents.Simulator;

/**
 * Paintings before workers: one queue, first come, first served, as the share group hands it out; a worker has one painting at a time. By
 * discrete events (SSJ, Université de Montréal).
 */
final class Simulation {

    /**
     * @param waits from the acceptance of each painting to its start, in their order, seconds
     * @param end of the last painting, seconds from the beginning
     */
    record Run(double[] waits, double end) {

        /** Without the waits of the first ones. */
        Run after(int first) {
            return new Run(Arrays.copyOfRange(waits, first, waits.length), end);
        }

        /** The wait that so many of 100 stay below, seconds. */
        double percentile(double hundredths) {
            double[] sorted = waits.clone();
            Arrays.sort(sorted);
            return sorted[(int) Math.min(sorted.length - 1.0, Math.floor(hundredths / 100 * sorted.length))];
        }
    }

    private final Simulator simulator = new Simulator();
    private final Queue<Job> waiting = new ArrayDeque<>();
    private final DoubleStream.Builder waits = DoubleStream.builder();
    private final double handOver;
    private int idle;
    private double end;

    private record Job(double accepted, double seconds) {}

    private Simulation(int workers, double handOver) {
        this.idle = workers;
        this.handOver = handOver;
    }

    /**
     * @param workers 1 or more
     * @param handOver seconds before each painting for which its worker is taken, too
     * @param count of paintings
     * @param gaps seconds to the next acceptance, each time anew
     * @param seconds that a painting takes, each time anew
     */
    static Run run(int workers, double handOver, int count, DoubleSupplier gaps, DoubleSupplier seconds) {
        Simulation simulation = new Simulation(workers, handOver);
        simulation.simulator.init();
        simulation.accept(count, gaps, seconds);
        simulation.simulator.start();
        return new Run(simulation.waits.build().toArray(), simulation.end);
    }

    private void accept(int left, DoubleSupplier gaps, DoubleSupplier seconds) {
        if (left > 0) {
            after(gaps.getAsDouble(), () -> {
                waiting.add(new Job(simulator.time(), seconds.getAsDouble()));
                take();
                accept(left - 1, gaps, seconds);
            });
        }
    }

    private void take() {
        if (idle > 0 && !waiting.isEmpty()) {
            idle--;
            Job job = waiting.remove();
            after(handOver, () -> {
                waits.add(simulator.time() - job.accepted());
                after(job.seconds(), () -> {
                    end = simulator.time();
                    idle++;
                    take();
                });
            });
        }
    }

    private void after(double delay, Runnable what) {
        new Event(simulator) {
            @Override
            public void actions() {
                what.run();
            }
        }.schedule(delay);
    }
}
