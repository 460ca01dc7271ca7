package io.impasto.gateway.events;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Whose doing something is, after W3C Trace Context: carried from a request over all that follows from it.
 *
 * @param parent {@code traceparent}, or null if there is none
 * @param state {@code tracestate}, or null; never without a parent
 */
public record Trace(String parent, String state) {

    public static final String PARENT = "traceparent";
    public static final String STATE = "tracestate";

    /** Of what nobody traces. */
    public static final Trace NONE = new Trace(null, null);

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]{1,512}");
    private static final SecureRandom RANDOM = new SecureRandom();

    /** As received; what is malformed counts as absent, as the recommendation wants it. */
    public static Trace of(String parent, String state) {
        if (parent == null
                || !FORM.matcher(parent).matches()
                || parent.startsWith("ff")
                || parent.startsWith("0".repeat(32), 3)
                || parent.startsWith("0".repeat(16), 36)) {
            return NONE;
        }
        return new Trace(parent, state == null || !PRINTABLE.matcher(state).matches() ? null : state);
    }

    /** This one, or where there is none a new one. */
    public Trace orNew() {
        if (parent != null) {
            return this;
        }
        byte[] ids = new byte[24];
        RANDOM.nextBytes(ids);
        String hex = HexFormat.of().formatHex(ids);
        return new Trace("00-" + hex.substring(0, 32) + "-" + hex.substring(32) + "-01", null);
    }

    /** As headers of records and of calls; none if there is no trace. */
    public Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        if (parent != null) {
            headers.put(PARENT, parent);
        }
        if (state != null) {
            headers.put(STATE, state);
        }
        return headers;
    }
}
