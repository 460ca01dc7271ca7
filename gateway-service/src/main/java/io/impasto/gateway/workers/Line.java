package io.impasto.gateway.workers;

import java.util.Collection;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/** How long a line of jobs keeps its workers, each taking the next when it is done. */
final class Line {

    private Line() {}

    /**
     * When the first worker is free.
     *
     * @param workers at least one
     * @param atWork seconds that are left of what they have
     * @param waiting seconds that each of the first in the line takes
     * @param others how many wait behind those, taken for as long as those are
     */
    static double seconds(int workers, Collection<Double> atWork, List<Double> waiting, int others) {
        PriorityQueue<Double> free = new PriorityQueue<>();
        for (int i = atWork.size(); i < workers; i++) {
            free.add(0.0);
        }
        // More than there are workers are at work where one has just gone: its job is taken up like those that wait.
        atWork.stream().sorted().limit(workers).forEach(free::add);
        Stream<Double> left = atWork.stream().sorted().skip(workers);
        Stream.concat(left, waiting.stream()).forEachOrdered(job -> free.add(free.remove() + job));
        double mean =
                waiting.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        return free.element() + others * mean / workers;
    }
}
