package io.impasto.engine.cli;

import java.util.Map;
import java.util.Optional;

/** Which picture of the documentation shows what an option does. */
final class Illustrations {
    static final Map<String, String> PICTURES = Map.ofEntries(
            Map.entry("content-mask", "masks.jpg"),
            Map.entry("style-mask", "masks.jpg"),
            Map.entry("content-regions", "masks.jpg"),
            Map.entry("style-regions", "masks.jpg"),
            Map.entry("color", "color.jpg"),
            Map.entry("hue", "adjust.jpg"),
            Map.entry("saturation", "adjust.jpg"),
            Map.entry("brightness", "adjust.jpg"),
            Map.entry("contrast", "adjust.jpg"),
            Map.entry("blend", "adjust.jpg"),
            Map.entry("size", "size.jpg"),
            Map.entry("style-weights", "blend.jpg"),
            Map.entry("tv-weight", "smoothing.jpg"),
            Map.entry("intensity", "intensity.jpg"),
            Map.entry("style-scale", "style-scale.jpg"),
            Map.entry("temporal-weight", "film.jpg"));

    private Illustrations() {}

    /** Path in the source tree; empty if no picture shows it. */
    static Optional<String> of(String option) {
        return Optional.ofNullable(PICTURES.get(option)).map(name -> "deploy/docs/pictures/" + name);
    }
}
