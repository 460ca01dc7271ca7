package io.impasto.engine.network.fetching;

import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What part of a file an answer has (RFC 9110, 14.4).
 *
 * @param start offset of its first byte; -1 where the server does not say it
 */
record ContentRange(long start) {
    private static final Pattern BYTES = Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/(?:\\d{1,18}|\\*)");

    static ContentRange of(HttpResponse<?> response) {
        Matcher range =
                BYTES.matcher(response.headers().firstValue("Content-Range").orElse(""));
        return new ContentRange(range.matches() ? Long.parseLong(range.group(1)) : -1);
    }

    boolean startsAt(long offset) {
        return start == offset;
    }
}
