package io.impasto.acceptance;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Kafka as another system uses it: with nothing but the public contract. */
public record Queue(String bootstrapServers) {

    /** Publishes a CloudEvent in binary mode (CloudEvents 1.0, Kafka protocol binding). */
    public void publish(String topic, String type, String subject, String data) {
        publish(topic, type, subject, data, Map.of());
    }

    /** @param more headers */
    public void publish(String topic, String type, String subject, String data, Map<String, String> more) {
        ProducerRecord<String, String> record = new ProducerRecord<>(topic, subject, data);
        more.forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        UUID.randomUUID().toString(),
                        "ce_source",
                        "/shop/orders",
                        "ce_type",
                        type,
                        "ce_subject",
                        subject,
                        "ce_time",
                        Instant.now().toString(),
                        "content-type",
                        "application/json")
                .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        send(record);
    }

    /** Publishes what no reader can read. */
    public void poison(String topic, String key) {
        send(new ProducerRecord<>(topic, key, "{\"this is\": no JSON"));
    }

    /** Whether a record with the key arrives within the limit; reads the topic's one partition from its start. */
    public boolean arrives(String topic, String key, Duration limit) {
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrapServers);
        TopicPartition partition = new TopicPartition(topic, 0);
        long deadline = System.nanoTime() + limit.toNanos();
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            List<String> keys = new ArrayList<>();
            while (!keys.contains(key) && System.nanoTime() < deadline) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    keys.add(record.key());
                }
            }
            return keys.contains(key);
        }
    }

    private void send(ProducerRecord<String, String> record) {
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrapServers, "acks", "all");
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            producer.send(record).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
