package io.impasto.worker.line;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads a topic from its beginning and keeps what was read. */
public final class Log implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** One record as it was read; {@code seen} is the nanosecond clock. */
    public record Entry(String key, byte[] value, Map<String, String> headers, long timestamp, long seen) {

        /** The last part of the event's type: started, progressed, completed, failed. */
        public String event() {
            return headers.getOrDefault("ce_type", "").replaceFirst("io\\.impasto\\.transfer\\.(\\w+)\\.v1", "$1");
        }

        public JsonNode data() {
            return OtherSystem.json(value);
        }
    }

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<Entry> entries = new ArrayList<>();

    public Log(String bootstrapServers, String topic) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "enable.auto.commit", false),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Reads on until an entry of this key is as wanted; that entry. */
    public Entry await(String key, Predicate<Entry> wanted) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            for (Entry entry : of(key)) {
                if (wanted.test(entry)) {
                    return entry;
                }
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        "not seen in " + LIMIT + "; of " + key + " there are " + of(key).size() + " entries, the last "
                                + (of(key).isEmpty() ? "" : new String(last(key), StandardCharsets.UTF_8)));
            }
            read(Duration.ofMillis(100));
        }
    }

    /** Reads on until an event of this name is told of the transfer; that event. */
    public Entry await(String transfer, String event) {
        return await(transfer, entry -> entry.event().equals(event));
    }

    /** Reads on until the transfer has ended; all its events in order. */
    public List<Entry> awaitEnd(String transfer) {
        await(
                transfer,
                entry -> entry.event().equals("completed") || entry.event().equals("failed"));
        return of(transfer);
    }

    /** What was read of a key so far, in order. */
    public List<Entry> of(String key) {
        return entries.stream().filter(entry -> key.equals(entry.key())).toList();
    }

    /** The names of events, in order. */
    public static String names(List<Entry> entries) {
        return String.join(" ", entries.stream().map(Entry::event).toList());
    }

    private byte[] last(String key) {
        List<Entry> all = of(key);
        return all.get(all.size() - 1).value();
    }

    private void read(Duration atMost) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(atMost)) {
            Map<String, String> headers = new java.util.LinkedHashMap<>();
            for (Header header : record.headers()) {
                headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
            }
            entries.add(new Entry(record.key(), record.value(), headers, record.timestamp(), System.nanoTime()));
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
