package io.impasto.gateway.kafka;

import java.util.List;

/** The topics of the contract. */
public final class Topics {

    public static final String REQUESTS = "impasto.requests";
    public static final String EVENTS = "impasto.events";
    public static final String TRANSFERS = "impasto.transfers";
    public static final String DELIVERIES = "impasto.deliveries";

    /** All that must exist before the gateway can work. */
    public static final List<String> ALL = List.of(REQUESTS, EVENTS, TRANSFERS, DELIVERIES);

    private Topics() {}

    /** Where records of the topic go that cannot be read. */
    public static String deadLetters(String topic) {
        return topic + ".dlq";
    }
}
