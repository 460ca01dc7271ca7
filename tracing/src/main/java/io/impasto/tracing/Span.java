package io.impasto.tracing;

/** Something that takes time, from its beginning to {@link #close}. Safe to share between threads. */
public interface Span extends AutoCloseable {

    /** The least status of HTTP that says that it went wrong here (RFC 9110, 15.6). */
    int SERVER_ERROR = 500;

    /** The {@code traceparent} of what follows from it: its own, or where nothing is recorded that of what led to it, or null. */
    String traceparent();

    /** A part of it. */
    Span child(String name);

    Span set(String attribute, String value);

    Span set(String attribute, long value);

    /** Says that it went wrong, and why. */
    void fail(String reason);

    /** A call's answer, by its HTTP status, and its end. */
    default void answered(int status) {
        set("http.response.status_code", status);
        if (status >= SERVER_ERROR) {
            fail("answered " + status);
        }
        close();
    }

    /** It is over; once is enough. */
    @Override
    void close();
}
