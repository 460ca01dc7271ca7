package io.impasto.gateway.transfers;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

import jakarta.ws.rs.core.HttpHeaders;

import io.impasto.gateway.events.Trace;
import io.impasto.gateway.problems.ProblemException;
import io.impasto.gateway.problems.ProblemType;

/**
 * What surrounds a request for a transfer, and does not belong to what is asked for.
 *
 * @param tenant who asks
 * @param cancelAfter time after which it is to be given up, or null
 * @param group of transfers that were asked for together, or null
 * @param continues the transfer that it goes on from, or null
 * @param trace whose doing it is; a new one where the call brought none
 */
record Terms(String tenant, Duration cancelAfter, UUID group, UUID continues, Trace trace) {

    static final String CANCEL_AFTER = "Cancel-After";

    private static final Pattern FORM = Pattern.compile("(?=\\d)(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");
    private static final Duration LEAST = Duration.ofSeconds(5);
    private static final Duration MOST = Duration.ofDays(365);

    /** @throws ProblemException {@code invalid-request} for a Cancel-After that is no time from 5 s to a year */
    static Terms of(String tenant, HttpHeaders headers) {
        return new Terms(
                tenant,
                cancelAfter(headers.getHeaderString(CANCEL_AFTER)),
                null,
                null,
                trace(headers).orNew());
    }

    /** The same, for one of several that are asked for together. */
    Terms of(UUID together) {
        return new Terms(tenant, cancelAfter, together, continues, trace);
    }

    /** The same, for one that goes on from another. */
    Terms after(UUID transfer) {
        return new Terms(tenant, cancelAfter, group, transfer, trace);
    }

    /** Whose doing the call is. */
    static Trace trace(HttpHeaders headers) {
        return Trace.of(headers.getHeaderString(Trace.PARENT), headers.getHeaderString(Trace.STATE));
    }

    /** Parses {@code 90s}, {@code 5m}, {@code 1h30m}, or a number of seconds. */
    static Duration cancelAfter(String text) {
        if (text == null) {
            return null;
        }
        String form = text.strip().toLowerCase(Locale.ROOT);
        try {
            boolean seconds = SECONDS.matcher(form).matches();
            if (seconds || FORM.matcher(form).matches()) {
                Duration time = Duration.parse("PT" + form + (seconds ? "s" : ""));
                if (time.compareTo(LEAST) >= 0 && time.compareTo(MOST) <= 0) {
                    return time;
                }
            }
        } catch (DateTimeParseException e) {
            // Answered below, together with other forms.
        }
        throw ProblemType.INVALID_REQUEST
                .problem("Cancel-After must be a time from 5s to a year, such as 90s, 5m or 1h30m.")
                .with("header", CANCEL_AFTER);
    }
}
