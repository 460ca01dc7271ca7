package io.impasto.tracing;

import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code traceparent} taken apart (W3C Trace Context), for lines of a log.
 *
 * @param trace 32 hex digits
 * @param span 16 hex digits
 */
public record TraceParent(String trace, String span) {

    private static final Pattern FORM =
            Pattern.compile("(?!ff)[0-9a-f]{2}-((?!0{32})[0-9a-f]{32})-((?!0{16})[0-9a-f]{16})-[0-9a-f]{2}");

    /** Names of the two in a line of a log. */
    public static final String TRACE_ID = "traceId";

    public static final String SPAN_ID = "spanId";

    /** Puts both where a log finds them. */
    public void tell(BiConsumer<String, String> context) {
        context.accept(TRACE_ID, trace);
        context.accept(SPAN_ID, span);
    }

    /** @param header may be null; what is malformed counts as absent */
    public static Optional<TraceParent> of(String header) {
        Matcher parts = FORM.matcher(header == null ? "" : header);
        return parts.matches() ? Optional.of(new TraceParent(parts.group(1), parts.group(2))) : Optional.empty();
    }
}
