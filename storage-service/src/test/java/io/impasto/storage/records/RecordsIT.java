package io.impasto.storage.records;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

import io.impasto.stack.Topics;
import io.impasto.storage.Conditions;
import io.impasto.storage.Http;
import io.impasto.storage.Parts;
import io.impasto.storage.WithStoreAndBroker;
import io.impasto.storage.contract.Contract;
import io.impasto.storage.store.Bucket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@QuarkusTestResource(WithStoreAndBroker.class)
class RecordsIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TestHTTPResource("/")
    URI base;

    @Inject
    Bucket bucket;

    Parts parts;

    @Test
    void theEndOfATransferBecomesItsRecord() throws Exception {
        UUID id = UUID.randomUUID();
        String running = transfer(id, "running");
        String succeeded = transfer(id, "succeeded");
        publish(id.toString(), running.getBytes(UTF_8));
        publish(id.toString(), succeeded.getBytes(UTF_8));
        String record = Conditions.await(() -> record(id));
        assertThat(record).isEqualTo(succeeded);
        assertThat(new Contract().violations("transfer:v1", JSON.readTree(record)))
                .isEmpty();
    }

    @Test
    void aPurgedTransferLeavesNothingBehind() throws Exception {
        UUID id = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        Http http = new Http(base);
        for (UUID each : List.of(id, other)) {
            publish(each.toString(), transfer(each, "cancelled").getBytes(UTF_8));
            String transfer = "/v1/transfers/" + each;
            http.put(transfer + "/claim", "{\"request\":\"a\"}".getBytes(UTF_8));
            http.put(transfer + "/claims/1", "{\"holder\":\"a\"}".getBytes(UTF_8));
            http.put(transfer + "/artifacts/losses.csv", new byte[] {1}, "Impasto-Attempt", "1");
            Conditions.await(() -> record(each));
        }
        assertThat(bucket.keys("transfers/" + id + "/")).hasSize(4);

        byte[] marker = ("{\"id\":\"" + id + "\",\"purgedAt\":\"2026-05-01T10:00:00Z\"}").getBytes(UTF_8);
        parts.withoutStore(() -> publish(id.toString(), marker));
        Conditions.await(() -> bucket.keys("transfers/" + id + "/").isEmpty() ? true : null);
        publish(id.toString(), marker);
        UUID next = UUID.randomUUID();
        publish(next.toString(), transfer(next, "expired").getBytes(UTF_8));
        Conditions.await(() -> record(next));
        assertThat(bucket.keys("transfers/" + id + "/")).isEmpty();
        assertThat(bucket.keys("transfers/" + other + "/")).hasSize(4);
    }

    @Test
    void whatIsStoredOfAPurgedTransferGoesOnceItIsForgotten() throws Exception {
        UUID id = UUID.randomUUID();
        String folder = "transfers/" + id + "/";
        Http http = new Http(base);
        publish(id.toString(), transfer(id, "cancelled").getBytes(UTF_8));
        Conditions.await(() -> record(id));
        publish(id.toString(), ("{\"id\":\"" + id + "\",\"purgedAt\":\"2026-05-01T10:00:00Z\"}").getBytes(UTF_8));
        Conditions.await(() -> bucket.keys(folder).isEmpty() ? true : null);
        http.put("/v1/transfers/" + id + "/claim", "{\"request\":\"a\"}".getBytes(UTF_8));
        http.put("/v1/transfers/" + id + "/claims/1", "{\"holder\":\"a\"}".getBytes(UTF_8));
        assertThat(bucket.keys(folder)).hasSize(2);

        parts.withoutStore(() -> publish(id.toString(), null));
        Conditions.await(() -> bucket.keys(folder).isEmpty() ? true : null);
    }

    @Test
    void aPoisonRecordGoesToTheDeadLettersAndTheNextOneIsRead() throws Exception {
        String poisonKey = UUID.randomUUID().toString();
        RecordMetadata poison = publish(poisonKey, "{ not json".getBytes(UTF_8));
        publish("not a uuid", new byte[] {0, 1, 2});
        publish(poisonKey, null);
        UUID next = UUID.randomUUID();
        publish(next.toString(), transfer(next, "failed").getBytes(UTF_8));
        Conditions.await(() -> record(next));

        ConsumerRecord<byte[], byte[]> letter = Conditions.await(() -> deadLetter(poisonKey));
        assertThat(new String(letter.value(), UTF_8)).isEqualTo("{ not json");
        assertThat(header(letter, "ce_id")).isEqualTo("test");
        assertThat(header(letter, "impasto-error")).contains("not the JSON");
        assertThat(header(letter, "impasto-origin"))
                .isEqualTo(poison.topic() + "-" + poison.partition() + "-" + poison.offset());
    }

    @Test
    void recordsWaitForAStoreThatIsAwayAndRequestsAreToldSo() throws Exception {
        UUID id = UUID.randomUUID();
        Http http = new Http(base);
        parts.withoutStore(() -> {
            publish(id.toString(), transfer(id, "succeeded").getBytes(UTF_8));
            long start = System.nanoTime();
            Http.Answer refused = http.get("/v1/images/" + "0".repeat(64));
            refused.problem(503, "store-unavailable");
            assertThat(refused.header("Retry-After")).isNotNull();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
            assertThat(http.get("/q/health/ready").status()).isEqualTo(503);
            assertThat(http.get("/q/health/live").status()).isEqualTo(200);
        });
        assertThat(Conditions.await(() -> record(id))).contains("succeeded");
        assertThat(http.get("/q/health/ready").status()).isEqualTo(200);
    }

    @Test
    void withoutABrokerTheServiceIsNotReadyButImagesAreServed() throws Exception {
        Http http = new Http(base);
        UUID id = UUID.randomUUID();
        parts.withoutBroker(() -> {
            long start = System.nanoTime();
            assertThat(http.get("/q/health/ready").status()).isEqualTo(503);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            assertThat(http.get("/q/health/live").status()).isEqualTo(200);
            http.get("/v1/images/" + "2".repeat(64)).problem(404, "image-not-found");
        });
        Conditions.await(() -> http.get("/q/health/ready").status() == 200 ? true : null);
        publish(id.toString(), transfer(id, "failed").getBytes(UTF_8));
        assertThat(Conditions.await(() -> record(id))).contains("failed");
    }

    @Test
    void theLatencyOfTheStoreIsMeasured() {
        new Http(base).get("/v1/images/" + "1".repeat(64));
        String metrics = new String(new Http(base).get("/q/metrics").bytes(), UTF_8);
        assertThat(metrics)
                .containsPattern("impasto_store_calls_seconds_count\\{operation=\"stat\",outcome=\"refused\"}")
                .contains("http_server_requests_seconds_count");
    }

    private String record(UUID id) {
        return bucket.text("transfers/" + id + "/record.json", 1 << 16).orElse(null);
    }

    /** The golden example, as another transfer in another state. */
    private static String transfer(UUID id, String state) throws Exception {
        ObjectNode transfer = (ObjectNode) JSON.readTree(Contract.example("transfer.v1"));
        return transfer.put("id", id.toString()).put("state", state).toString();
    }

    private RecordMetadata publish(String key, byte[] value) throws Exception {
        Map<String, Object> config = Map.of("bootstrap.servers", parts.broker().bootstrapServers(), "acks", "all");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>(Topics.TRANSFERS, 0, key.getBytes(UTF_8), value);
            record.headers().add("ce_id", "test".getBytes(UTF_8));
            return producer.send(record).get(20, TimeUnit.SECONDS);
        }
    }

    private ConsumerRecord<byte[], byte[]> deadLetter(String key) {
        TopicPartition letters = new TopicPartition(Topics.deadLetters(Topics.TRANSFERS), 0);
        Map<String, Object> config = Map.of("bootstrap.servers", parts.broker().bootstrapServers());
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(letters));
            consumer.seekToBeginning(List.of(letters));
            for (ConsumerRecord<byte[], byte[]> letter : consumer.poll(Duration.ofSeconds(2))) {
                if (letter.key() != null && new String(letter.key(), UTF_8).equals(key)) {
                    return letter;
                }
            }
            return null;
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
