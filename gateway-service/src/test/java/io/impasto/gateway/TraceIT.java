package io.impasto.gateway;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.impasto.gateway.stack.Client;
import io.impasto.gateway.stack.Client.Form;
import io.impasto.gateway.stack.OpenApi;
import io.impasto.gateway.stack.Pictures;
import io.impasto.gateway.stack.TestStack;
import io.impasto.gateway.stack.Worker;
import io.impasto.stack.Forwarder;
import io.impasto.stack.Forwarder.Call;
import io.impasto.stack.Service;

import static io.impasto.gateway.stack.Client.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Whose doing something is, as storage-service hears of it; a gateway as a process beside the one of the other tests. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
class TraceIT {

    private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final String STATE = "shop=1,other=x";
    private static final String[] TRACE = {"traceparent", PARENT, "tracestate", STATE};

    @Test
    void everyCallOfTheStoreBearsTheTraceOfTheClientsCall(@TempDir Path folder) {
        try (Forwarder forwarder = new Forwarder(TestStack.storage().url());
                Service gateway = gateway(folder, forwarder);
                Worker worker = new Worker()) {
            Client client = new Client(gateway.url(), new OpenApi());
            String image = json(client.post("/v1/images", "image/png", Pictures.png(1), TRACE))
                    .path("id")
                    .asText();
            client.get("/v1/images/" + image + "/content", TRACE);
            Form form = new Form().file("content", Pictures.png(1)).text("style", image);
            UUID id = UUID.fromString(
                    json(client.post("/v1/transfers", form, TRACE)).path("id").asText());
            String self = "/v1/transfers/" + id;
            worker.store(id, "result.png", "image/png", Pictures.png(1));
            worker.completed(id, 1);
            await().until(() -> json(client.get(self)).path("state").asText().equals("succeeded"));
            client.get(self + "/result", TRACE);
            client.get(self + "/checkpoints", TRACE);
            List<Call> calls = forwarder.calls();
            assertThat(calls)
                    .extracting(Call::what)
                    .containsExactlyInAnyOrder(
                            "POST /v1/images",
                            "GET /v1/images/" + image + "/content",
                            "POST /v1/images",
                            "GET /v1/images/" + image,
                            "GET /v1/transfers/" + id + "/artifacts/result.png",
                            "GET /v1/transfers/" + id + "/artifacts");
            assertThat(calls).allSatisfy(call -> {
                assertThat(call.traceparent()).as(call.what()).isEqualTo(PARENT);
                assertThat(call.tracestate()).as(call.what()).isEqualTo(STATE);
            });
        }
    }

    private static Service gateway(Path folder, Forwarder forwarder) {
        return Service.start(
                "gateway-traced",
                Path.of(System.getProperty("impasto.root"), "gateway-service/target/quarkus-app/quarkus-run.jar"),
                folder,
                Map.of(
                        "IMPASTO_KAFKA_BOOTSTRAP_SERVERS",
                        TestStack.broker().bootstrapServers(),
                        "IMPASTO_STORAGE_URL",
                        forwarder.url().toString()));
    }
}
