package io.impasto.gateway.events;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

/** Labels of a transfer: at most 16 names with a text each. */
public final class Labels {

    private static final int MAX = 16;
    private static final int MAX_VALUE = 255;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._/-]{0,62}");

    private Labels() {}

    /** What is wrong with labels, as a sentence without its stop; nothing, if all is well. */
    public static Optional<String> problem(JsonNode labels) {
        if (!labels.isObject() || labels.size() > MAX) {
            return Optional.of("labels must be an object of at most " + MAX + " texts");
        }
        return labels.properties().stream()
                .filter(label -> !NAME.matcher(label.getKey()).matches()
                        || !label.getValue().isTextual()
                        || label.getValue().textValue().length() > MAX_VALUE)
                .findFirst()
                .map(label -> "a label must have a name like " + NAME + " and a text of at most " + MAX_VALUE
                        + " characters");
    }

    /** Labels without a {@linkplain #problem problem}. */
    public static Map<String, String> of(JsonNode labels) {
        Map<String, String> read = new TreeMap<>();
        labels.properties()
                .forEach(label -> read.put(label.getKey(), label.getValue().textValue()));
        return read;
    }
}
