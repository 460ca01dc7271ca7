package io.impasto.gateway.workers;

import java.util.ArrayList;
import java.util.List;

/**
 * Which network paints at which level for how long: what the engine makes of the options, as the contract describes it.
 *
 * @param stages in order; the last is the painting's own
 */
record Course(List<Stage> stages) {

    private static final int LEAST_LONG_SIDE = 128;
    private static final int SMALLEST_LONG_SIDE = 16;
    private static final int MOST_LEVELS = 6;

    /** One network at one level. */
    record Stage(String network, int width, int height, int evaluations) {
        long pixels() {
            return (long) width * height;
        }
    }

    /**
     * @param builtIn network of the first evaluations; null if there are none
     * @param previewEvaluations of it
     * @param levels wanted
     * @param leastSide pixels that a level needs
     */
    static Course of(
            String network,
            String builtIn,
            int width,
            int height,
            int levels,
            int evaluations,
            int previewEvaluations,
            int leastSide) {
        boolean preview = builtIn != null && previewEvaluations > 0;
        List<Stage> stages = new ArrayList<>(pyramid(
                preview ? builtIn : network,
                width,
                height,
                levels,
                preview ? previewEvaluations : evaluations,
                leastSide));
        if (preview) {
            stages.add(new Stage(network, width, height, evaluations - previewEvaluations));
        }
        return new Course(List.copyOf(stages));
    }

    /** Levels where none are asked for. */
    static int levels(int size) {
        int levels = 1;
        while (levels < MOST_LEVELS && size >> levels >= LEAST_LONG_SIDE) {
            levels++;
        }
        return levels;
    }

    int levels() {
        return (int) stages.stream().map(Stage::pixels).distinct().count();
    }

    /** Over all stages. */
    int evaluations() {
        return stages.stream().mapToInt(Stage::evaluations).sum();
    }

    Stage finest() {
        return stages.get(stages.size() - 1);
    }

    private static List<Stage> pyramid(
            String network, int width, int height, int levels, int evaluations, int leastSide) {
        int count = 1;
        while (count < Math.min(levels, evaluations)
                && Math.max(halved(width, count), halved(height, count)) >= SMALLEST_LONG_SIDE
                && Math.min(halved(width, count), halved(height, count)) >= leastSide) {
            count++;
        }
        int coarser = count == 1 ? 0 : Math.max(1, 3 * evaluations / 5 / (count - 1));
        List<Stage> stages = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            int halvings = count - number;
            int share = number < count ? coarser : evaluations - (count - 1) * coarser;
            stages.add(new Stage(network, halved(width, halvings), halved(height, halvings), share));
        }
        return stages;
    }

    private static int halved(int side, int times) {
        return Math.max(1, (side + (1 << times) / 2) >> times);
    }
}
