package io.impasto.gateway;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
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

/** What happens to a transfer is told by its event stream, and what was told to a webhook by its deliveries. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TellingIT {

    private static final OpenApi OPEN_API = new OpenApi();
    private static Worker worker;

    @TestHTTPResource
    URI base;

    private Client client;

    @BeforeAll
    static void startWorker() {
        worker = new Worker();
    }

    @AfterAll
    static void stopWorker() {
        worker.close();
    }

    @BeforeEach
    void connect() {
        client = new Client(base, OPEN_API);
    }

    @Test
    void anEventStreamIsServedOnceItHasEnded() {
        UUID id = client.submit("{}", null);
        long offset = worker.started(id, 1).offset();
        var last = worker.completed(id, 1);
        String events = "/v1/transfers/" + id + "/events";
        await().until(() -> client.state(id).equals("succeeded"));
        assertThat(new String(client.get(events).body(), StandardCharsets.UTF_8))
                .contains("event: transfer\n", "id: " + last.partition() + "-" + offset, "transfer.completed");
        String end = last.partition() + "-" + last.offset();
        assertThat(client.get(events, "Last-Event-ID", end).statusCode()).isEqualTo(204);
        assertThat(client.get(events + "?lastEventId=" + end).statusCode()).isEqualTo(204);
        assertThat(client.get(events, "Last-Event-ID", "nonsense").statusCode()).isEqualTo(400);
        assertThat(client.get("/v1/transfers/" + UUID.randomUUID() + "/events").statusCode())
                .isEqualTo(404);
    }

    @Test
    void deliveriesAreListedAndSentAgain() {
        UUID id = client.submit("{}", "http://127.0.0.1:9/");
        String deliveries = "/v1/transfers/" + id + "/deliveries";
        assertThat(json(client.get(deliveries)).path("deliveries")).isEmpty();
        worker.failed(id, 1);
        await().until(
                        () -> json(client.get(deliveries))
                                .at("/deliveries/0/attempts/0/error")
                                .asText(),
                        "it accepts no connection"::equals);
        JsonNode delivery = json(client.get(deliveries)).at("/deliveries/0");
        assertThat(delivery.has("nextAttemptAt")).isTrue();
        String redeliver = delivery.at("/links/redeliver").asText();
        assertThat(client.send("POST", redeliver, null).statusCode()).isEqualTo(202);
        assertThat(client.send("POST", deliveries + "/none/redeliver", null).statusCode())
                .isEqualTo(404);
        String unknown = "/v1/transfers/" + UUID.randomUUID() + "/deliveries";
        assertThat(client.get(unknown).statusCode()).isEqualTo(404);
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void everyDocumentedAnswerWasSeen() {
        assertThat(Chapter.TELLING.unseen(OPEN_API)).isEmpty();
    }
}
