package io.impasto.faults;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import io.impasto.faults.Evidence.Work;
import io.impasto.stack.Topics;

/** Reads what a stack has kept: artifacts from storage-service, states from their topic. */
final class Archive {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CHECKPOINT = 0x494d5043; // IMPC, as checkpoints begin
    private static final int OK = 200;

    private final URI storage;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    Archive(URI storage) {
        this.storage = storage;
    }

    /** The evaluation that the stored checkpoint of a transfer holds; empty if there is none or it can't be had now. */
    OptionalInt checkpoint(String transfer) {
        try {
            Optional<byte[]> stored = artifact(transfer, "checkpoint.bin");
            if (stored.isEmpty()) {
                return OptionalInt.empty();
            }
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(stored.get()));
            if (in.readInt() != CHECKPOINT) {
                throw new IllegalStateException("checkpoint.bin of " + transfer + " is no checkpoint");
            }
            in.readInt(); // version
            return OptionalInt.of(in.readInt());
        } catch (IOException notNow) {
            return OptionalInt.empty();
        }
    }

    Work work(String transfer) {
        try {
            Optional<byte[]> manifest = artifact(transfer, "manifest.json");
            return new Work(
                    artifact(transfer, "result.png").orElse(null),
                    manifest.isPresent() ? JSON.readTree(manifest.get()) : null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The latest value of each key of {@code impasto.transfers}. */
    static Map<String, JsonNode> states(String bootstrapServers) {
        Map<String, JsonNode> states = new HashMap<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.TRANSFERS).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    states.put(record.key(), JSON.readTree(record.value()));
                }
            }
            return states;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<byte[]> artifact(String transfer, String name) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(
                        storage.resolve("/v1/transfers/" + transfer + "/artifacts/" + name))
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
            return response.statusCode() == OK ? Optional.of(response.body()) : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
