package io.impasto.gateway;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @ParameterizedTest
    @CsvSource({
        "/, text/html",
        "/page/app.js, text/javascript",
        "/v1/transfers, application/json",
        "/v1/nothing, application/problem+json"
    })
    void textTravelsCompressedToWhoeverAcceptsIt(String path, String type) throws Exception {
        HttpResponse<byte[]> compressed = get(path, "Accept-Encoding", "gzip");
        assertThat(compressed.headers().firstValue("Content-Type").orElseThrow())
                .startsWith(type);
        assertThat(compressed.headers().firstValue("Content-Encoding")).contains("gzip");
        HttpResponse<byte[]> plain = get(path, "Accept", "*/*");
        assertThat(plain.headers().firstValue("Content-Encoding")).isNotEqualTo(Optional.of("gzip"));
        assertThat(new GZIPInputStream(new ByteArrayInputStream(compressed.body())).readAllBytes())
                .hasSameSizeAs(plain.body());
    }

    private HttpResponse<byte[]> get(String path, String header, String value) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(base.resolve(path)).header(header, value).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void everyDocumentedAnswerWasSeen() {
        assertThat(Chapter.CONTRACT.unseen(OPEN_API)).isEmpty();
    }
}
