package io.impasto.gateway;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import io.impasto.gateway.stack.Client;
import io.impasto.gateway.stack.OpenApi;
import io.impasto.gateway.stack.TestStack;
import io.impasto.gateway.stack.Worker;

import static io.impasto.gateway.stack.Client.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What clients are told of workers, from their announcements on a real broker. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PredictionIT {

    private static final OpenApi OPEN_API = new OpenApi();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NAME = "worker-1";
    private static final String SMALL = "{\"width\":400,\"height\":300,\"options\":{\"size\":128,\"levels\":1}}";

    @TestHTTPResource
    URI base;

    @Test
    void aPredictionComesWithAWorkerAndGoesWithIt() throws Exception {
        Client client = new Client(base, OPEN_API);
        assertThat(predicted(client, SMALL).path("reason").asText()).isEqualTo("No worker has announced itself.");
        try (Worker worker = new Worker()) {
            announce(worker, "{}".getBytes(StandardCharsets.UTF_8));
            announce(worker, "not JSON".getBytes(StandardCharsets.UTF_8));
            ObjectNode announcement = golden();
            announce(worker, JSON.writeValueAsBytes(announcement));
            await().untilAsserted(() -> assertThat(workers(client)).hasSize(1));
            JsonNode shown = workers(client).get(0);
            assertThat(shown.path("name").asText()).isEqualTo(NAME);
            assertThat(shown.path("busy").asBoolean()).isFalse();

            JsonNode small = predicted(client, SMALL);
            // 150 evaluations of 12288 pixels, which are three quarters of 16384, and what is around them.
            assertThat(small.path("seconds").asDouble()).isBetween(0.7, 0.9);
            assertThat(small.path("queueSeconds").asDouble()).isNotNegative();
            assertThat(small.path("evaluations").asInt()).isEqualTo(150);
            assertThat(small.path("levels").asInt()).isEqualTo(1);
            assertThat(small.path("network").asText()).isEqualTo("vgg19-slim");
            assertThat(small.has("reason")).isFalse();

            client.submit("{\"size\":256}", null);
            await().untilAsserted(() -> assertThat(
                            predicted(client, SMALL).path("queueSeconds").asDouble())
                    .isGreaterThan(small.path("queueSeconds").asDouble()));

            assertThat(reason(client, "{\"size\":4096}")).contains("626000 pixels");
            assertThat(reason(client, "{\"network\":\"vgg16\"}")).contains("No worker has the network vgg16");
            assertThat(reason(client, "{\"network\":\"vgg19\"}")).contains("painted with vgg19 yet");

            announce(worker, JSON.writeValueAsBytes(announcement.put("busy", true)));
            await().untilAsserted(() ->
                    assertThat(workers(client).get(0).path("busy").asBoolean()).isTrue());
            announce(worker, null);
            await().untilAsserted(() -> assertThat(workers(client)).isEmpty());
            assertThat(predicted(client, SMALL).path("seconds").isNull()).isTrue();
        }
    }

    @Test
    void whatCannotBePaintedIsNotPredicted() {
        Client client = new Client(base, OPEN_API);
        assertThat(client.get("/v1/workers").statusCode()).isEqualTo(200);
        JsonNode predicted = json(asked(client, "{\"width\":4000,\"height\":3000,\"options\":{\"size\":256}}"));
        assertThat(predicted.path("width").asInt()).isEqualTo(256);
        assertThat(predicted.path("height").asInt()).isEqualTo(192);
        assertThat(asked(client, "{\"width\":0,\"height\":3000}").statusCode()).isEqualTo(400);
        assertThat(asked(client, "{\"width\":10}").statusCode()).isEqualTo(400);
        assertThat(asked(client, "{\"width\":10,\"height\":10,\"depth\":10}").statusCode())
                .isEqualTo(400);
        assertThat(asked(client, "{\"width\":10,\"height\":10,\"options\":[]}").statusCode())
                .isEqualTo(400);
        assertThat(asked(client, "[").statusCode()).isEqualTo(400);
        assertThat(asked(client, "").statusCode()).isEqualTo(400);
        assertThat(asked(client, "{\"width\":10,\"height\":10,\"options\":{\"size\":5}}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(asked(
                                client,
                                "{\"width\":10,\"height\":10,\"options\":{\"evaluations\":9,\"previewEvaluations\":9}}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(asked(client, " ".repeat(300_000)).statusCode()).isEqualTo(413);
        assertThat(client.post("/v1/transfers:predict", "text/plain", "hello".getBytes(StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(415);
    }

    private static HttpResponse<byte[]> asked(Client client, String body) {
        return client.post("/v1/transfers:predict", "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void everyDocumentedAnswerWasSeen() {
        assertThat(Chapter.PREDICTIONS.unseen(OPEN_API)).isEmpty();
    }

    private static String reason(Client client, String options) {
        JsonNode predicted = predicted(client, "{\"width\":400,\"height\":300,\"options\":" + options + "}");
        assertThat(predicted.path("seconds").isNull()).isTrue();
        return predicted.path("reason").asText();
    }

    private static JsonNode predicted(Client client, String body) {
        return json(client.post("/v1/transfers:predict", "application/json", body.getBytes(StandardCharsets.UTF_8)));
    }

    private static JsonNode workers(Client client) {
        return json(client.get("/v1/workers")).path("workers");
    }

    private static void announce(Worker worker, byte[] value) {
        worker.send(new ProducerRecord<>("impasto.workers", NAME, value));
    }

    private static ObjectNode golden() throws Exception {
        return (ObjectNode)
                JSON.readTree(PredictionIT.class.getResourceAsStream("/contract/examples/worker.announced.v1.json"));
    }
}
