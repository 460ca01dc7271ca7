package io.impasto.worker.presence;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

import io.impasto.worker.presence.Announcement.Pace;
import io.impasto.worker.presence.Announcement.Point;

/**
 * How long levels and jobs took, network by network and size by size: of each the median of the latest few, so that it follows what
 * else the machine has to do. Safe to share between threads.
 */
public final class Paces {

    private static final int LATEST = 9;
    /** Sizes within a fifth of each other are one. */
    private static final double SIZES_PER_OCTAVE = 4;

    private final NavigableMap<String, Timed> networks = new TreeMap<>();

    private static final class Timed {
        private boolean preview;
        private int leastSide = 1;
        private final NavigableMap<Integer, Size> sizes = new TreeMap<>();
    }

    private static final class Size {
        private final Deque<Level> levels = new ArrayDeque<>();
        private final Deque<Double> jobs = new ArrayDeque<>();
        private boolean tried = true;
    }

    private record Level(long pixels, double evaluation, double before) {}

    /** What is to be known of a network before it is timed. */
    public synchronized void know(String network, boolean preview, int leastSide) {
        Timed timed = timed(network);
        timed.preview = preview;
        timed.leastSide = leastSide;
    }

    /**
     * A level was painted.
     *
     * @param evaluation seconds of each
     * @param before seconds before the first
     * @param trial whether it was only to time it: what a job took counts instead, once there is any
     */
    public synchronized void level(String network, long pixels, double evaluation, double before, boolean trial) {
        Size size = size(network, pixels);
        if (trial && !size.tried) {
            return;
        }
        if (!trial && size.tried) {
            size.levels.clear();
            size.tried = false;
        }
        add(size.levels, new Level(pixels, evaluation, before));
    }

    /** A job was done. @param around seconds before its first level and after its last */
    public synchronized void job(String network, long pixels, double around) {
        add(size(network, pixels).jobs, around);
    }

    /** Whether a network was timed at all. */
    public synchronized boolean has(String network) {
        return timed(network).sizes.values().stream().anyMatch(size -> !size.levels.isEmpty());
    }

    /** All that is known, for an announcement. */
    public synchronized List<Pace> all() {
        List<Pace> all = new ArrayList<>();
        for (Map.Entry<String, Timed> network : networks.entrySet()) {
            List<Point> points = network.getValue().sizes.values().stream()
                    .filter(size -> !size.levels.isEmpty())
                    .map(Paces::point)
                    .toList();
            if (!points.isEmpty()) {
                Timed timed = network.getValue();
                all.add(new Pace(network.getKey(), timed.preview, timed.leastSide, points));
            }
        }
        return all;
    }

    private static Point point(Size size) {
        long pixels = (long) median(size.levels, Level::pixels);
        return new Point(
                pixels,
                // An evaluation takes as long as it has pixels, and these need not be the same number.
                rounded(pixels * median(size.levels, level -> level.evaluation / level.pixels)),
                rounded(median(size.levels, Level::before)),
                size.jobs.isEmpty() ? null : rounded(median(size.jobs, Double::doubleValue)));
    }

    private Timed timed(String network) {
        return networks.computeIfAbsent(network, any -> new Timed());
    }

    private Size size(String network, long pixels) {
        int number = (int) Math.round(SIZES_PER_OCTAVE * Math.log(pixels) / Math.log(2) / 2);
        return timed(network).sizes.computeIfAbsent(number, any -> new Size());
    }

    private static <T> void add(Deque<T> latest, T next) {
        latest.addLast(next);
        if (latest.size() > LATEST) {
            latest.removeFirst();
        }
    }

    private static <T> double median(Deque<T> latest, ToDoubleFunction<T> value) {
        double[] sorted = latest.stream().mapToDouble(value).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** To a tenth of a millisecond: more would only be noise that is announced. */
    private static double rounded(double seconds) {
        return Math.round(seconds * 1e4) / 1e4;
    }
}
