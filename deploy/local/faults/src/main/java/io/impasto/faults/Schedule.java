package io.impasto.faults;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Which faults happen, in which order, and how many transfers are posted before each: the same for the same seed.
 *
 * @param steps in order; every fault comes once before one comes again, and those of workers
 *     first with another worker idle
 */
record Schedule(List<Step> steps) {

    /** The most that are posted before one fault: workers should not be busy all the time, nor idle. */
    private static final int LARGEST_BATCH = 4;

    /**
     * A fault in the midst of work.
     *
     * @param transfers posted before and in the midst of it
     * @param calm whether all earlier transfers are to have ended, so that only one is under way and a worker is idle
     * @param choice which of several victims, from 0; to be taken modulo their number
     */
    record Step(Fault fault, int transfers, boolean calm, int choice) {}

    /** @param transfers in all, at least 1 */
    static Schedule of(long seed, int transfers) {
        Random random = new Random(seed);
        List<Step> steps = new ArrayList<>();
        List<Fault> bag = new ArrayList<>();
        int left = transfers;
        while (left > 0) {
            if (bag.isEmpty()) {
                bag.addAll(List.of(Fault.values()));
                Collections.shuffle(bag, random);
            }
            int batch = Math.min(left, 1 + random.nextInt(LARGEST_BATCH));
            Fault fault = bag.remove(bag.size() - 1);
            boolean first = steps.size() < Fault.values().length;
            boolean calm = fault.victim() == Fault.Victim.WORKER && (first || random.nextBoolean());
            steps.add(new Step(fault, batch, calm, random.nextInt(Integer.MAX_VALUE)));
            left -= batch;
        }
        return new Schedule(List.copyOf(steps));
    }
}
