package io.impasto.faults;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import io.impasto.stack.Topics;

/** Real histories again, under other ids: as if as many more transfers had been painted. */
final class Copies {

    private static final Pattern ID =
            Pattern.compile("([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{8})[0-9a-f]{4}");
    private static final Duration POLL = Duration.ofMillis(200);

    private final String bootstrapServers;
    private final List<ConsumerRecord<byte[], byte[]>> originals;

    private Copies(String bootstrapServers, List<ConsumerRecord<byte[], byte[]>> originals) {
        this.bootstrapServers = bootstrapServers;
        this.originals = originals;
    }

    /** Of all that was asked and told so far. */
    static Copies of(String bootstrapServers) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings)) {
            for (String topic : List.of(Topics.REQUESTS, Topics.EVENTS)) {
                TopicPartition partition = new TopicPartition(topic, 0);
                consumer.assign(List.of(partition));
                consumer.seekToBeginning(List.of(partition));
                long end = consumer.endOffsets(List.of(partition)).get(partition);
                while (consumer.position(partition) < end) {
                    consumer.poll(POLL).forEach(records::add);
                }
            }
        }
        return new Copies(bootstrapServers, records);
    }

    /** Events, requests included, of one copy. */
    int records() {
        return originals.size();
    }

    /** Bytes of the values of one copy. */
    long bytes() {
        return originals.stream().mapToLong(ConsumerRecord::serializedValueSize).sum();
    }

    /** Publishes so many copies; all are at the broker when this returns. */
    void publish(int copies) {
        Map<String, Object> settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class,
                ProducerConfig.LINGER_MS_CONFIG,
                20);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings)) {
            for (int copy = 1; copy <= copies; copy++) {
                for (ConsumerRecord<byte[], byte[]> original : originals) {
                    producer.send(copy(original, copy));
                }
            }
        }
    }

    /** The id of a copy's transfer. */
    static String id(String original, int copy) {
        return ID.matcher(original).replaceAll("$1%04x".formatted(copy));
    }

    private static ProducerRecord<byte[], byte[]> copy(ConsumerRecord<byte[], byte[]> original, int copy) {
        List<Header> headers = Stream.of(original.headers().toArray())
                .<Header>map(header -> new RecordHeader(header.key(), copy(header.value(), copy)))
                .toList();
        return new ProducerRecord<>(
                original.topic(),
                original.partition(),
                original.timestamp(),
                copy(original.key(), copy),
                copy(original.value(), copy),
                headers);
    }

    private static byte[] copy(byte[] text, int copy) {
        return text == null
                ? null
                : id(new String(text, StandardCharsets.UTF_8), copy).getBytes(StandardCharsets.UTF_8);
    }
}
