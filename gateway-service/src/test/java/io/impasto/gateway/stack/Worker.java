package io.impasto.gateway.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The worker's side of the contract: publishes its events and stores its artifacts, when the test says so. */
public final class Worker implements AutoCloseable {

    private static final String NETWORK = "{\"name\":\"vgg19-slim\",\"sha256\":\"" + "a".repeat(64) + "\"}";
    private static final String LOSSES = "{\"content\":{\"x\":1},\"style\":{\"y\":2},\"tv\":0,\"total\":3}";

    private final KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", TestStack.broker().bootstrapServers(), "acks", "all", "linger.ms", 0),
            new StringSerializer(),
            new ByteArraySerializer());
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public RecordMetadata started(UUID id, int attempt) {
        return publish(
                id,
                "started",
                "{\"attempt\":" + attempt + ",\"worker\":\"worker-1\",\"network\":" + NETWORK
                        + ",\"width\":48,\"height\":36,\"evaluations\":10}");
    }

    public RecordMetadata paused(UUID id, int attempt) {
        return publish(id, "paused", "{\"attempt\":" + attempt + ",\"evaluation\":1}");
    }

    public RecordMetadata cancelled(UUID id, int attempt) {
        return publish(id, "cancelled", "{\"attempt\":" + attempt + ",\"evaluation\":1}");
    }

    public RecordMetadata progressed(UUID id, int attempt, int evaluation) {
        return publish(
                id,
                "progressed",
                "{\"attempt\":" + attempt + ",\"evaluation\":" + evaluation
                        + ",\"evaluations\":10,\"level\":1,\"levels\":1,\"width\":48,\"height\":36,\"losses\":" + LOSSES
                        + ",\"preview\":{\"number\":" + evaluation + ",\"name\":\"previews/" + attempt + "-000"
                        + evaluation + ".png\",\"mediaType\":\"image/png\",\"width\":48,\"height\":36}}");
    }

    public RecordMetadata completed(UUID id, int attempt) {
        return publish(
                id,
                "completed",
                "{\"attempt\":" + attempt + ",\"network\":" + NETWORK
                        + ",\"evaluations\":10,\"seconds\":1.5,\"losses\":" + LOSSES
                        + ",\"result\":{\"name\":\"result.png\",\"mediaType\":\"image/png\",\"bytes\":1,\"sha256\":\""
                        + "b".repeat(64) + "\"}}");
    }

    public RecordMetadata failed(UUID id, int attempt) {
        return publish(
                id,
                "failed",
                "{\"attempt\":" + attempt + ",\"problem\":{\"type\":\"urn:impasto:problem:network-not-available\","
                        + "\"title\":\"This network is not available\",\"status\":422,\"detail\":\"None is installed.\"}}");
    }

    public RecordMetadata publish(UUID id, String name, String data) {
        return publish("impasto.events", id, "io.impasto.transfer." + name + ".v1", data);
    }

    public RecordMetadata publish(String topic, UUID id, String type, String data) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(topic, id.toString(), data.getBytes(StandardCharsets.UTF_8));
        Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        UUID.randomUUID().toString(),
                        "ce_source",
                        "/impasto/worker/worker-1",
                        "ce_type",
                        type,
                        "ce_subject",
                        id.toString(),
                        "ce_time",
                        Instant.now().toString())
                .forEach((header, value) -> record.headers().add(header, value.getBytes(StandardCharsets.UTF_8)));
        return send(record);
    }

    public RecordMetadata send(ProducerRecord<String, byte[]> record) {
        try {
            return producer.send(record).get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Stores an artifact as the first attempt. */
    public void store(UUID id, String name, String type, byte[] content) {
        URI address = TestStack.storage().url().resolve("/v1/transfers/" + id + "/artifacts/" + name);
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Content-Type", type)
                .header("Impasto-Attempt", "1")
                .PUT(BodyPublishers.ofByteArray(content))
                .build();
        try {
            int status = http.send(request, BodyHandlers.discarding()).statusCode();
            if (status / 100 != 2) {
                throw new IllegalStateException("storage-service answered " + status);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
