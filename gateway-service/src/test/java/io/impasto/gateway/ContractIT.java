package io.impasto.gateway;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
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
import io.impasto.gateway.stack.Topic;
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
    private static final HttpClient STORE = HttpClient.newHttpClient();
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

    @Test
    void aLinkLeadsToThePaintingWithoutACredential() throws Exception {
        UUID id = client.submit("{}", null);
        String links = "/v1/transfers/" + id + "/links";
        assertThat(client.send("POST", links, null).statusCode()).isEqualTo(404);
        worker.store(id, "result.png", "image/png", PNG);
        worker.store(id, "losses.csv", "text/csv", utf8("a,b"));
        assertThat(fetch(client.send("POST", links, null))).isEqualTo(PNG);
        assertThat(fetch(link(links, "{\"name\":\"losses.csv\"}"))).isEqualTo(utf8("a,b"));
        for (String hidden : List.of("checkpoint.bin", "../x", "previews/1-0001.png")) {
            assertThat(link(links, "{\"name\":\"" + hidden + "\"}").statusCode())
                    .isEqualTo(404);
        }
        for (String wrong : List.of("{}", "[]", "{\"name\":1}", "{name")) {
            assertThat(link(links, wrong).statusCode()).as(wrong).isEqualTo(400);
        }
        assertThat(client.post(links, "text/plain", utf8("x")).statusCode()).isEqualTo(415);
        assertThat(link(links, " ".repeat(300_000)).statusCode()).isEqualTo(413);
    }

    private HttpResponse<byte[]> beginUpload(String wish) {
        return client.post("/v1/uploads", "application/json", utf8(wish));
    }

    private HttpResponse<byte[]> link(String links, String body) {
        return client.post(links, "application/json", utf8(body));
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

    private static byte[] fetch(HttpResponse<byte[]> link) throws Exception {
        URI url = URI.create(json(link).path("url").asText());
        return STORE.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofByteArray())
                .body();
    }

    @Test
    void aTransferOfAddressesIsAcceptedAndShowsThemUntilTheyAreFetched() {
        HttpResponse<byte[]> accepted = client.post(
                "/v1/transfers",
                "application/json",
                utf8("{\"content\":\"https://pictures.example/photo.jpg\",\"styles\":[\"s3://inbox/style.png\"]}"));
        assertThat(accepted.statusCode()).isEqualTo(202);
        assertThat(json(accepted).path("content").asText()).isEqualTo("https://pictures.example/photo.jpg");
        assertThat(json(accepted).path("links").has("content")).isFalse();
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
    void lossesAreToldWhileItIsPaintedAndAfterwards() {
        UUID id = client.submit("{}", null);
        String losses = "/v1/transfers/" + id + "/losses";
        assertThat(json(client.get(losses)).path("rows")).isEmpty();
        worker.started(id, 1);
        worker.progressed(id, 1, 1);
        worker.progressed(id, 1, 2);
        worker.started(id, 2);
        worker.progressed(id, 2, 1);
        await().until(() -> json(client.get("/v1/transfers/" + id))
                        .path("progress")
                        .path("evaluation")
                        .asInt()
                == 1);
        JsonNode running = json(client.get(losses));
        assertThat(running.path("complete").asBoolean()).isFalse();
        assertThat(running.path("rows")).hasSize(1);
        assertThat(running.at("/rows/0/style/y").asInt()).isEqualTo(2);
        assertThat(new String(client.get(losses, "Accept", "text/csv").body(), StandardCharsets.UTF_8))
                .startsWith("evaluation,level,content x,style y,tv,total,seconds,rolled back,network\r\n1,1,1.0,2.0,");
        String stored = "evaluation,level,content x,style y,tv,total,seconds,rolled back,network\r\n"
                + "1,1,1.5,2.0,0.0,3.5,0.25,false,vgg19-slim\r\n2,1,,1.0,0.0,2.0,0.5,true,vgg19-slim\r\n";
        worker.store(id, "losses.csv", "text/csv", utf8(stored));
        worker.completed(id, 2);
        await().until(() -> state(id).equals("succeeded"));
        JsonNode ended = json(client.get(losses, "Accept", "application/json, text/csv;q=0.5"));
        assertThat(ended.path("complete").asBoolean()).isTrue();
        assertThat(ended.at("/rows/1").toString())
                .isEqualTo("{\"evaluation\":2,\"level\":1,\"content\":{},\"style\":{\"y\":1.0},\"tv\":0.0,"
                        + "\"total\":2.0,\"seconds\":0.5,\"rolledBack\":true,\"network\":\"vgg19-slim\"}");
        assertThat(client.get(losses + "?format=csv").body()).isEqualTo(utf8(stored));
        assertThat(client.get(losses + "?format=xml").statusCode()).isEqualTo(400);
        assertThat(client.get(losses, "Accept", "image/png").statusCode()).isEqualTo(406);
        assertThat(client.get("/v1/transfers/" + UUID.randomUUID() + "/losses").statusCode())
                .isEqualTo(404);
    }

    @Test
    void theResultIsRenderedInOtherWays() {
        UUID id = client.submit("{}", null);
        String result = "/v1/transfers/" + id + "/result";
        worker.store(id, "result.png", "image/png", PNG);
        worker.completed(id, 1);
        await().until(() -> state(id).equals("succeeded"));
        assertThat(client.get(result + "?width=4096&blend=0").body()).isEqualTo(PNG);
        HttpResponse<byte[]> webp = client.get(result + "?format=webp&width=24&blend=0.3&hue=-20&saturation=1.5");
        assertThat(new String(webp.body(), 0, 4, StandardCharsets.US_ASCII)).isEqualTo("RIFF");
        assertThat(webp.headers().firstValue("Content-Type")).contains("image/webp");
        assertThat(webp.headers().firstValue("Content-Disposition").orElseThrow())
                .contains("impasto-" + id + "-result.webp");
        String etag = webp.headers().firstValue("ETag").orElseThrow();
        assertThat(client.get(result + "?width=24&format=webp&blend=0.3&hue=-20&saturation=1.5", "If-None-Match", etag)
                        .statusCode())
                .isEqualTo(304);
        assertThat(client.get(result + "?format=jpeg", "Range", "bytes=0-1").body())
                .containsExactly(0xff, 0xd8);
        HttpResponse<byte[]> refused = client.get(result + "?blend=2");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).path("parameter").asText()).isEqualTo("blend");
        assertThat(client.get(result + "?photograph=x").statusCode()).isEqualTo(400);
    }

    @Test
    void aTransferCanBePutUnderAnIdOfOnesOwn() {
        UUID id = UUID.randomUUID();
        HttpResponse<byte[]> first = client.put(id, "{\"size\":64}");
        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(json(first).path("id").asText()).isEqualTo(id.toString());
        HttpResponse<byte[]> again = client.put(id, "{\"size\": 64.0}");
        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
        assertThat(client.put(id, "{\"size\":65}").statusCode()).isEqualTo(422);
        String path = "/v1/transfers/" + id;
        assertThat(client.send("PUT", "/v1/transfers/mine", pair().bytes(), "Content-Type", Form.type())
                        .statusCode())
                .isEqualTo(400);
        assertThat(client.send("PUT", path, utf8("x"), "Content-Type", "text/plain")
                        .statusCode())
                .isEqualTo(415);
        assertThat(client.send("PUT", path, new byte[300_000], "Content-Type", "application/json")
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void aTransferOfSomeoneElseIsNoneOfOnesOwn() {
        UUID id = UUID.randomUUID();
        String image =
                json(client.post("/v1/images", "image/png", PNG)).path("id").asText();
        worker.publish(
                "impasto.requests",
                id,
                "io.impasto.transfer.requested.v1",
                "{\"tenant\":\"someone\",\"content\":\"" + image + "\",\"styles\":[\"" + image + "\"]}");
        await().until(() -> client.put(id, "{}").statusCode() == 409);
        assertThat(client.get("/v1/transfers/" + id).statusCode()).isEqualTo(404);
        assertThat(client.ask(id, "cancel").statusCode()).isEqualTo(404);
        assertThat(ids(client.get("/v1/transfers?limit=100"))).doesNotContain(id.toString());
    }

    @Test
    void whoPrefersToWaitIsAnsweredAtTheEnd() {
        UUID id = UUID.randomUUID();
        HttpResponse<byte[]> tooShort = client.put(id, "{}", "Prefer", "respond-async, wait=1");
        assertThat(tooShort.statusCode()).isEqualTo(202);
        assertThat(tooShort.headers().firstValue("Preference-Applied")).contains("wait=1");
        worker.completed(id, 1);
        HttpResponse<byte[]> ended = client.put(id, "{}", "Prefer", "wait=30");
        assertThat(ended.statusCode()).isEqualTo(200);
        assertThat(json(ended).path("state").asText()).isEqualTo("succeeded");
        HttpResponse<byte[]> posted =
                client.post("/v1/transfers", pair(), "Idempotency-Key", "wait", "Prefer", "wait=1");
        assertThat(posted.statusCode()).isEqualTo(202);
        worker.completed(UUID.fromString(json(posted).path("id").asText()), 1);
        assertThat(client.post("/v1/transfers", pair(), "Idempotency-Key", "wait", "Prefer", "wait=30")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aTransferIsGivenUpAtItsDeadline() {
        UUID id = UUID.randomUUID();
        JsonNode accepted = json(client.put(id, "{}", "Cancel-After", "5s"));
        assertThat(accepted.path("deadline").asText()).isNotEmpty();
        await().until(() -> state(id).equals("expired"));
        assertThat(json(client.get("/v1/transfers/" + id)).at("/problem/type").asText())
                .isEqualTo("urn:impasto:problem:deadline-passed");
        assertThat(client.get("/v1/transfers/" + id + "/result").statusCode()).isEqualTo(409);
        assertThat(client.put(UUID.randomUUID(), "{}", "Cancel-After", "soon").statusCode())
                .isEqualTo(400);
    }

    @Test
    void aQueuedTransferIsCancelled() {
        UUID id = client.submit("{}", null);
        HttpResponse<byte[]> asked = client.ask(id, "cancel");
        assertThat(asked.statusCode()).isEqualTo(202);
        assertThat(json(asked).path("state").asText()).isEqualTo("cancelling");
        await().until(() -> state(id).equals("cancelled"));
        assertThat(client.ask(id, "cancel").statusCode()).isEqualTo(202);
        assertThat(client.ask(id, "pause").statusCode()).isEqualTo(409);
        assertThat(client.ask(id, "resume").statusCode()).isEqualTo(409);
        assertThat(client.patch(id, "{\"styleWeight\":2}").statusCode()).isEqualTo(409);
    }

    @Test
    void aRunningTransferIsPausedResumedReweightedAndCancelled() {
        UUID id = client.submit("{}", null);
        worker.started(id, 1);
        await().until(() -> state(id).equals("running"));
        assertThat(client.ask(id, "resume").statusCode()).isEqualTo(409);
        assertThat(client.ask(id, "pause").statusCode()).isEqualTo(202);
        worker.paused(id, 1);
        await().until(() -> state(id).equals("paused"));
        JsonNode paused = json(client.get("/v1/transfers/" + id));
        assertThat(paused.at("/links/resume").asText()).isEqualTo("/v1/transfers/" + id + "/resume");
        assertThat(paused.at("/times").properties().stream().map(time -> time.getKey()))
                .contains("queued", "running", "paused");
        assertThat(client.patch(id, "{\"styleWeight\":2}").statusCode()).isEqualTo(202);
        HttpResponse<byte[]> resumed = client.ask(id, "resume");
        assertThat(resumed.statusCode()).isEqualTo(202);
        assertThat(json(resumed).path("state").asText()).isEqualTo("queued");
        worker.started(id, 2);
        await().until(() -> state(id).equals("running"));
        assertThat(client.ask(id, "cancel").statusCode()).isEqualTo(202);
        assertThat(state(id)).isEqualTo("cancelling");
        worker.cancelled(id, 2);
        await().until(() -> state(id).equals("cancelled"));
    }

    @Test
    void aChangeOfWeightsThatCannotBeIsRefused() {
        UUID id = client.submit("{}", null);
        assertThat(client.patch(id, "{\"size\":64}").statusCode()).isEqualTo(422);
        assertThat(client.patch(id, "{\"styleWeight\":-1}").statusCode()).isEqualTo(422);
        assertThat(client.patch(id, "{}").statusCode()).isEqualTo(400);
        assertThat(client.patch(id, "[1]").statusCode()).isEqualTo(400);
        assertThat(client.send("PATCH", "/v1/transfers/" + id + "/options", utf8("x"), "Content-Type", "text/plain")
                        .statusCode())
                .isEqualTo(415);
    }

    @Test
    void deliveriesAreListedAndSentAgain() {
        UUID id = client.submit("{}", "http://127.0.0.1:9/");
        String deliveries = "/v1/transfers/" + id + "/deliveries";
        assertThat(json(client.get(deliveries)).path("deliveries")).isEmpty();
        worker.failed(id, 1);
        await().until(
                        () -> json(client.get(deliveries))
                                .at("/deliveries/0/attempts/0/error")
                                .asText(),
                        "it accepts no connection"::equals);
        JsonNode delivery = json(client.get(deliveries)).at("/deliveries/0");
        assertThat(delivery.has("nextAttemptAt")).isTrue();
        String redeliver = delivery.at("/links/redeliver").asText();
        assertThat(client.send("POST", redeliver, null).statusCode()).isEqualTo(202);
        assertThat(client.send("POST", deliveries + "/none/redeliver", null).statusCode())
                .isEqualTo(404);
        String unknown = "/v1/transfers/" + UUID.randomUUID() + "/deliveries";
        assertThat(client.get(unknown).statusCode()).isEqualTo(404);
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
        client.post("/v1/transfers", pair(), "Idempotency-Key", "gone");
        UUID keyed = UUID.fromString(json(client.post("/v1/transfers", pair(), "Idempotency-Key", "gone"))
                .path("id")
                .asText());
        client.send("DELETE", "/v1/transfers/" + keyed, null);
        assertThat(client.post("/v1/transfers", pair(), "Idempotency-Key", "gone")
                        .statusCode())
                .isEqualTo(410);
    }

    @Test
    void unknownTransfersCannotBeSteered() {
        UUID nobody = UUID.randomUUID();
        for (String control : List.of("cancel", "pause", "resume")) {
            assertThat(client.ask(nobody, control).statusCode()).isEqualTo(404);
        }
        assertThat(client.patch(nobody, "{\"styleWeight\":2}").statusCode()).isEqualTo(404);
        assertThat(client.send("DELETE", "/v1/transfers/" + nobody, null).statusCode())
                .isEqualTo(404);
        assertThat(client.get("/v1/transfers/" + nobody + "/manifest").statusCode())
                .isEqualTo(404);
        assertThat(client.get("/v1/transfers/" + nobody + "/checkpoints").statusCode())
                .isEqualTo(404);
        assertThat(client.get("/v1/transfers/" + nobody + "/checkpoints/1").statusCode())
                .isEqualTo(404);
    }

    @Test
    void transfersAreListedByPageStateAndLabel() {
        String name = "order";
        String value = UUID.randomUUID().toString();
        List<String> ids = Stream.generate(() -> json(client.post(
                                "/v1/transfers", pair().text("labels", "{\"" + name + "\":\"" + value + "\"}")))
                        .path("id")
                        .asText())
                .limit(3)
                .toList();
        String labelled = "/v1/transfers?label=" + name + ":" + value;
        HttpResponse<byte[]> first = client.get(labelled + "&limit=2");
        assertThat(ids(first)).containsExactly(ids.get(2), ids.get(1));
        assertThat(first.headers().firstValue("Link").orElseThrow()).contains("rel=\"next\"");
        HttpResponse<byte[]> second = client.get(
                labelled + "&limit=2&cursor=" + json(first).path("next").asText());
        assertThat(ids(second)).containsExactly(ids.get(0));
        assertThat(json(second).has("next")).isFalse();
        client.ask(UUID.fromString(ids.get(1)), "pause");
        assertThat(ids(client.get(labelled + "&state=paused"))).containsExactly(ids.get(1));
        assertThat(ids(client.get(labelled + "&state=paused,queued"))).hasSize(3);
        assertThat(ids(client.get("/v1/transfers?label=" + name + ":nobody"))).isEmpty();
        for (String wrong : List.of("state=tired", "cursor=x", "label=x", "group=x", "colour=red")) {
            assertThat(client.get("/v1/transfers?" + wrong).statusCode())
                    .as(wrong)
                    .isEqualTo(400);
        }
    }

    @Test
    void picturesOfCheckpointsAndTheManifestAreShown() {
        UUID id = client.submit("{}", null);
        String self = "/v1/transfers/" + id;
        worker.store(id, "checkpoints/0001.png", "image/png", Pictures.png(21));
        worker.store(id, "manifest.json", "application/json", utf8("{}"));
        JsonNode list = json(client.get(self + "/checkpoints")).path("checkpoints");
        assertThat(list.path(0).path("href").asText()).isEqualTo(self + "/checkpoints/1");
        HttpResponse<byte[]> picture = client.get(self + "/checkpoints/1");
        assertThat(picture.body()).isEqualTo(Pictures.png(21));
        String etag = picture.headers().firstValue("ETag").orElseThrow();
        assertThat(client.get(self + "/checkpoints/1", "If-None-Match", etag).statusCode())
                .isEqualTo(304);
        assertThat(client.get(self + "/checkpoints/1", "Range", "bytes=0-0").statusCode())
                .isEqualTo(206);
        assertThat(client.get(self + "/checkpoints/1", "Range", "bytes=999999-").statusCode())
                .isEqualTo(416);
        assertThat(client.get(self + "/checkpoints/2").statusCode()).isEqualTo(404);
        HttpResponse<byte[]> manifest = client.get(self + "/manifest");
        assertThat(manifest.body()).isEqualTo(utf8("{}"));
        assertThat(client.get(
                                self + "/manifest",
                                "If-None-Match",
                                manifest.headers().firstValue("ETag").orElseThrow())
                        .statusCode())
                .isEqualTo(304);
    }

    @Test
    void aTraceIsCarriedFromTheRequestToTheQueue() {
        String trace = "00-" + "4bf92f3577b34da6a3ce929d0e0e4736" + "-00f067aa0ba902b7-01";
        UUID id = UUID.randomUUID();
        client.put(id, "{}", "traceparent", trace, "tracestate", "shop=1");
        var record = Topic.records("impasto.requests").stream()
                .filter(each -> id.toString().equals(each.key()))
                .findFirst()
                .orElseThrow();
        assertThat(record.headers().lastHeader("traceparent").value()).isEqualTo(utf8(trace));
        assertThat(record.headers().lastHeader("tracestate").value()).isEqualTo(utf8("shop=1"));
    }

    private String state(UUID id) {
        return json(client.get("/v1/transfers/" + id)).path("state").asText();
    }

    private static List<String> ids(HttpResponse<byte[]> list) {
        return json(list).path("transfers").findValuesAsText("id");
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
                arguments("labels not JSON", pair().text("labels", "red"), 400, "malformed-json"),
                arguments("labels of numbers", pair().text("labels", "{\"a\":1}"), 400, "invalid-request"),
                arguments("retention no duration", pair().text("retention", "a week"), 400, "invalid-request"),
                arguments("retention too long", pair().text("retention", "P9999D"), 400, "invalid-request"),
                arguments("not a URL", pair().text("webhook", "ftp://x"), 422, "invalid-webhook"),
                arguments(
                        "webhook for no events",
                        pair().text("webhook", "{\"url\":\"https://shop.example/\",\"events\":[\"varnished\"]}"),
                        422,
                        "invalid-webhook"),
                arguments("private address", pair().text("webhook", "http://10.0.0.1/"), 422, "invalid-webhook"),
                arguments(
                        "mapped address", pair().text("webhook", "http://[::ffff:10.0.0.1]/"), 422, "invalid-webhook"),
                arguments(
                        "content at a private address",
                        new Form().text("content", "https://10.0.0.1/").file("style", PNG),
                        422,
                        "invalid-image-address"),
                arguments(
                        "JSON: style at no bucket",
                        new Raw(json, utf8("{\"content\":\"" + "0".repeat(64) + "\",\"styles\":[\"s3://x\"]}")),
                        422,
                        "invalid-image-address"),
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

    /** Those that need an outage are in OutageIT, keys in AccessIT, limits in QuotasIT; those of sheets are in PreviewSheetIT. */
    @Test
    @Order(Integer.MAX_VALUE)
    void everyDocumentedAnswerWasSeen() {
        Set<String> unseen = new TreeSet<>(OPEN_API.documented());
        unseen.removeAll(OPEN_API.seen());
        unseen.removeIf(answer -> answer.matches(".* (401|429|503)|.*(:preview-sheet|/continue) .*"));
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
