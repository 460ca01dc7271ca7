package io.impasto.tracing;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names spans of HTTP calls so that there are few: what tells one transfer or image from another is left out. */
public final class CallNames {

    private static final Pattern FIXED = Pattern.compile("v1|[a-z][a-z:-]{0,30}|");

    private CallNames() {}

    /** Such as {@code GET /v1/transfers/{id}}. */
    public static String of(String method, String path) {
        return method + " "
                + Stream.of(path.split("/", -1))
                        .map(segment -> FIXED.matcher(segment).matches() ? segment : "{id}")
                        .collect(Collectors.joining("/"));
    }
}
