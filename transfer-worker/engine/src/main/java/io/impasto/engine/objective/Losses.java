package io.impasto.engine.objective;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * The weighted terms of the objective at one evaluation.
 *
 * @param content by layer, in the objective's order
 * @param style by layer, in the objective's order, all styles blended
 * @param tv total variation
 * @param temporal change since the picture before; 0, and not in JSON, where there is none
 * @param total the sum of all terms
 */
public record Losses(
        Map<String, Double> content,
        Map<String, Double> style,
        double tv,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) double temporal,
        double total) {

    public Losses {
        content = Collections.unmodifiableMap(new LinkedHashMap<>(content));
        style = Collections.unmodifiableMap(new LinkedHashMap<>(style));
    }

    /** Of a picture by itself. */
    public Losses(Map<String, Double> content, Map<String, Double> style, double tv, double total) {
        this(content, style, tv, 0, total);
    }

    /** The terms of a picture by itself and their sum. */
    public static Losses of(Map<String, Double> content, Map<String, Double> style, double tv) {
        return of(content, style, tv, 0);
    }

    /** The terms and their sum. */
    public static Losses of(Map<String, Double> content, Map<String, Double> style, double tv, double temporal) {
        double total = tv + temporal;
        for (double term : content.values()) {
            total += term;
        }
        for (double term : style.values()) {
            total += term;
        }
        return new Losses(content, style, tv, temporal, total);
    }
}
