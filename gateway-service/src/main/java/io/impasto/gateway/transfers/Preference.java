package io.impasto.gateway.transfers;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code Prefer: wait=N} of RFC 7240: how long a client wants to wait for an answer to what it asked for. */
final class Preference {

    static final String HEADER = "Prefer";
    static final String APPLIED = "Preference-Applied";

    /** The longest that is granted, in seconds: what lies between should not think the connection dead. */
    static final int MOST = 60;

    private static final Pattern WAIT = Pattern.compile("(?i)\\s*wait\\s*=\\s*\"?(\\d{1,9})\"?\\s*");

    private Preference() {}

    /** From 0 to 60 s; 0 where nothing is preferred, or what cannot be understood, which the RFC wants ignored. */
    static Duration wait(List<String> headers) {
        for (String header : headers) {
            for (String preference : header.split("[,;]")) {
                Matcher wait = WAIT.matcher(preference);
                if (wait.matches()) {
                    return Duration.ofSeconds(Math.min(MOST, Integer.parseInt(wait.group(1))));
                }
            }
        }
        return Duration.ZERO;
    }
}
