package io.impasto.gateway.workers;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;

import io.impasto.gateway.workers.Announcement.Point;

/** Seconds by number of pixels, from a few that were timed; more pixels never take less. */
final class Curve {

    private final NavigableMap<Long, Double> seconds = new TreeMap<>();

    private Curve() {}

    /** Through one value of each point; a point that has none is left out. */
    static Curve of(List<Point> points, Function<Point, Double> value) {
        Curve curve = new Curve();
        for (Point point : points) {
            Double at = value.apply(point);
            if (at != null) {
                curve.seconds.merge(point.pixels(), at, Math::max);
            }
        }
        // What was timed while the machine had more to do may lie above what is larger.
        double most = 0;
        for (Map.Entry<Long, Double> each : curve.seconds.entrySet()) {
            most = Math.max(most, each.getValue());
            each.setValue(most);
        }
        return curve;
    }

    boolean isEmpty() {
        return seconds.isEmpty();
    }

    /** Straight between two points; below the first and above the last in proportion to the pixels, as convolutions are. */
    double at(long pixels) {
        Map.Entry<Long, Double> below = seconds.floorEntry(pixels);
        Map.Entry<Long, Double> above = seconds.ceilingEntry(pixels);
        if (below == null || above == null) {
            Map.Entry<Long, Double> end = below == null ? above : below;
            return end == null ? 0 : end.getValue() * pixels / end.getKey();
        }
        long width = above.getKey() - below.getKey();
        double share = width == 0 ? 0 : (double) (pixels - below.getKey()) / width;
        return below.getValue() + share * (above.getValue() - below.getValue());
    }
}
