package io.impasto.stack.letters;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

import io.impasto.stack.Topics;

/**
 * A record that nobody could read, or that nobody could bring to an end, as it was put aside.
 *
 * @param record in the dead letter topic
 * @param replayed whether it was sent once more
 */
record Letter(ConsumerRecord<byte[], byte[]> record, boolean replayed) {

    /** Why it was put aside. */
    static final String ERROR = "impasto-error";

    /** Where it lay: topic, partition and offset with hyphens between them. */
    static final String ORIGIN = "impasto-origin";

    /** On a mark: the letter that was replayed. On the replayed record: the letter it comes from. */
    static final String REPLAYED = "impasto-replayed";

    private static final Set<String> OURS = Set.of(ERROR, ORIGIN, REPLAYED);

    /** What a client names it by, such as {@code impasto.requests.dlq-0-17}. */
    String id() {
        return record.topic() + "-" + record.partition() + "-" + record.offset();
    }

    Letter asReplayed() {
        return new Letter(record, true);
    }

    /** Where it goes when it is sent once more. */
    String topic() {
        return Topics.origin(record.topic());
    }

    /** Where it lay, or nothing if it does not say. */
    String origin() {
        return header(ORIGIN, "");
    }

    String error() {
        return header(ERROR, "-");
    }

    String key() {
        return record.key() == null ? "-" : text(record.key());
    }

    Instant time() {
        return Instant.ofEpochMilli(record.timestamp());
    }

    int size() {
        return record.value() == null ? 0 : record.value().length;
    }

    /** The value as text; what is no UTF-8 is replaced. */
    String value() {
        return record.value() == null ? "" : text(record.value());
    }

    /** The record's own headers. */
    List<Header> headers() {
        List<Header> own = new ArrayList<>();
        record.headers().forEach(header -> {
            if (!OURS.contains(header.key())) {
                own.add(header);
            }
        });
        return own;
    }

    /** As it lay where it came from. */
    ProducerRecord<byte[], byte[]> again() {
        return again(record.key(), record.value(), headers());
    }

    ProducerRecord<byte[], byte[]> again(byte[] key, byte[] value, List<Header> headers) {
        ProducerRecord<byte[], byte[]> again = new ProducerRecord<>(topic(), null, key, value, headers);
        again.headers().add(REPLAYED, id().getBytes(StandardCharsets.UTF_8));
        return again;
    }

    /** Says in the letter's own topic that it was sent once more. */
    ProducerRecord<byte[], byte[]> mark() {
        ProducerRecord<byte[], byte[]> mark =
                new ProducerRecord<>(record.topic(), record.partition(), record.key(), null);
        mark.headers().add(REPLAYED, id().getBytes(StandardCharsets.UTF_8));
        return mark;
    }

    private String header(String name, String otherwise) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? otherwise : text(header.value());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
