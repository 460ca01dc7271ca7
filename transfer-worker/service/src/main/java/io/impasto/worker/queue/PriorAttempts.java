package io.impasto.worker.queue;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import io.impasto.worker.transfers.CloudEvent;

/** How many attempts a transfer had seen when its request was put into the queue anew, as after a pause. */
final class PriorAttempts {

    private static final String ATTRIBUTE = "priorattempts";
    /** Nobody pauses that often; what is more is nonsense and counts as none. */
    private static final int DIGITS = 6;

    private PriorAttempts() {}

    static int of(ConsumerRecord<byte[], byte[]> record) {
        return CloudEvent.attribute(record, ATTRIBUTE)
                .filter(text -> text.matches("[0-9]{1," + DIGITS + "}"))
                .map(Integer::valueOf)
                .orElse(0);
    }
}
