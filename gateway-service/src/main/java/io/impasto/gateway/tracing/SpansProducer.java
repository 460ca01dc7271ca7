package io.impasto.gateway.tracing;

import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.impasto.tracing.Spans;

/** Makes the one thing that begins spans. */
class SpansProducer {

    @Produces
    @Singleton
    Spans spans(TracesConfig config) {
        return Spans.of("gateway", config.endpoint());
    }

    void close(@Disposes Spans spans) {
        spans.close();
    }
}
