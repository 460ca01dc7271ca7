package io.impasto.worker.queue;

import java.nio.charset.StandardCharsets;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** How many attempts a transfer had seen when its request was put into the queue anew, as after a pause. */
final class PriorAttempts {

    private static final String HEADER = "ce_priorattempts";
    /** Nobody pauses that often; what is more is nonsense and counts as none. */
    private static final int DIGITS = 6;

    private PriorAttempts() {}

    static int of(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(HEADER);
        if (header == null || header.value() == null) {
            return 0;
        }
        String text = new String(header.value(), StandardCharsets.UTF_8);
        return text.matches("[0-9]{1," + DIGITS + "}") ? Integer.parseInt(text) : 0;
    }
}
