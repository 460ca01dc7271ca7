package io.impasto.gateway;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.impasto.gateway.stack.Client;
import io.impasto.gateway.stack.Client.Form;
import io.impasto.gateway.stack.OpenApi;
import io.impasto.gateway.stack.Pictures;
import io.impasto.gateway.stack.TestStack;
import io.impasto.gateway.stack.Topic;

import static io.impasto.gateway.stack.Client.json;
import static io.impasto.gateway.stack.Client.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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

    /** What a removed transfer was lies in these topics until the broker compacts, which by default is when it pleases. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "impasto.transfers",
                "impasto-gateway-fold-transfer-states-changelog",
                "impasto-gateway-fold-pending-deliveries-changelog"
            })
    void statesThatWereOvertakenAreCompactedWithinADay(String topic) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (Admin admin = Admin.create(
                Map.<String, Object>of("bootstrap.servers", TestStack.broker().bootstrapServers()))) {
            Config settings =
                    admin.describeConfigs(List.of(resource)).all().get().get(resource);
            assertThat(settings.get("cleanup.policy").value()).isEqualTo("compact");
            assertThat(Duration.ofMillis(
                            Long.parseLong(settings.get("max.compaction.lag.ms").value())))
                    .isLessThanOrEqualTo(Duration.ofDays(1));
        }
    }

    @Test
    void whatIsUnknownCannotBeRemoved() {
        assertThat(client.send("DELETE", "/v1/transfers/" + UUID.randomUUID(), null)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void anImageThatNoTransferUsesIsGivenUp() {
        String image = "/v1/images/" + imageId(Pictures.png(9_301));
        assertThat(client.send("DELETE", image, null).statusCode()).isEqualTo(204);
        assertThat(client.get(image + "/content").statusCode()).isEqualTo(404);
        assertThat(client.send("DELETE", image, null).statusCode()).isEqualTo(404);
        assertThat(client.send("DELETE", "/v1/images/mine", null).statusCode()).isEqualTo(404);
        String request = "{\"content\":\"ID\",\"styles\":[\"ID\"]}".replace("ID", image.substring(11));
        assertThat(json(client.post("/v1/transfers", "application/json", utf8(request)))
                        .path("type")
                        .asText())
                .isEqualTo("urn:impasto:problem:image-unknown");
    }

    @Test
    void anImageStaysWhileATransferUsesIt() {
        String id = imageId(Pictures.png(9_302));
        String request = "{\"content\":\"ID\",\"styles\":[\"ID\"]}".replace("ID", id);
        String transfer = json(client.post("/v1/transfers", "application/json", utf8(request)))
                .path("id")
                .asText();
        // The list may know it before the topic does, by which the store judges.
        await().until(() ->
                Topic.records("impasto.transfers").stream().anyMatch(record -> transfer.equals(record.key())));
        HttpResponse<byte[]> refused = client.send("DELETE", "/v1/images/" + id, null);
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(json(refused).path("type").asText()).isEqualTo("urn:impasto:problem:image-in-use");
        client.send("DELETE", "/v1/transfers/" + transfer, null);
        await().until(() -> client.send("DELETE", "/v1/images/" + id, null).statusCode() == 204);
    }

    private String imageId(byte[] picture) {
        return json(client.post("/v1/images", "image/png", picture)).path("id").asText();
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void everyDocumentedAnswerWasSeen() {
        assertThat(Chapter.REMOVAL.unseen(OPEN_API)).isEmpty();
    }
}
