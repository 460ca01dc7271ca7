package io.impasto.worker.presence;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.impasto.engine.transfer.Preset;
import io.impasto.worker.transfers.Network;

/**
 * What a worker says of itself, after {@code worker.announced.v1}.
 *
 * @param worker its name
 * @param device device and precision, such as {@code cpu float32}
 * @param network that paints where a request names none
 * @param networks names of all that it can paint with
 * @param busy whether it works on a request
 * @param maxPixels of a painting
 * @param presets by name, what they say where an option is left out
 * @param paces of the networks that have been timed
 * @param announcedAt RFC 3339; null while it is not published
 */
public record Announcement(
        String worker,
        String device,
        Network network,
        List<String> networks,
        boolean busy,
        long maxPixels,
        Map<String, Course> presets,
        List<Pace> paces,
        String announcedAt) {

    /**
     * How a preset goes about a painting.
     *
     * @param evaluations over all levels
     * @param pyramid whether it goes from coarse to fine
     */
    public record Course(int evaluations, boolean pyramid) {

        /** Of all presets. */
        public static Map<String, Course> ofPresets() {
            Map<String, Course> courses = new LinkedHashMap<>();
            for (Preset preset : Preset.values()) {
                courses.put(
                        preset.key(),
                        new Course(
                                preset.defaults().evaluations(),
                                preset.defaults().pyramid()));
            }
            return courses;
        }
    }

    /**
     * How fast a network paints here.
     *
     * @param network its name
     * @param preview whether with {@code studio} the built-in network does half of the evaluations first
     * @param leastSide pixels that a level needs on each side
     * @param points by number of pixels, fewest first
     */
    public record Pace(String network, boolean preview, int leastSide, List<Point> points) {}

    /**
     * How long a level takes.
     *
     * @param pixels of the level
     * @param evaluationSeconds of one evaluation, the optimiser's step included
     * @param levelSeconds before the first of a level
     * @param jobSeconds of a painting of that size before its first level and after its last; null while none was finished
     */
    public record Point(long pixels, double evaluationSeconds, double levelSeconds, Double jobSeconds) {}

    Announcement at(String time) {
        return new Announcement(worker, device, network, networks, busy, maxPixels, presets, paces, time);
    }
}
