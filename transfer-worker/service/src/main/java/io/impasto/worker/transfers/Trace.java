package io.impasto.worker.transfers;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whose doing a transfer is, after W3C Trace Context: carried as it came from its request to all events and to what is asked
 * of other services.
 *
 * @param parent {@code traceparent}
 * @param state {@code tracestate}; never without a parent
 */
public record Trace(Optional<String> parent, Optional<String> state) {

    /** Of what nobody traces. */
    public static final Trace NONE = new Trace(Optional.empty(), Optional.empty());

    static final String PARENT = "traceparent";
    static final String STATE = "tracestate";
    private static final Pattern FORM =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]{1,512}");

    /** As received; what is malformed counts as absent, as the recommendation wants it. */
    public static Trace of(Optional<String> parent, Optional<String> state) {
        return parent.filter(text -> FORM.matcher(text).matches()).isEmpty()
                ? NONE
                : new Trace(parent, state.filter(text -> PRINTABLE.matcher(text).matches()));
    }

    /** As headers of records and of calls. */
    public Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        parent.ifPresent(text -> headers.put(PARENT, text));
        state.ifPresent(text -> headers.put(STATE, text));
        return headers;
    }
}
