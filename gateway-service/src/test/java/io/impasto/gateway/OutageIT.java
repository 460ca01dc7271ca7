package io.impasto.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import io.impasto.gateway.stack.Client;
import io.impasto.gateway.stack.Client.Form;
import io.impasto.gateway.stack.OpenApi;
import io.impasto.gateway.stack.Pictures;
import io.impasto.gateway.stack.TestStack;

import static io.impasto.gateway.stack.Client.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What clients hear while a part of the stack hangs; parts are stopped and continued, as a machine that stalls. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
class OutageIT {

    @TestHTTPResource
    URI base;

    @Test
    void aStoreThatHangsIsSaidWithinSecondsAndNothingIsAccepted() throws Exception {
        Client client = new Client(base, new OpenApi());
        // An image that no test has named before: the gateway remembers for a while what the store has.
        String image = json(client.post("/v1/images", "image/png", Pictures.png(9_001)))
                .path("id")
                .asText();
        String request = "{\"content\":\"" + image + "\",\"styles\":[\"" + image + "\"]}";
        long before = client.get("/v1/transfers?limit=100").body().length;
        signal("STOP", TestStack.storage().process().pid());
        try {
            assertRefused(client, request, "store-unavailable");
            assertThat(client.get("/v1/images/" + image + "/content").statusCode())
                    .isEqualTo(503);
            await().until(() -> ready() == 503);
        } finally {
            signal("CONT", TestStack.storage().process().pid());
        }
        assertThat((long) client.get("/v1/transfers?limit=100").body().length).isEqualTo(before);
        await().until(() -> ready() == 200);
        client.submit("{}", null);
    }

    @Test
    void aQueueThatHangsIsSaidWithinSecondsAndComesBack() throws Exception {
        Client client = new Client(base, new OpenApi());
        String image = json(client.post("/v1/images", "image/png", Pictures.png(1)))
                .path("id")
                .asText();
        UUID known = client.submit("{}", null);
        signal("STOP", TestStack.broker().process().pid());
        try {
            assertRefused(
                    client, "{\"content\":\"" + image + "\",\"styles\":[\"" + image + "\"]}", "queue-unavailable");
            assertThat(client.get("/v1/transfers/" + known).statusCode()).isEqualTo(200);
            await().until(() -> ready() == 503);
            await().atMost(Duration.ofSeconds(20)).until(() -> metrics().contains("impasto_queue_backlog NaN"));
        } finally {
            signal("CONT", TestStack.broker().process().pid());
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> !metrics().contains("impasto_queue_backlog NaN"));
        await().atMost(Duration.ofSeconds(30)).until(() -> ready() == 200);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> client.post("/v1/transfers", form()).statusCode() == 202);
    }

    private static void assertRefused(Client client, String request, String type) {
        Instant before = Instant.now();
        HttpResponse<byte[]> refused = client.post(
                "/v1/transfers", "application/json", request.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(json(refused).path("type").asText()).isEqualTo("urn:impasto:problem:" + type);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(8));
    }

    private int ready() throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(base.resolve("/q/health/ready")).build(), BodyHandlers.discarding())
                .statusCode();
    }

    private String metrics() throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(base.resolve("/q/metrics")).build(), BodyHandlers.ofString())
                .body();
    }

    private static Form form() {
        return new Form().file("content", Pictures.png(1)).file("style", Pictures.png(2));
    }

    private static void signal(String name, long pid) throws IOException, InterruptedException {
        int status = new ProcessBuilder("kill", "-" + name, String.valueOf(pid))
                .start()
                .waitFor();
        assertThat(status).isZero();
    }
}
