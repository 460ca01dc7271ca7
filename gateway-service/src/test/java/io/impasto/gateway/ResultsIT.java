package io.impasto.gateway;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

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

import io.impasto.gateway.stack.Client;
import io.impasto.gateway.stack.OpenApi;
import io.impasto.gateway.stack.Pictures;
import io.impasto.gateway.stack.TestStack;
import io.impasto.gateway.stack.Worker;

import static io.impasto.gateway.stack.Client.json;
import static io.impasto.gateway.stack.Client.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What workers make is shown, rendered and linked to. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ResultsIT {

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
    void picturesOfCheckpointsAndTheManifestAreShown() {
        UUID id = client.submit("{}", null);
        String self = "/v1/transfers/" + id;
        worker.store(id, "checkpoints/0001.png", "image/png", Pictures.png(21));
        worker.store(id, "manifest.json", "application/json", utf8("{}"));
        JsonNode list = json(client.get(self + "/checkpoints")).path("checkpoints");
        assertThat(list.path(0).path("href").asText()).isEqualTo(self + "/checkpoints/1");
        assertThat(list.path(0).path("name").asText()).isEqualTo("checkpoints/0001.png");
        assertThat(list.path(0).has("evaluation")).as("no event has told of it").isFalse();
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
        worker.store(id, "checkpoints/0002.png", "image/png", Pictures.png(22));
        worker.started(id, 1);
        worker.publish(
                id,
                "paused",
                "{\"attempt\":1,\"evaluation\":7,\"checkpoint\":{\"number\":2,\"name\":\"checkpoints/0002.png\",\"evaluation\":7}}");
        await().until(() -> json(client.get(self + "/checkpoints"))
                        .at("/checkpoints/1/evaluation")
                        .asInt()
                == 7);
        assertThat(Instant.parse(json(client.get(self + "/checkpoints"))
                        .at("/checkpoints/1/at")
                        .asText()))
                .isBeforeOrEqualTo(Instant.now());
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
        await().until(() -> client.state(id).equals("succeeded"));
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
        await().until(() -> client.state(id).equals("succeeded"));
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
    void aFailedTransferSaysWhy() {
        UUID id = client.submit("{}", null);
        worker.failed(id, 1);
        await().until(() -> client.state(id).equals("failed"));
        HttpResponse<byte[]> result = client.get("/v1/transfers/" + id + "/result");
        assertThat(result.statusCode()).isEqualTo(409);
        assertThat(json(result).path("cause").path("type").asText())
                .isEqualTo("urn:impasto:problem:network-not-available");
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

    private HttpResponse<byte[]> link(String links, String body) {
        return client.post(links, "application/json", utf8(body));
    }

    private static byte[] fetch(HttpResponse<byte[]> link) throws Exception {
        URI url = URI.create(json(link).path("url").asText());
        return STORE.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofByteArray())
                .body();
    }

    @Test
    void nothingIsShownOfAnUnknownTransfer() {
        for (String part : List.of("manifest", "checkpoints", "checkpoints/1")) {
            assertThat(client.get("/v1/transfers/" + UUID.randomUUID() + "/" + part)
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void everyDocumentedAnswerWasSeen() {
        assertThat(Chapter.RESULTS.unseen(OPEN_API)).isEmpty();
    }
}
