package io.impasto.engine.cli;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.impasto.engine.quality.Quality;

/** Quality for a person and for a program. */
final class QualityText {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private QualityText() {}

    /** The means over the layers on one line. */
    static String line(Quality quality) {
        return String.format(
                Locale.ROOT,
                "quality at %d x %d: style left %s%s, content distance %s, CFSD %s, SSIM %.3f (%.1f s)",
                quality.measuredAt().width(),
                quality.measuredAt().height(),
                percent(quality.styleLeft()),
                regions(quality.regions()),
                number(quality.meanContent()),
                number(quality.meanCfsd()),
                quality.ssim(),
                quality.seconds());
    }

    private static String regions(List<Quality.Region> regions) {
        return regions.isEmpty()
                ? ""
                : regions.stream()
                        .map(region -> percent(region.styleLeft()))
                        .collect(Collectors.joining(", ", " (region by region ", ")"));
    }

    /** UTF-8, several lines. */
    static byte[] pretty(JsonNode json) {
        try {
            String text = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json);
            return (text + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree writes JSON", impossible);
        }
    }

    private static String percent(OptionalDouble share) {
        return share.isPresent() ? String.format(Locale.ROOT, "%.1f %%", 100 * share.getAsDouble()) : "-";
    }

    private static String number(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%.3g", value.getAsDouble()) : "-";
    }
}
