package io.impasto.gateway;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.impasto.gateway.stack.Client;
import io.impasto.gateway.stack.OpenApi;
import io.impasto.gateway.stack.Pictures;
import io.impasto.gateway.stack.TestStack;
import io.impasto.gateway.stack.Worker;

import static io.impasto.gateway.stack.Client.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What no client library would send as a query is refused; what is no URI does not even come to the router. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
class OddQueryIT {

    private static UUID id;

    @TestHTTPResource
    URI base;

    @BeforeEach
    void paint() {
        if (id == null) {
            Client client = new Client(base, new OpenApi());
            id = client.submit("{}", null);
            try (Worker worker = new Worker()) {
                worker.store(id, "result.png", "image/png", Pictures.png(1));
                worker.completed(id, 1);
            }
            await().until(() -> json(client.get("/v1/transfers/" + id))
                    .path("state")
                    .asText()
                    .equals("succeeded"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/result?width=%zz",
                "/result?width=%",
                "/result?width=1|2",
                "/result?width=\"1\"",
                "/result?{width}=1",
                "/result?width=%00",
                "/result?width=1%0d%0aX:%20y",
                "/result?^",
                "/losses?format=%zz",
                "/losses?format=|",
            })
    @Timeout(20)
    void isRefused(String path) throws IOException {
        assertThat(answer("/v1/transfers/" + id + path))
                .startsWith("HTTP/1.1 400 ")
                .contains("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/result?", "/result?&"})
    @Timeout(20)
    void thatSaysNothingAsksForThePaintingItself(String path) throws IOException {
        assertThat(answer("/v1/transfers/" + id + path)).startsWith("HTTP/1.1 200 ");
    }

    private String answer(String path) throws IOException {
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            String head = "GET " + path + " HTTP/1.1\r\nHost: " + base.getAuthority() + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
