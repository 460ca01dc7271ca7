package io.impasto.gateway;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
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
import io.impasto.gateway.stack.Pictures;
import io.impasto.gateway.stack.TestStack;

import static io.impasto.gateway.stack.Client.json;
import static io.impasto.gateway.stack.Client.utf8;
import static org.assertj.core.api.Assertions.assertThat;

/** Images are stored, fetched, put straight into the store, and shown; what is none is refused. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ImagesIT {

    private static final OpenApi OPEN_API = new OpenApi();
    private static final byte[] PNG = Pictures.png(1);
    private static final HttpClient STORE = HttpClient.newHttpClient();

    @TestHTTPResource
    URI base;

    private Client client;

    @BeforeEach
    void connect() {
        client = new Client(base, OPEN_API);
    }

    @Test
    void anImageIsStoredAndShownAgain() {
        HttpResponse<byte[]> stored = client.post("/v1/images", new Form().file("image", PNG));
        HttpResponse<byte[]> again = client.post("/v1/images", "image/png", PNG);
        assertThat(stored.statusCode()).isEqualTo(201);
        assertThat(json(stored)).isEqualTo(json(again));
        String content = stored.headers().firstValue("Location").orElseThrow();
        HttpResponse<byte[]> shown = client.get(content);
        assertThat(shown.body()).isEqualTo(PNG);
        String etag = shown.headers().firstValue("ETag").orElseThrow();
        assertThat(client.get(content, "If-None-Match", etag).statusCode()).isEqualTo(304);
        assertThat(client.get(content, "Range", "bytes=0-9").body()).isEqualTo(Arrays.copyOf(PNG, 10));
        assertThat(client.get(content, "Range", "bytes=999999-").statusCode()).isEqualTo(416);
        assertThat(client.get("/v1/images/" + "0".repeat(64) + "/content").statusCode())
                .isEqualTo(404);
        assertThat(client.get("/v1/images/passwd/content").statusCode()).isEqualTo(404);
    }

    @Test
    void anImageIsFetchedFromItsAddress() {
        HttpResponse<byte[]> stored = client.post("/v1/images", "image/png", PNG);
        String there = base.resolve(stored.headers().firstValue("Location").orElseThrow())
                .toString();
        HttpResponse<byte[]> fetched =
                client.post("/v1/images", "application/json", utf8("{\"url\":\"" + there + "\"}"));
        assertThat(fetched.statusCode()).isEqualTo(201);
        assertThat(json(fetched)).isEqualTo(json(stored));
        assertThat(json(client.post("/v1/images", "application/json", utf8("{\"url\":\"" + there + "x\"}")))
                        .path("type")
                        .asText())
                .isEqualTo("urn:impasto:problem:image-unavailable");
        assertThat(json(client.post("/v1/images", "application/json", utf8("{\"url\":\"https://10.0.0.1/\"}")))
                        .path("type")
                        .asText())
                .isEqualTo("urn:impasto:problem:invalid-image-address");
        assertThat(client.post("/v1/images", "application/json", utf8("[]")).statusCode())
                .isEqualTo(400);
    }

    @Test
    void badImagesAreRefusedWithTheirReason() {
        assertThat(client.post("/v1/images", "image/png", new byte[0]).statusCode())
                .isEqualTo(400);
        assertThat(client.post("/v1/images", new Form().text("image", "x")).statusCode())
                .isEqualTo(400);
        assertThat(client.post("/v1/images", new Form().file("picture", PNG)).statusCode())
                .isEqualTo(400);
        assertThat(client.post("/v1/images", "image/gif", Pictures.hugeGif()).statusCode())
                .isEqualTo(413);
        assertThat(client.post("/v1/images", "image/gif", utf8("GIF89a")).statusCode())
                .isEqualTo(422);
    }

    @Test
    void anImageIsPutStraightIntoTheStore() throws Exception {
        JsonNode upload = json(beginUpload("{\"bytes\":" + PNG.length + ",\"mediaType\":\"image/png\"}"));
        String complete = upload.at("/links/complete").asText();
        assertThat(json(client.send("POST", complete, null)).path("type").asText())
                .isEqualTo("urn:impasto:problem:upload-missing");
        put(upload, new byte[PNG.length]);
        assertThat(client.send("POST", complete, null).statusCode()).isEqualTo(422);
        put(upload, PNG);
        HttpResponse<byte[]> image = client.send("POST", complete, null);
        assertThat(image.statusCode()).isEqualTo(200);
        assertThat(json(image)).isEqualTo(json(client.post("/v1/images", "image/png", PNG)));
        assertThat(json(client.send("POST", complete, null))).isEqualTo(json(image));

        JsonNode giant = json(beginUpload("{\"bytes\":35}"));
        put(giant, Pictures.hugeGif());
        assertThat(client.send("POST", giant.at("/links/complete").asText(), null)
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void anUploadThatCannotBeIsRefused() {
        assertThat(beginUpload("{\"bytes\":0}").statusCode()).isEqualTo(400);
        assertThat(beginUpload("{\"bytes\":1,\"mediaType\":\"text/html\"}").statusCode())
                .isEqualTo(400);
        assertThat(beginUpload("no").statusCode()).isEqualTo(400);
        assertThat(beginUpload("").statusCode()).isEqualTo(400);
        assertThat(json(beginUpload("{\"bytes\":99999999999}")).path("type").asText())
                .isEqualTo("urn:impasto:problem:body-too-large");
        assertThat(client.post("/v1/uploads", "image/png", PNG).statusCode()).isEqualTo(415);
        for (String unknown : List.of(UUID.randomUUID().toString(), "mine", "..%2f..%2fimages")) {
            assertThat(json(client.send("POST", "/v1/uploads/" + unknown + "/complete", null))
                            .path("type")
                            .asText())
                    .isEqualTo("urn:impasto:problem:upload-not-found");
        }
    }

    private HttpResponse<byte[]> beginUpload(String wish) {
        return client.post("/v1/uploads", "application/json", utf8(wish));
    }

    /** As the upload says, to the store itself. */
    private static void put(JsonNode upload, byte[] bytes) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(upload.path("url").asText()))
                .method(upload.path("method").asText(), BodyPublishers.ofByteArray(bytes));
        upload.path("headers")
                .properties()
                .forEach(header ->
                        request.header(header.getKey(), header.getValue().asText()));
        assertThat(STORE.send(request.build(), BodyHandlers.discarding()).statusCode())
                .isEqualTo(200);
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void everyDocumentedAnswerWasSeen() {
        assertThat(Chapter.IMAGES.unseen(OPEN_API)).isEmpty();
    }
}
