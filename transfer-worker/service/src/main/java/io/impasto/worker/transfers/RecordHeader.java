package io.impasto.worker.transfers;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Headers of records, which anyone may have written. */
public final class RecordHeader {

    private RecordHeader() {}

    /** The last header of that name, as UTF-8; nothing if there is none, or no value in it. */
    public static Optional<String> text(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
    }
}
