package io.impasto.engine.quality;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Figures of a painting, read off the network that painted it. {@code F} are features, {@code A/M} Gram matrices per position,
 * a hat marks the target.
 *
 * @param measuredAt size at which all of it was measured: the painting's own, or reduced to a long side of {@link
 *     Appraiser#LONGEST_SIDE} pixels
 * @param style by style layer, to all styles blended
 * @param styles by style image, then by style layer; empty where there is only one
 * @param content by content layer: {@code sum((F-F̂)^2) / sum(F̂^2)}; from 0, the content itself (the {@code studio} preset's
 *     content term); null where the content image has no features at all
 * @param cfsd by content layer: see {@link StructuralDistance}; from 0, the content's own structure
 * @param ssim of luminance, painting against content: see {@link Ssim}; -1 to 1, the content itself
 * @param seconds that it took
 */
public record Quality(
        Size measuredAt,
        Map<String, StyleDistance> style,
        List<Map<String, StyleDistance>> styles,
        Map<String, Double> content,
        Map<String, Double> cfsd,
        double ssim,
        double seconds) {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    public Quality {
        style = ordered(style);
        styles = styles.stream().map(Quality::ordered).toList();
        content = ordered(content);
        cfsd = ordered(cfsd);
    }

    /**
     * A size.
     *
     * @param width in pixels
     * @param height in pixels
     */
    public record Size(int width, int height) {}

    /**
     * How far one layer is from a style.
     *
     * @param distance {@code sum((A/M - Â/M̂)^2) / sum((Â/M̂)^2)}, the {@code studio} preset's style term of weight 1; from 0, the
     *     style's own Gram matrix; null where that is all zeros
     * @param left the painting's distance over the content image's; 1 is as far as the photograph, 0 is painted fully; null
     *     where the content image has the style already
     */
    public record StyleDistance(Double distance, Double left) {}

    /** As JSON, each layer by itself; what is null is left out. */
    public ObjectNode toJson() {
        return MAPPER.valueToTree(this);
    }

    /** Mean over the style layers of the share of the style distance that is left; empty where no layer has one. */
    public OptionalDouble styleLeft() {
        return style.values().stream()
                .map(StyleDistance::left)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .average();
    }

    /** Mean over the content layers; empty where there are none. */
    public OptionalDouble meanContent() {
        return mean(content);
    }

    /** Mean over the content layers; empty where there are none. */
    public OptionalDouble meanCfsd() {
        return mean(cfsd);
    }

    private static OptionalDouble mean(Map<String, Double> byLayer) {
        return byLayer.values().stream()
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .average();
    }

    private static <T> Map<String, T> ordered(Map<String, T> byLayer) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(byLayer));
    }
}
