package io.impasto.gateway;

import java.net.URI;
import java.util.List;
import java.util.UUID;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import io.impasto.gateway.stack.Client;
import io.impasto.gateway.stack.Client.Form;
import io.impasto.gateway.stack.OpenApi;
import io.impasto.gateway.stack.TestStack;

import static io.impasto.gateway.stack.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

/** What was removed is gone, whatever is asked of it. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RemovalIT {

    private static final OpenApi OPEN_API = new OpenApi();

    @TestHTTPResource
    URI base;

    private Client client;

    @BeforeEach
    void connect() {
        client = new Client(base, OPEN_API);
    }

    @Test
    void aRemovedTransferIsGone() {
        UUID id = client.submit("{}", null);
        String self = "/v1/transfers/" + id;
        assertThat(client.send("DELETE", self, null).statusCode()).isEqualTo(204);
        for (String path : List.of(
                self,
                self + "/events",
                self + "/result",
                self + "/manifest",
                self + "/losses",
                self + "/checkpoints",
                self + "/deliveries",
                self + "/checkpoints/1",
                self + "/previews/1",
                self + "/artifacts/losses.csv")) {
            assertThat(client.get(path).statusCode()).as(path).isEqualTo(410);
        }
        for (String control : List.of("cancel", "pause", "resume", "links")) {
            assertThat(client.ask(id, control).statusCode()).isEqualTo(410);
        }
        assertThat(client.patch(id, "{\"styleWeight\":2}").statusCode()).isEqualTo(410);
        assertThat(client.send("POST", self + "/deliveries/x/redeliver", null).statusCode())
                .isEqualTo(410);
        assertThat(client.send("DELETE", self, null).statusCode()).isEqualTo(410);
        assertThat(client.put(id, "{}").statusCode()).isEqualTo(410);
        client.post("/v1/transfers", Form.pair(), "Idempotency-Key", "gone");
        UUID keyed = UUID.fromString(json(client.post("/v1/transfers", Form.pair(), "Idempotency-Key", "gone"))
                .path("id")
                .asText());
        client.send("DELETE", "/v1/transfers/" + keyed, null);
        assertThat(client.post("/v1/transfers", Form.pair(), "Idempotency-Key", "gone")
                        .statusCode())
                .isEqualTo(410);
    }

    @Test
    void whatIsUnknownCannotBeRemoved() {
        assertThat(client.send("DELETE", "/v1/transfers/" + UUID.randomUUID(), null)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void everyDocumentedAnswerWasSeen() {
        assertThat(Chapter.REMOVAL.unseen(OPEN_API)).isEmpty();
    }
}
