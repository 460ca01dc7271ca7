package io.impasto.gateway.retention;

import java.time.Duration;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.impasto.gateway.events.TransferRequest;

/** What requests say of their keeping, within the installation's bounds. */
@Singleton
public class Retention {

    private final Duration standard;
    private final Duration maximum;
    private final Duration markers;

    @Inject
    Retention(RetentionConfig config) {
        this(config.standard(), config.maximum(), config.markers());
    }

    /** As {@link RetentionConfig} has it. */
    public Retention(Duration standard, Duration maximum, Duration markers) {
        this.standard = standard;
        this.maximum = maximum;
        this.markers = markers;
    }

    /** The most that a request may ask for. */
    public Duration maximum() {
        return maximum;
    }

    /** For how long it is remembered that there was a transfer. */
    public Duration markers() {
        return markers;
    }

    /** The request with a time that is allowed: the default, what it asks for, or the maximum. */
    public TransferRequest applyTo(TransferRequest request) {
        Duration asked = request.retention() == null ? standard : request.retention();
        return request.keptFor(asked.compareTo(maximum) > 0 ? maximum : asked);
    }
}
