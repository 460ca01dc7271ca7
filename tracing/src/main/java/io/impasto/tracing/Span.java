package io.impasto.tracing;

/** Something that takes time, from its beginning to {@link #close}. Safe to share between threads. */
public interface Span extends AutoCloseable {

    /** The {@code traceparent} of what follows from it: its own, or where nothing is recorded that of what led to it, or null. */
    String traceparent();

    /** A part of it. */
    Span child(String name);

    Span set(String attribute, String value);

    Span set(String attribute, long value);

    /** Says that it went wrong, and why. */
    void fail(String reason);

    /** It is over; once is enough. */
    @Override
    void close();
}
