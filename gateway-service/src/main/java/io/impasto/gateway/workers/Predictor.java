package io.impasto.gateway.workers;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

import com.fasterxml.jackson.databind.JsonNode;

import io.impasto.gateway.workers.Announcement.Pace;

/** What workers would make of options, and how long it would take them. Pure. */
final class Predictor {

    private static final String BUILT_IN = "vgg19-slim";
    private static final String STUDIO = "studio";
    private static final int SIZE = 512;
    private static final double PREVIEW_SHARE = 0.5;

    private Predictor() {}

    /** A side of the painting: as the content's, scaled so that the longer one becomes {@code size}. */
    static int side(int length, int width, int height, JsonNode options) {
        long size = options.path("size").asLong(SIZE);
        return (int) Math.max(1, Math.round((double) length * size / Math.max(width, height)));
    }

    /**
     * What one worker would do.
     *
     * @param width of the painting
     * @param height of the painting
     */
    static Course course(Announcement worker, JsonNode options, int width, int height) {
        String preset = options.path("preset").asText(STUDIO);
        Announcement.Course usual = worker.presets().getOrDefault(preset, new Announcement.Course(1, false));
        String network = network(worker, options);
        Optional<Pace> pace = worker.pace(network);
        int evaluations = options.path("evaluations").asInt(usual.evaluations());
        int levels = options.path("levels").asInt(usual.pyramid() ? Course.levels(Math.max(width, height)) : 1);
        int previewed = preset.equals(STUDIO) && pace.map(Pace::preview).orElse(false)
                ? (int) (PREVIEW_SHARE * evaluations)
                : 0;
        int preview = Math.min(options.path("previewEvaluations").asInt(previewed), evaluations - 1);
        String builtIn = network.equals(BUILT_IN) ? null : BUILT_IN;
        int leastSide = Math.max(
                pace.map(Pace::leastSide).orElse(2),
                builtIn == null ? 2 : worker.pace(builtIn).map(Pace::leastSide).orElse(2));
        return Course.of(network, builtIn, width, height, levels, evaluations, preview, leastSide);
    }

    /** How long one worker would take; nothing if one of the networks has not been timed there. */
    static OptionalDouble seconds(Announcement worker, Course course) {
        double seconds = 0;
        for (Course.Stage stage : course.stages()) {
            Optional<Pace> pace = worker.pace(stage.network());
            if (pace.isEmpty()) {
                return OptionalDouble.empty();
            }
            Curve each = Curve.of(pace.get().points(), Announcement.Point::evaluationSeconds);
            Curve before = Curve.of(pace.get().points(), Announcement.Point::levelSeconds);
            seconds += before.at(stage.pixels()) + stage.evaluations() * each.at(stage.pixels());
        }
        List<Announcement.Point> points =
                worker.pace(course.finest().network()).orElseThrow().points();
        Curve around = Curve.of(points, Announcement.Point::jobSeconds);
        return OptionalDouble.of(seconds + around.at(course.finest().pixels()));
    }

    /** The network that a worker would paint with. */
    static String network(Announcement worker, JsonNode options) {
        return options.path("network").asText(worker.network().name());
    }

    /** How long any of the workers would take, which is nobody's to choose: the mean over those that are known to. */
    static OptionalDouble mean(List<Announcement> workers, JsonNode options, int width, int height) {
        return workers.stream()
                .map(worker -> seconds(worker, course(worker, options, width, height)))
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .average();
    }
}
