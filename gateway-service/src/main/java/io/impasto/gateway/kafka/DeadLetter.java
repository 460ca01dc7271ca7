package io.impasto.gateway.kafka;

import java.nio.charset.StandardCharsets;

import org.apache.kafka.common.header.Headers;

/** What is added to a record that cannot be read when it is put aside in its topic's {@code .dlq}. */
public final class DeadLetter {

    public static final String ERROR = "impasto-error";
    public static final String ORIGIN = "impasto-origin";

    private DeadLetter() {}

    /** Adds the reason and the place of origin to the record's own headers. */
    public static Headers mark(Headers headers, String reason, String topic, int partition, long offset) {
        headers.remove(ERROR);
        headers.remove(ORIGIN);
        headers.add(ERROR, reason.getBytes(StandardCharsets.UTF_8));
        headers.add(ORIGIN, (topic + "-" + partition + "-" + offset).getBytes(StandardCharsets.UTF_8));
        return headers;
    }
}
