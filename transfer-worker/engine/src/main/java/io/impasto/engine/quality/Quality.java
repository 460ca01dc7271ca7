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
 * @param regions of a painting with masks or a map, in the order of the masks or of the map's colours, the most frequent first; empty
 *     where all of it is after all of each style
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
        List<Region> regions,
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
        regions = List.copyOf(regions);
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

    /**
     * A part of the painting, against what it is painted after: the styles' own parts for it, blended. All are Gram matrices of the part alone,
     * in the painting, the content image and the styles.
     *
     * @param area its share of the painting, 0 to 1; masks may overlap
     * @param shares of each style image in it, sum 1; all 0 where no style is meant for it
     * @param style by style layer; empty where no style is meant for it
     */
    public record Region(double area, List<Double> shares, Map<String, StyleDistance> style) {

        public Region {
            shares = List.copyOf(shares);
            style = ordered(style);
        }

        /** As {@link Quality#styleLeft}. */
        public OptionalDouble styleLeft() {
            return Quality.styleLeft(style);
        }
    }

    /** As JSON, each layer by itself; what is null is left out. */
    public ObjectNode toJson() {
        return MAPPER.valueToTree(this);
    }

    /** Mean over the style layers of the share of the style distance that is left; empty where no layer has one. */
    public OptionalDouble styleLeft() {
        return styleLeft(style);
    }

    private static OptionalDouble styleLeft(Map<String, StyleDistance> byLayer) {
        return byLayer.values().stream()
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
