package io.impasto.engine.objective;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The weighted terms of the objective at one evaluation.
 *
 * @param content by layer, in the objective's order
 * @param style by layer, in the objective's order, all styles blended
 * @param tv total variation
 * @param total the sum of all terms
 */
public record Losses(Map<String, Double> content, Map<String, Double> style, double tv, double total) {

    public Losses {
        content = Collections.unmodifiableMap(new LinkedHashMap<>(content));
        style = Collections.unmodifiableMap(new LinkedHashMap<>(style));
    }

    /** The terms and their sum. */
    public static Losses of(Map<String, Double> content, Map<String, Double> style, double tv) {
        double total = tv;
        for (double term : content.values()) {
            total += term;
        }
        for (double term : style.values()) {
            total += term;
        }
        return new Losses(content, style, tv, total);
    }
}
