package io.impasto.gateway.kafka;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Publishes records; each is acknowledged by all in-sync replicas, or fails within {@link KafkaConfig#publishTimeout}. */
@ApplicationScoped
public class Publisher {

    private final KafkaProducer<String, byte[]> producer;

    Publisher(KafkaConfig config) {
        producer =
                new KafkaProducer<>(ClientSettings.producer(config), new StringSerializer(), new ByteArraySerializer());
    }

    /** Completes with where the record lies, or exceptionally with Kafka's reason. */
    public CompletableFuture<RecordMetadata> publish(String topic, String key, byte[] value, List<Header> headers) {
        CompletableFuture<RecordMetadata> result = new CompletableFuture<>();
        try {
            producer.send(new ProducerRecord<>(topic, null, key, value, headers), (metadata, failure) -> {
                if (failure == null) {
                    result.complete(metadata);
                } else {
                    result.completeExceptionally(failure);
                }
            });
        } catch (KafkaException e) {
            result.completeExceptionally(e);
        }
        return result;
    }

    @PreDestroy
    void close() {
        producer.close(Duration.ofSeconds(3));
    }
}
