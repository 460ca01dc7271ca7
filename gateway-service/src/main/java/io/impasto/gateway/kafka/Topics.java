package io.impasto.gateway.kafka;

import java.util.List;

import io.impasto.gateway.events.TransferEvent;
import io.impasto.gateway.events.TransferEvent.Control;
import io.impasto.gateway.events.TransferEvent.Requested;

/** The topics of the contract. */
public final class Topics {

    public static final String REQUESTS = "impasto.requests";
    public static final String EVENTS = "impasto.events";
    public static final String CONTROLS = "impasto.controls";
    public static final String TRANSFERS = "impasto.transfers";
    public static final String DELIVERIES = "impasto.deliveries";
    public static final String WORKERS = "impasto.workers";

    /** All that must exist before the gateway can work. */
    public static final List<String> ALL = List.of(REQUESTS, EVENTS, CONTROLS, TRANSFERS, DELIVERIES, WORKERS);

    /** Those whose records are put aside where they cannot be read. */
    public static final List<String> WITH_DEAD_LETTERS = List.of(REQUESTS, EVENTS, CONTROLS, TRANSFERS, DELIVERIES);

    private Topics() {}

    /** Where an event belongs. */
    public static String of(TransferEvent event) {
        if (event instanceof Requested) {
            return REQUESTS;
        }
        return event instanceof Control ? CONTROLS : EVENTS;
    }

    /** Where records of the topic go that cannot be read. */
    public static String deadLetters(String topic) {
        return topic + ".dlq";
    }
}
