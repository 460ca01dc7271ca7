package io.impasto.worker.transfers;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records as another system would publish them. */
final class Records {

    static final String TRANSFER = "0b6f7a52-6d1c-5a53-9d5e-3e0d7a1f4c11";
    static final String TRACESTATE = "shop=1";
    static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private Records() {}

    static ConsumerRecord<byte[], byte[]> request(byte[] data) {
        return record(TRANSFER, data, headers());
    }

    static Map<String, String> headers() {
        return new LinkedHashMap<>(Map.of(
                "ce_specversion",
                "1.0",
                "ce_id",
                "1b671a64-40d5-491e-99b0-da01ff1f3341",
                "ce_source",
                "/shop",
                "ce_type",
                RequestReader.TYPE,
                "ce_subject",
                TRANSFER,
                "traceparent",
                TRACEPARENT,
                "tracestate",
                TRACESTATE));
    }

    static ConsumerRecord<byte[], byte[]> record(String key, byte[] data, Map<String, String> headers) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                "impasto.requests", 0, 0, key == null ? null : key.getBytes(StandardCharsets.UTF_8), data);
        headers.forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return record;
    }
}
