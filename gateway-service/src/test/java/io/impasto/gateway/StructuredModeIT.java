package io.impasto.gateway;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.impasto.gateway.stack.Client;
import io.impasto.gateway.stack.OpenApi;
import io.impasto.gateway.stack.TestStack;
import io.impasto.gateway.stack.Topic;
import io.impasto.gateway.stack.Worker;
import io.impasto.stack.Service;

import static io.impasto.gateway.stack.Client.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Another system, and workers of another make, that publish CloudEvents in structured mode. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
class StructuredModeIT {

    private static final String IMAGE = "ab".repeat(32);

    @TestHTTPResource
    URI base;

    @Test
    void requestsControlsAndReportsAreFoldedAndShown() {
        Client client = new Client(base, new OpenApi());
        UUID id = UUID.randomUUID();
        String self = "/v1/transfers/" + id;
        try (Worker worker = new Worker()) {
            publish(
                    worker,
                    "impasto.requests",
                    id,
                    "requested",
                    "{\"content\":\"" + IMAGE + "\",\"styles\":[\"" + IMAGE + "\"]}");
            await().until(() -> client.get(self).statusCode() == 200);
            publish(worker, "impasto.controls", id, "control.pause", "{}");
            await().until(() -> state(client, self).equals("paused"));
            publish(worker, "impasto.controls", id, "control.resume", "{}");
            publish(worker, "impasto.events", id, "starting", "{\"attempt\":1,\"worker\":\"other-1\"}");
            publish(worker, "impasto.events", id, "cancelled", "{\"attempt\":1}");
            await().until(() -> state(client, self).equals("cancelled"));
            JsonNode shown = json(client.get(self));
            assertThat(shown.path("worker").asText()).isEqualTo("other-1");
            String events = new String(client.get(self + "/events").body(), StandardCharsets.UTF_8);
            assertThat(events).contains("event: transfer.starting", "event: transfer.cancelled", "other-1");
            // The fold, too, and not only this gateway's own view.
            await().until(() -> Topic.records("impasto.transfers").stream()
                    .anyMatch(record ->
                            id.toString().equals(record.key()) && record.value().contains("\"cancelled\"")));
        }
    }

    @Test
    void aGatewayCanPublishInStructuredModeItself(@TempDir Path folder) throws Exception {
        Service gateway = Service.start(
                "gateway-structured",
                Path.of(System.getProperty("impasto.root"), "gateway-service/target/quarkus-app/quarkus-run.jar"),
                folder,
                Map.of(
                        "IMPASTO_KAFKA_BOOTSTRAP_SERVERS", TestStack.broker().bootstrapServers(),
                        "IMPASTO_STORAGE_URL", TestStack.storage().url().toString(),
                        "IMPASTO_KAFKA_CLOUDEVENTS_MODE", "structured"));
        try (gateway) {
            UUID id = new Client(gateway.url(), new OpenApi()).submit("{\"size\":64}", null);
            var record = Topic.records("impasto.requests").stream()
                    .filter(each -> id.toString().equals(each.key()))
                    .findFirst()
                    .orElseThrow();
            assertThat(record.headers().lastHeader("content-type").value())
                    .isEqualTo("application/cloudevents+json".getBytes(StandardCharsets.UTF_8));
            JsonNode event = new ObjectMapper().readTree(record.value());
            assertThat(event.path("type").asText()).isEqualTo("io.impasto.transfer.requested.v1");
            assertThat(event.at("/data/options/size").asInt()).isEqualTo(64);
            Client other = new Client(base, new OpenApi());
            await().until(() -> other.get("/v1/transfers/" + id).statusCode() == 200);
        }
    }

    private static String state(Client client, String self) {
        return json(client.get(self)).path("state").asText();
    }

    private static void publish(Worker worker, String topic, UUID id, String type, String data) {
        String event = "{\"specversion\":\"1.0\",\"id\":\"" + UUID.randomUUID()
                + "\",\"source\":\"/other\",\"type\":\"io.impasto.transfer." + type + ".v1\",\"subject\":\"" + id
                + "\",\"datacontenttype\":\"application/json\",\"data\":" + data + "}";
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(topic, id.toString(), event.getBytes(StandardCharsets.UTF_8));
        record.headers()
                .add("content-type", "application/cloudevents+json; charset=utf-8".getBytes(StandardCharsets.UTF_8));
        worker.send(record);
    }
}
