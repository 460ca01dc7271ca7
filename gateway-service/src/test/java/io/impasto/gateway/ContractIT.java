package io.impasto.gateway;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.impasto.gateway.stack.Client;
import io.impasto.gateway.stack.Client.Form;
import io.impasto.gateway.stack.OpenApi;
import io.impasto.gateway.stack.Pictures;
import io.impasto.gateway.stack.TestStack;
import io.impasto.gateway.stack.Worker;

import static io.impasto.gateway.stack.Client.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Every operation of openapi.yaml, in each way it can end; the contract itself judges every answer. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ContractIT {

    private static final OpenApi OPEN_API = new OpenApi();
    private static final byte[] PNG = Pictures.png(1);
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
    void aTransferIsAcceptedAndReadBackAtOnce() {
        UUID id = client.submit("{\"size\":64}", null);
        HttpResponse<byte[]> shown = client.get("/v1/transfers/" + id);
        assertThat(json(shown).path("state").asText()).isEqualTo("queued");
        assertThat(json(shown).path("links").path("self").asText()).isEqualTo("/v1/transfers/" + id);
        assertThat(json(client.get("/v1/transfers?limit=1"))
                        .path("transfers")
                        .path(0)
                        .path("id")
                        .asText())
                .isEqualTo(id.toString());
        assertThat(client.get("/v1/transfers?limit=0").statusCode()).isEqualTo(400);
        assertThat(client.get("/v1/transfers/" + UUID.randomUUID()).statusCode())
                .isEqualTo(404);
        assertThat(client.get("/v1/transfers/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void aTransferOfStoredImagesIsAcceptedAsJson() {
        String image =
                json(client.post("/v1/images", "image/png", PNG)).path("id").asText();
        HttpResponse<byte[]> accepted = client.post(
                "/v1/transfers",
                "application/json",
                utf8("{\"content\":\"" + image + "\",\"styles\":[\"" + image + "\"],\"options\":{\"size\":64}}"));
        assertThat(accepted.statusCode()).isEqualTo(202);
        assertThat(accepted.headers().firstValue("Location"))
                .contains(json(accepted).path("links").path("self").asText());
    }

    @Test
    void whatAWorkerMakesIsShown() {
        UUID id = client.submit("{}", null);
        String self = "/v1/transfers/" + id;
        assertThat(client.get(self + "/result").statusCode()).isEqualTo(409);
        worker.started(id, 1);
        worker.store(id, "previews/1-0001.png", "image/png", Pictures.png(11));
        worker.store(id, "previews/1-0002.png", "image/png", Pictures.png(12));
        worker.progressed(id, 1, 1);
        worker.progressed(id, 1, 2);
        await().until(() ->
                json(client.get(self)).path("progress").path("evaluation").asInt() == 2);
        HttpResponse<byte[]> preview = client.get(self + "/previews/2");
        assertThat(preview.body()).isEqualTo(Pictures.png(12));
        assertThat(client.get(self + "/previews/1").body()).isEqualTo(Pictures.png(11));
        assertThat(client.get(self + "/previews/3").statusCode()).isEqualTo(404);
        assertThat(client.get(
                                self + "/previews/2",
                                "If-None-Match",
                                preview.headers().firstValue("ETag").orElseThrow())
                        .statusCode())
                .isEqualTo(304);

        worker.store(id, "losses.csv", "text/csv", utf8("a,b"));
        worker.store(id, "result.png", "image/png", PNG);
        worker.completed(id, 1);
        await().until(() -> json(client.get(self)).path("state").asText().equals("succeeded"));
        HttpResponse<byte[]> result = client.get(self + "/result");
        assertThat(result.body()).isEqualTo(PNG);
        assertThat(result.headers().firstValue("Content-Disposition").orElseThrow())
                .contains("impasto-" + id + "-result.png");
        assertThat(result.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable");
        String etag = result.headers().firstValue("ETag").orElseThrow();
        assertThat(client.get(self + "/result", "If-None-Match", etag).statusCode())
                .isEqualTo(304);
        assertThat(client.get(self + "/result", "Range", "bytes=1-3").statusCode())
                .isEqualTo(206);
        assertThat(client.get(self + "/result", "Range", "bytes=999999-").statusCode())
                .isEqualTo(416);
        assertThat(client.get("/v1/transfers/" + UUID.randomUUID() + "/result").statusCode())
                .isEqualTo(404);

        HttpResponse<byte[]> losses = client.get(self + "/artifacts/losses.csv");
        assertThat(losses.body()).isEqualTo(utf8("a,b"));
        assertThat(client.get(
                                self + "/artifacts/losses.csv",
                                "If-None-Match",
                                losses.headers().firstValue("ETag").orElseThrow())
                        .statusCode())
                .isEqualTo(304);
        assertThat(client.get(self + "/artifacts/losses.csv", "Range", "bytes=0-0")
                        .statusCode())
                .isEqualTo(206);
        assertThat(client.get(self + "/artifacts/losses.csv", "Range", "bytes=9-")
                        .statusCode())
                .isEqualTo(416);
        assertThat(client.get(self + "/artifacts/checkpoint.bin").statusCode()).isEqualTo(404);
    }

    @Test
    void aFailedTransferSaysWhy() {
        UUID id = client.submit("{}", null);
        worker.failed(id, 1);
        await().until(() ->
                json(client.get("/v1/transfers/" + id)).path("state").asText().equals("failed"));
        HttpResponse<byte[]> result = client.get("/v1/transfers/" + id + "/result");
        assertThat(result.statusCode()).isEqualTo(409);
        assertThat(json(result).path("cause").path("type").asText())
                .isEqualTo("urn:impasto:problem:network-not-available");
    }

    @Test
    void anEventStreamIsServedOnceItHasEnded() {
        UUID id = client.submit("{}", null);
        long offset = worker.started(id, 1).offset();
        var last = worker.completed(id, 1);
        String events = "/v1/transfers/" + id + "/events";
        await().until(() ->
                json(client.get("/v1/transfers/" + id)).path("state").asText().equals("succeeded"));
        assertThat(new String(client.get(events).body(), StandardCharsets.UTF_8))
                .contains("event: transfer\n", "id: " + last.partition() + "-" + offset, "transfer.completed");
        String end = last.partition() + "-" + last.offset();
        assertThat(client.get(events, "Last-Event-ID", end).statusCode()).isEqualTo(204);
        assertThat(client.get(events + "?lastEventId=" + end).statusCode()).isEqualTo(204);
        assertThat(client.get(events, "Last-Event-ID", "nonsense").statusCode()).isEqualTo(400);
        assertThat(client.get("/v1/transfers/" + UUID.randomUUID() + "/events").statusCode())
                .isEqualTo(404);
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

    static Stream<Arguments> refusals() {
        byte[] truncated = Arrays.copyOf(PNG, PNG.length / 2);
        String json = "application/json";
        String ids = "\"content\":\"" + "0".repeat(64) + "\",\"styles\":[\"" + "0".repeat(64) + "\"]";
        return Stream.of(
                arguments("style missing", new Form().file("content", PNG), 400, "missing-part"),
                arguments("content missing", new Form().file("style", PNG), 400, "missing-part"),
                arguments("content twice", pair().file("content", PNG), 400, "unexpected-part"),
                arguments("unknown part", pair().text("colour", "red"), 400, "unexpected-part"),
                arguments("options that are a picture", pair().file("options", PNG), 400, "malformed-json"),
                arguments("options in a file", pair().file("options", utf8("{\"szie\":64}")), 422, "unknown-option"),
                arguments("options not JSON", pair().text("options", "{size:1"), 400, "malformed-json"),
                arguments("options an array", pair().text("options", "[1]"), 400, "malformed-json"),
                arguments("options with NaN", pair().text("options", "{\"size\":NaN}"), 400, "malformed-json"),
                arguments(
                        "options twice named",
                        pair().text("options", "{\"size\":64,\"size\":65}"),
                        400,
                        "malformed-json"),
                arguments("options too deep", pair().text("options", "[".repeat(5000)), 400, "malformed-json"),
                arguments("options too long", pair().text("options", " ".repeat(70_000)), 413, "body-too-large"),
                arguments("unknown option", pair().text("options", "{\"szie\":64}"), 422, "unknown-option"),
                arguments("out of range", pair().text("options", "{\"size\":1}"), 422, "invalid-option"),
                arguments("not a URL", pair().text("webhook", "ftp://x"), 422, "invalid-webhook"),
                arguments("private address", pair().text("webhook", "http://10.0.0.1/"), 422, "invalid-webhook"),
                arguments(
                        "mapped address", pair().text("webhook", "http://[::ffff:10.0.0.1]/"), 422, "invalid-webhook"),
                arguments("not an image", form(utf8("hello")), 422, "not-an-image"),
                arguments("empty image", form(new byte[0]), 400, "empty-body"),
                arguments("truncated image", form(truncated), 422, "truncated-image"),
                arguments("a GIF of two billion pixels", form(Pictures.hugeGif()), 413, "image-too-large"),
                arguments(
                        "no id and no file", new Form().text("content", "me").file("style", PNG), 422, "image-unknown"),
                arguments(
                        "unknown image",
                        new Form().text("content", "0".repeat(64)).file("style", PNG),
                        422,
                        "image-unknown"),
                arguments(
                        "unknown start image",
                        pair().text("options", "{\"start\":\"image\",\"startImage\":\"" + "0".repeat(64) + "\"}"),
                        422,
                        "image-unknown"),
                arguments("JSON: broken", new Raw(json, utf8("{\"content\":")), 400, "malformed-json"),
                arguments("JSON: null", new Raw(json, utf8("null")), 400, "malformed-json"),
                arguments(
                        "JSON: bad UTF-8",
                        new Raw(json, new byte[] {'{', '"', -1, -2, '"', '}'}),
                        400,
                        "malformed-json"),
                arguments("JSON: nothing in it", new Raw(json, utf8("{}")), 400, "missing-part"),
                arguments("JSON: unknown member", new Raw(json, utf8("{" + ids + ",\"x\":1}")), 400, "unexpected-part"),
                arguments("JSON: unknown image", new Raw(json, utf8("{" + ids + "}")), 422, "image-unknown"),
                arguments("JSON: too long", new Raw(json, new byte[300_000]), 413, "body-too-large"),
                arguments("no body", new Raw(json, new byte[0]), 400, "empty-body"),
                arguments("wrong media type", new Raw("text/plain", utf8("hello")), 415, "unsupported-media-type"),
                arguments("no boundary", new Raw("multipart/form-data", utf8("x")), 400, "malformed-multipart"),
                arguments("no parts", new Raw(Form.type(), utf8("x")), 400, "malformed-multipart"),
                arguments(
                        "cut off",
                        new Raw(Form.type(), Arrays.copyOf(pair().bytes(), 900)),
                        400,
                        "malformed-multipart"));
    }

    /** A body that is no well-formed form. */
    record Raw(String type, byte[] body) {}

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void badInputIsRefusedWithItsReason(String name, Object body, int status, String type) {
        HttpResponse<byte[]> refused = body instanceof Form form
                ? client.post("/v1/transfers", form)
                : client.post("/v1/transfers", ((Raw) body).type(), ((Raw) body).body());
        assertThat(json(refused).path("type").asText()).isEqualTo("urn:impasto:problem:" + type);
        assertThat(refused.statusCode()).isEqualTo(status);
        assertThat(json(refused).path("detail").asText()).isNotBlank();
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

    /** Those that need an outage are in OutageIT, those that need keys in AccessIT. */
    @Test
    @Order(Integer.MAX_VALUE)
    void everyDocumentedAnswerWasSeen() {
        Set<String> unseen = new TreeSet<>(OPEN_API.documented());
        unseen.removeAll(OPEN_API.seen());
        unseen.removeIf(answer -> answer.endsWith(" 503") || answer.endsWith(" 401"));
        assertThat(unseen).isEmpty();
    }

    private static Form pair() {
        return form(PNG);
    }

    private static Form form(byte[] content) {
        return new Form().file("content", content).file("style", PNG);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
