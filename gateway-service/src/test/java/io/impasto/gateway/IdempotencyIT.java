package io.impasto.gateway;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.impasto.gateway.stack.Client;
import io.impasto.gateway.stack.Client.Form;
import io.impasto.gateway.stack.OpenApi;
import io.impasto.gateway.stack.Pictures;
import io.impasto.gateway.stack.TestStack;
import io.impasto.gateway.stack.Topic;

import static io.impasto.gateway.stack.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@QuarkusTestResource(TestStack.class)
class IdempotencyIT {

    @TestHTTPResource
    URI base;

    private final String key = UUID.randomUUID().toString();
    private Client client;

    @BeforeEach
    void connect() {
        client = new Client(base, new OpenApi());
    }

    @Test
    void theSameRequestWithTheSameKeyIsTheSameTransfer() {
        HttpResponse<byte[]> first = post("{\"size\":64}");
        HttpResponse<byte[]> second = post("{ \"size\": 64 }");
        assertThat(id(second)).isEqualTo(id(first));
        assertThat(first.headers().firstValue("Idempotent-Replayed")).isEmpty();
        assertThat(second.headers().firstValue("Idempotent-Replayed")).contains("true");
        assertThat(UUID.fromString(id(first)).version()).isEqualTo(5);
    }

    @Test
    void anotherRequestWithTheSameKeyIsRefused() {
        post("{\"size\":64}");
        HttpResponse<byte[]> refused = post("{\"size\":65}");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(json(refused).path("type").asText()).isEqualTo("urn:impasto:problem:idempotency-key-reused");
    }

    @Test
    void requestsAtTheSameTimeWithTheSameKeyMakeOneTransfer() {
        List<CompletableFuture<HttpResponse<byte[]>>> posts = IntStream.range(0, 12)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> post("{\"size\":96}")))
                .toList();
        Set<String> ids = posts.stream().map(post -> id(post.join())).collect(Collectors.toSet());
        assertThat(ids).hasSize(1);
        String only = ids.iterator().next();
        assertThat(Topic.records("impasto.requests").stream().filter(record -> only.equals(record.key())))
                .hasSize(1);
    }

    @Test
    void aKeyThatIsNoneIsRefused() {
        HttpResponse<byte[]> refused = client.post("/v1/transfers", pair("{}"), "Idempotency-Key", "with space");
        assertThat(json(refused).path("type").asText()).isEqualTo("urn:impasto:problem:invalid-idempotency-key");
        HttpResponse<byte[]> tooLong = client.post("/v1/transfers", pair("{}"), "Idempotency-Key", "k".repeat(256));
        assertThat(tooLong.statusCode()).isEqualTo(400);
    }

    private HttpResponse<byte[]> post(String options) {
        return client.post("/v1/transfers", pair(options), "Idempotency-Key", key);
    }

    private static Form pair(String options) {
        return new Form()
                .file("content", Pictures.png(1))
                .file("style", Pictures.png(2))
                .text("options", options);
    }

    private static String id(HttpResponse<byte[]> accepted) {
        assertThat(accepted.statusCode()).isEqualTo(202);
        return json(accepted).path("id").asText();
    }
}
