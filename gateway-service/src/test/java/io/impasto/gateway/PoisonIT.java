package io.impasto.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.impasto.gateway.stack.Client;
import io.impasto.gateway.stack.OpenApi;
import io.impasto.gateway.stack.TestStack;
import io.impasto.gateway.stack.Topic;
import io.impasto.gateway.stack.Worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@QuarkusTest
@QuarkusTestResource(TestStack.class)
class PoisonIT {

    @TestHTTPResource
    URI base;

    @ParameterizedTest
    @ValueSource(strings = {"impasto.requests", "impasto.events", "impasto.transfers", "impasto.deliveries"})
    void aRecordThatCannotBeReadIsPutAsideAndTheRestGoesOn(String topic) {
        Client client = new Client(base, new OpenApi());
        UUID id = client.submit("{}", null);
        try (Worker worker = new Worker()) {
            ProducerRecord<String, byte[]> poison =
                    new ProducerRecord<>(topic, id.toString(), "{\"half\":".getBytes(StandardCharsets.UTF_8));
            poison.headers().add("mark", topic.getBytes(StandardCharsets.UTF_8));
            RecordMetadata place = worker.send(poison);
            String origin = topic + "-" + place.partition() + "-" + place.offset();
            await().until(() -> Topic.records(topic + ".dlq").stream()
                    .anyMatch(dead -> header(dead, "impasto-origin").equals(origin)));
            assertThat(Topic.records(topic + ".dlq"))
                    .filteredOn(dead -> header(dead, "impasto-origin").equals(origin))
                    .allSatisfy(dead -> {
                        assertThat(dead.value()).isEqualTo("{\"half\":");
                        assertThat(dead.key()).isEqualTo(id.toString());
                        assertThat(header(dead, "mark")).isEqualTo(topic);
                        assertThat(header(dead, "impasto-error")).isNotBlank();
                    });
            // Whether a letter is the first of its topic or not.
            await().until(() -> told(topic) == Topic.records(topic + ".dlq").size());
            worker.completed(id, 1);
            await().until(() -> Topic.records("impasto.transfers").stream()
                    .anyMatch(state ->
                            id.toString().equals(state.key()) && state.value().contains("\"succeeded\"")));
        }
        assertThat(client.get("/v1/transfers/" + id).statusCode()).isEqualTo(200);
    }

    /** How many dead letters the metrics tell of; -1 while they do not. */
    private int told(String topic) throws IOException {
        try (InputStream metrics = base.resolve("/q/metrics").toURL().openStream()) {
            String all = new String(metrics.readAllBytes(), StandardCharsets.UTF_8);
            Matcher found = Pattern.compile("impasto_dead_letters_total\\{topic=\"" + topic + "\",?} (\\S+)")
                    .matcher(all);
            return found.find() ? (int) Double.parseDouble(found.group(1)) : -1;
        }
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
