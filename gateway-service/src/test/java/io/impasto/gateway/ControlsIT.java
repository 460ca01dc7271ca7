package io.impasto.gateway;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
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
import static io.impasto.gateway.stack.Client.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Transfers are cancelled, paused, resumed, re-weighted and given up. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ControlsIT {

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
    void aQueuedTransferIsCancelled() {
        UUID id = client.submit("{}", null);
        HttpResponse<byte[]> asked = client.ask(id, "cancel");
        assertThat(asked.statusCode()).isEqualTo(202);
        assertThat(json(asked).path("state").asText()).isEqualTo("cancelling");
        await().until(() -> client.state(id).equals("cancelled"));
        assertThat(client.ask(id, "cancel").statusCode()).isEqualTo(202);
        assertThat(client.ask(id, "pause").statusCode()).isEqualTo(409);
        assertThat(client.ask(id, "resume").statusCode()).isEqualTo(409);
        assertThat(client.patch(id, "{\"styleWeight\":2}").statusCode()).isEqualTo(409);
    }

    @Test
    void aRunningTransferIsPausedResumedReweightedAndCancelled() {
        UUID id = client.submit("{}", null);
        worker.started(id, 1);
        await().until(() -> client.state(id).equals("running"));
        assertThat(client.ask(id, "resume").statusCode()).isEqualTo(409);
        assertThat(client.ask(id, "pause").statusCode()).isEqualTo(202);
        worker.paused(id, 1);
        await().until(() -> client.state(id).equals("paused"));
        JsonNode paused = json(client.get("/v1/transfers/" + id));
        assertThat(paused.at("/links/resume").asText()).isEqualTo("/v1/transfers/" + id + "/resume");
        assertThat(paused.at("/times").properties().stream().map(time -> time.getKey()))
                .contains("queued", "running", "paused");
        assertThat(client.patch(id, "{\"styleWeight\":2}").statusCode()).isEqualTo(202);
        HttpResponse<byte[]> resumed = client.ask(id, "resume");
        assertThat(resumed.statusCode()).isEqualTo(202);
        assertThat(json(resumed).path("state").asText()).isEqualTo("queued");
        worker.started(id, 2);
        await().until(() -> client.state(id).equals("running"));
        assertThat(client.ask(id, "cancel").statusCode()).isEqualTo(202);
        assertThat(client.state(id)).isEqualTo("cancelling");
        worker.cancelled(id, 2);
        await().until(() -> client.state(id).equals("cancelled"));
    }

    @Test
    void aTransferIsGivenUpAtItsDeadline() {
        UUID id = UUID.randomUUID();
        JsonNode accepted = json(client.put(id, "{}", "Cancel-After", "5s"));
        assertThat(accepted.path("deadline").asText()).isNotEmpty();
        await().until(() -> client.state(id).equals("expired"));
        assertThat(json(client.get("/v1/transfers/" + id)).at("/problem/type").asText())
                .isEqualTo("urn:impasto:problem:deadline-passed");
        assertThat(client.get("/v1/transfers/" + id + "/result").statusCode()).isEqualTo(409);
        assertThat(client.put(UUID.randomUUID(), "{}", "Cancel-After", "soon").statusCode())
                .isEqualTo(400);
    }

    @Test
    void aChangeOfWeightsThatCannotBeIsRefused() {
        UUID id = client.submit("{}", null);
        assertThat(client.patch(id, "{\"size\":64}").statusCode()).isEqualTo(422);
        assertThat(client.patch(id, "{\"styleWeight\":-1}").statusCode()).isEqualTo(422);
        assertThat(client.patch(id, "{}").statusCode()).isEqualTo(400);
        assertThat(client.patch(id, "[1]").statusCode()).isEqualTo(400);
        assertThat(client.send("PATCH", "/v1/transfers/" + id + "/options", utf8("x"), "Content-Type", "text/plain")
                        .statusCode())
                .isEqualTo(415);
    }

    @Test
    void unknownTransfersCannotBeSteered() {
        UUID nobody = UUID.randomUUID();
        for (String control : List.of("cancel", "pause", "resume")) {
            assertThat(client.ask(nobody, control).statusCode()).isEqualTo(404);
        }
        assertThat(client.patch(nobody, "{\"styleWeight\":2}").statusCode()).isEqualTo(404);
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void everyDocumentedAnswerWasSeen() {
        assertThat(Chapter.CONTROLS.unseen(OPEN_API)).isEmpty();
    }
}
