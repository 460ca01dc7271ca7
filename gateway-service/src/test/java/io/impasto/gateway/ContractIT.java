package io.impasto.gateway;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.impasto.gateway.stack.Client;
import io.impasto.gateway.stack.OpenApi;
import io.impasto.gateway.stack.TestStack;

import static io.impasto.gateway.stack.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

/** The contract itself is served, and what it does not have is a problem. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ContractIT {

    private static final OpenApi OPEN_API = new OpenApi();

    @TestHTTPResource
    URI base;

    private Client client;

    @BeforeEach
    void connect() {
        client = new Client(base, OPEN_API);
    }

    @Test
    void theContractIsServed() {
        assertThat(new String(client.get("/openapi.yaml").body(), StandardCharsets.UTF_8))
                .startsWith("openapi: 3.1.0");
        assertThat(new String(client.get("/asyncapi.yaml").body(), StandardCharsets.UTF_8))
                .startsWith("asyncapi: 3.0.0");
        assertThat(json(client.get("/schemas/transfer.v1")).path("title").asText())
                .isEqualTo("Transfer");
        assertThat(client.get("/schemas/nothing").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"DELETE /v1/transfers 405", "GET /v1/nothing 404", "GET /nothing 404", "PUT /v1/images 405"})
    void whatIsNotThereIsAProblemToo(String what) throws Exception {
        String[] words = what.split(" ");
        HttpRequest request = HttpRequest.newBuilder(base.resolve(words[1]))
                .method(words[0], BodyPublishers.noBody())
                .build();
        HttpResponse<byte[]> refused = HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
        assertThat(refused.statusCode()).isEqualTo(Integer.parseInt(words[2]));
        assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(refused.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(refused.headers().firstValue("Content-Security-Policy")).isPresent();
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void everyDocumentedAnswerWasSeen() {
        assertThat(Chapter.CONTRACT.unseen(OPEN_API)).isEmpty();
    }
}
