package io.impasto.gateway.workers;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is used of {@code worker.announced.v1}; checked against its schema before. */
record Announcement(
        String worker,
        String device,
        Network network,
        List<String> networks,
        boolean busy,
        long maxPixels,
        Map<String, Course> presets,
        List<Pace> paces) {

    /** A feature network, after {@code network.v1}. */
    record Network(String name, String sha256) {}

    /** How a preset goes about a painting. */
    record Course(int evaluations, boolean pyramid) {}

    /** How fast a network paints there. */
    record Pace(String network, boolean preview, int leastSide, List<Point> points) {}

    /** How long a level of so many pixels takes, and all around a painting of that size: null while that is not known. */
    record Point(long pixels, double evaluationSeconds, double levelSeconds, Double jobSeconds) {}

    /** How fast it paints with a network, if that is known. */
    Optional<Pace> pace(String name) {
        return paces.stream().filter(pace -> pace.network().equals(name)).findFirst();
    }
}
