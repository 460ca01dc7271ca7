package io.impasto.gateway;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

import io.impasto.gateway.stack.Client;
import io.impasto.gateway.stack.OpenApi;
import io.impasto.gateway.stack.TestStack;
import io.impasto.gateway.stack.Topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The backlog as the broker has it, while a member of the workers' group takes requests. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
class BacklogIT {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TestHTTPResource
    URI base;

    @Test
    void itIsWhatNoWorkerIsDoneWith() throws Exception {
        Client client = new Client(base, new OpenApi());
        client.submit("{}", null);
        client.submit("{}", null);
        int all = Topic.records("impasto.requests").size();
        awaitBacklog(all);
        assertThat(metric("impasto_queue_oldest_age_seconds")).isPositive();
        startWithTheFirst();
        try (KafkaShareConsumer<byte[], byte[]> worker = worker()) {
            for (int taken = 1; taken <= all; taken++) {
                ConsumerRecord<byte[], byte[]> record = next(worker);
                if (taken == all) {
                    awaitBacklog(1);
                }
                worker.acknowledge(record, AcknowledgeType.ACCEPT);
                worker.commitSync();
            }
            awaitBacklog(0);
            client.submit("{}", null);
            awaitBacklog(1);
        }
    }

    private void awaitBacklog(int requests) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(metric("impasto_queue_backlog")).isEqualTo(requests));
    }

    private double metric(String name) throws Exception {
        String all = HTTP.send(
                        HttpRequest.newBuilder(base.resolve("/q/metrics")).build(),
                        BodyHandlers.ofString(StandardCharsets.UTF_8))
                .body();
        Matcher line = Pattern.compile("(?m)^" + name + "(?:\\{.*})? (\\S+)$").matcher(all);
        assertThat(line.find()).as(name).isTrue();
        return Double.parseDouble(line.group(1));
    }

    private static ConsumerRecord<byte[], byte[]> next(KafkaShareConsumer<byte[], byte[]> worker) {
        for (int i = 0; i < 100; i++) {
            for (ConsumerRecord<byte[], byte[]> record : worker.poll(Duration.ofMillis(200))) {
                return record;
            }
        }
        throw new AssertionError("no record came");
    }

    private static KafkaShareConsumer<byte[], byte[]> worker() {
        KafkaShareConsumer<byte[], byte[]> worker = new KafkaShareConsumer<>(
                Map.of(
                        "bootstrap.servers", TestStack.broker().bootstrapServers(),
                        "group.id", "impasto-workers",
                        "share.acknowledgement.mode", "explicit",
                        "share.acquire.mode", "record_limit",
                        "max.poll.records", 1),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        worker.subscribe(List.of("impasto.requests"));
        return worker;
    }

    private static void startWithTheFirst() throws Exception {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", TestStack.broker().bootstrapServers()))) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.GROUP, "impasto-workers"),
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("share.auto.offset.reset", "earliest"), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }
}
