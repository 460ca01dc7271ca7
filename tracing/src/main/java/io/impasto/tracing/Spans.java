package io.impasto.tracing;

import java.net.URI;
import java.util.Optional;

/** Begins spans. Safe to share between threads. */
public sealed interface Spans extends AutoCloseable permits ExportedSpans, NoSpans {

    /** What a span stands for, after OpenTelemetry. */
    enum Kind {
        /** Answers a call. */
        SERVER,
        /** Makes a call. */
        CLIENT,
        /** Works on a message. */
        CONSUMER,
        /** Part of another. */
        INTERNAL
    }

    /**
     * @param service name of the service, such as {@code gateway}
     * @param collector where OTLP is taken over HTTP, such as {@code http://collector:4318}; spans are posted to {@code
     *     v1/traces} below it. Without one nothing is recorded.
     */
    static Spans of(String service, Optional<URI> collector) {
        return collector
                .<Spans>map(address -> new ExportedSpans(service, address))
                .orElseGet(NoSpans::new);
    }

    /**
     * @param name of few different ones
     * @param parent {@code traceparent} of what led to it (W3C Trace Context), or null if it begins a trace
     * @param state {@code tracestate}, or null
     */
    Span begin(Kind kind, String name, String parent, String state);

    /**
     * Of a call that is answered, named after {@link CallNames}.
     *
     * @param parent {@code traceparent} of the caller, or null
     * @param state {@code tracestate}, or null
     */
    default Span serve(String method, String path, String parent, String state) {
        return begin(Kind.SERVER, CallNames.of(method, path), parent, state).set("url.path", path);
    }

    /** Sends what is left, for at most two seconds. */
    @Override
    void close();
}
