package io.impasto.acceptance.hostile;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import io.impasto.acceptance.Await;
import io.impasto.stack.Topics;

/** Writes to topics and follows what is put aside. A record is known by a header of its own, for it may have no key. */
final class Topic implements AutoCloseable {

    private static final String CASE = "x-case";
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> letters;
    private final Set<String> putAside = new HashSet<>();

    Topic(String bootstrapServers) {
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrapServers);
        producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        letters = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> all = Topics.names().stream()
                .map(topic -> new TopicPartition(Topics.deadLetters(topic), 0))
                .toList();
        letters.assign(all);
        letters.seekToEnd(all);
        all.forEach(letters::position);
    }

    /** Returns what the record is known by. */
    String write(Attack.Message message) {
        String name = UUID.randomUUID().toString();
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(message.topic(), 0, message.key(), message.value());
        message.headers()
                .forEach((header, value) -> record.headers().add(header, value.getBytes(StandardCharsets.UTF_8)));
        record.headers().add(CASE, name.getBytes(StandardCharsets.UTF_8));
        try {
            producer.send(record).get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
        return name;
    }

    void awaitPutAside(String name) {
        Await.until("the record is put aside", LIMIT, () -> isPutAside(name));
    }

    boolean isPutAside(String name) {
        letters.poll(Duration.ofMillis(50)).forEach(record -> {
            Header header = record.headers().lastHeader(CASE);
            if (header != null) {
                putAside.add(new String(header.value(), StandardCharsets.UTF_8));
            }
        });
        return putAside.contains(name);
    }

    /** Returns when everything that was written to the topic before has been read by all that read it. */
    void awaitRead(String topic) {
        String id = UUID.randomUUID().toString();
        Attack.Message last = new Attack.Message(
                topic, id.getBytes(StandardCharsets.UTF_8), new byte[] {'{'}, Map.of("ce_specversion", "1.0"));
        awaitPutAside(write(last));
    }

    @Override
    public void close() {
        producer.close();
        letters.close();
    }
}
