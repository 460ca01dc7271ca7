package io.impasto.gateway;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
import org.junit.jupiter.params.provider.ValueSource;

import io.impasto.gateway.stack.Client;
import io.impasto.gateway.stack.Client.Form;
import io.impasto.gateway.stack.OpenApi;
import io.impasto.gateway.stack.Pictures;
import io.impasto.gateway.stack.TestStack;
import io.impasto.gateway.stack.Topic;
import io.impasto.gateway.stack.Worker;

import static io.impasto.gateway.stack.Client.json;
import static io.impasto.gateway.stack.Client.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Transfers are accepted, shown and listed. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TransfersIT {

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
    void whatToStartFromIsNamedByAddressUntilItIsFetched() {
        String image =
                json(client.post("/v1/images", "image/png", PNG)).path("id").asText();
        String address = "https://pictures.example/sketch.png";
        UUID id = client.submit("{\"start\":\"image\",\"startImage\":\"" + address + "\"}", null);
        String self = "/v1/transfers/" + id;
        assertThat(json(client.get(self)).at("/options/startImage").asText()).isEqualTo(address);
        worker.publish(
                id,
                "started",
                ("{\"attempt\":1,\"worker\":\"easel\",\"network\":{\"name\":\"vgg19-slim\",\"sha256\":\"%s\"},\"width\":48,"
                                + "\"height\":36,\"evaluations\":10,\"options\":{\"start\":\"image\",\"startImage\":\"%s\"},"
                                + "\"inputs\":{\"content\":\"%2$s\",\"styles\":[\"%2$s\"],\"startImage\":\"%2$s\",\"pixels\":1}}")
                        .formatted("b".repeat(64), image));
        await().until(() -> json(client.get(self)).at("/options/startImage").asText(), image::equals);
        HttpResponse<byte[]> next = client.send("POST", self + "/continue", null);
        assertThat(next.statusCode()).isEqualTo(202);
        assertThat(json(next).at("/options/startImage").asText()).isEqualTo(image);
    }

    @Test
    void masksComeAsPartsOfTheFormAndAreNamedByTheOptions() {
        Form form = Form.pair().file("style", PNG).file("contentMask", PNG).text("contentMask", "-");
        HttpResponse<byte[]> accepted = client.post("/v1/transfers", form);
        assertThat(accepted.statusCode()).as(new String(accepted.body())).isEqualTo(202);
        String mask = json(accepted).at("/options/contentMasks/0").asText();
        assertThat(mask).matches("[0-9a-f]{64}");
        assertThat(json(accepted).at("/options/contentMasks/1").asText()).isEqualTo("-");
        String self = json(accepted).at("/links/self").asText();
        worker.publish(
                UUID.fromString(json(accepted).path("id").asText()),
                "started",
                ("{\"attempt\":1,\"worker\":\"easel\",\"network\":{\"name\":\"vgg19-slim\",\"sha256\":\"%s\"},\"width\":48,"
                                + "\"height\":36,\"evaluations\":10,\"options\":{\"contentMasks\":[\"%s\",\"-\"]},"
                                + "\"inputs\":{\"content\":\"%2$s\",\"styles\":[\"%2$s\",\"%2$s\"],\"contentMasks\":[\"%2$s\",\"-\"],\"pixels\":1}}")
                        .formatted("b".repeat(64), mask));
        await().until(() -> json(client.get(self)).path("state").asText(), "running"::equals);
        HttpResponse<byte[]> next = client.send("POST", self + "/continue", null);
        assertThat(next.statusCode()).as(new String(next.body())).isEqualTo(202);
        assertThat(json(next).at("/options/contentMasks")).hasToString("[\"" + mask + "\",\"-\"]");
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
        assertThat(client.send("PUT", "/v1/transfers/mine", Form.pair().bytes(), "Content-Type", Form.type())
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
                client.post("/v1/transfers", Form.pair(), "Idempotency-Key", "wait", "Prefer", "wait=1");
        assertThat(posted.statusCode()).isEqualTo(202);
        worker.completed(UUID.fromString(json(posted).path("id").asText()), 1);
        assertThat(client.post("/v1/transfers", Form.pair(), "Idempotency-Key", "wait", "Prefer", "wait=30")
                        .statusCode())
                .isEqualTo(200);
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

    @Test
    void transfersAreListedByPageStateAndLabel() {
        String name = "order";
        String value = UUID.randomUUID().toString();
        List<String> ids = Stream.generate(() -> json(client.post(
                                "/v1/transfers", Form.pair().text("labels", "{\"" + name + "\":\"" + value + "\"}")))
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
        assertThat(ids(client.get(labelled + "&label=" + name + ":nobody"))).isEmpty();
        assertThat(ids(client.get("/v1/transfers?label=" + name + ":nobody&label=" + name + ":" + value)))
                .isEmpty();
        for (String wrong : List.of("state=tired", "cursor=x", "label=x", "group=x", "colour=red")) {
            assertThat(client.get("/v1/transfers?" + wrong).statusCode())
                    .as(wrong)
                    .isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a&b=c", "a%b", "a+b", "{a}", "a:b,c", "ä\u2764", "<a>; rel=\"x\"", ""})
    void theLinkToTheNextPageKeepsTheQuestion(String value) {
        String label = UUID.randomUUID().toString().substring(0, 8);
        String labels = "{\"" + label + "\":\"" + value.replace("\"", "\\\"") + "\"}";
        List<String> ids = Stream.generate(
                        () -> json(client.post("/v1/transfers", Form.pair().text("labels", labels)))
                                .path("id")
                                .asText())
                .limit(2)
                .toList();
        String question = "label=" + label + ":" + URLEncoder.encode(value, StandardCharsets.UTF_8);
        HttpResponse<byte[]> first = client.get("/v1/transfers?limit=1&state=queued&" + question);
        assertThat(ids(first)).containsExactly(ids.get(1));
        String link = first.headers().firstValue("Link").orElseThrow();
        assertThat(link).matches("</v1/transfers\\?[^<> \"]+>; rel=\"next\"");
        HttpResponse<byte[]> second = client.get(link.substring(1, link.indexOf('>')));
        assertThat(ids(second)).containsExactly(ids.get(0));
        assertThat(second.headers().firstValue("Link")).isEmpty();
    }

    private static List<String> ids(HttpResponse<byte[]> list) {
        return json(list).path("transfers").findValuesAsText("id");
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void everyDocumentedAnswerWasSeen() {
        assertThat(Chapter.TRANSFERS.unseen(OPEN_API)).isEmpty();
    }
}
