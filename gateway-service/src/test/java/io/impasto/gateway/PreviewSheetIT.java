package io.impasto.gateway;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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

/** Several variants asked for at once, and the painting to one of them. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PreviewSheetIT {

    private static final String SHEET = "/v1/transfers:preview-sheet";
    private static final OpenApi OPEN_API = new OpenApi();

    @TestHTTPResource
    URI base;

    private Client client;

    @BeforeEach
    void connect() {
        client = new Client(base, OPEN_API);
    }

    @Test
    void aSheetIsTwelveSmallTransfersOfOneGroup() {
        HttpResponse<byte[]> accepted = client.post(SHEET, pair().text("labels", "{\"order\":\"4711\"}"));
        assertThat(accepted.statusCode()).isEqualTo(202);
        JsonNode sheet = json(accepted);
        assertThat(sheet.path("transfers")).hasSize(12).allSatisfy(transfer -> {
            assertThat(transfer.path("group")).isEqualTo(sheet.path("group"));
            assertThat(transfer.at("/options/size").asInt()).isEqualTo(160);
            assertThat(transfer.at("/options/network").asText()).isEqualTo("vgg19-slim");
            assertThat(transfer.at("/options/evaluations").asInt()).isEqualTo(40);
            assertThat(transfer.at("/options").has("intensity"))
                    .isEqualTo(transfer.at("/options/preset").asText().equals("studio"));
            assertThat(transfer.at("/labels/order").asText()).isEqualTo("4711");
        });
        assertThat(StreamSupport.stream(sheet.path("transfers").spliterator(), false)
                        .map(transfer -> transfer.path("options"))
                        .distinct())
                .hasSize(12);
        assertThat(new HashSet<>(sheet.path("transfers").findValuesAsText("variant")))
                .hasSize(12);
        String group = accepted.headers().firstValue("Location").orElseThrow();
        assertThat(ids(json(client.get(group)))).containsExactlyInAnyOrderElementsOf(ids(sheet));
        assertThat(json(client.get(first(sheet))).at("/links/group").asText()).isEqualTo(group);
    }

    @Test
    void severalStylesAreAlsoShownOneByOne() {
        JsonNode sheet = json(client.post(SHEET, pair().file("style", Pictures.png(3))));
        assertThat(sheet.path("transfers")).hasSize(12);
        assertThat(StreamSupport.stream(sheet.path("transfers").spliterator(), false)
                        .map(transfer -> transfer.at("/options/styleWeights"))
                        .filter(JsonNode::isArray)
                        .map(JsonNode::toString))
                .containsExactly("[1,0]", "[0,1]");
    }

    @Test
    void variantsOfOnesOwnKeepTheirOrderAndOptions() {
        String image = image(4);
        JsonNode sheet = json(post("{\"content\":\"" + image + "\",\"styles\":[\"" + image
                + "\"],\"options\":{\"evaluations\":20,\"styleWeight\":5},"
                + "\"variants\":[{\"name\":\"bold\",\"options\":{\"styleWeight\":900}},{\"options\":{\"size\":96}},"
                + "{\"options\":{\"intensity\":40,\"styleScale\":2}}]}"));
        assertThat(sheet.path("transfers").findValuesAsText("variant")).containsExactly("bold", "2", "3");
        assertThat(sheet.at("/transfers/2/options/intensity").asInt()).isEqualTo(40);
        assertThat(sheet.at("/transfers/2/options").has("styleWeight")).isFalse();
        assertThat(sheet.at("/transfers/2/options/styleScale").asInt()).isEqualTo(2);
        assertThat(sheet.at("/transfers/0/options/styleWeight").asInt()).isEqualTo(900);
        assertThat(sheet.at("/transfers/0/options").has("intensity")).isFalse();
        assertThat(sheet.at("/transfers/0/options/evaluations").asInt()).isEqualTo(20);
        assertThat(sheet.at("/transfers/1/options/size").asInt()).isEqualTo(96);
    }

    @Test
    void theSameSheetWithTheSameKeyIsAcceptedOnce() {
        String key = UUID.randomUUID().toString();
        HttpResponse<byte[]> first = client.post(SHEET, pair(), "Idempotency-Key", key);
        assertThat(first.statusCode()).as("%s", json(first)).isEqualTo(202);
        HttpResponse<byte[]> again = client.post(SHEET, pair(), "Idempotency-Key", key);
        assertThat(again.statusCode()).as("%s", json(again)).isEqualTo(202);
        assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
        assertThat(ids(json(again))).isEqualTo(ids(json(first)));
        Set<String> ids = Set.copyOf(ids(json(first)));
        assertThat(Topic.records("impasto.requests").stream().filter(record -> ids.contains(record.key())))
                .hasSize(12);
        HttpResponse<byte[]> fewer =
                client.post(SHEET, pair().text("variants", "[{\"options\":{}}]"), "Idempotency-Key", key);
        assertThat(json(fewer).path("type").asText()).isEqualTo("urn:impasto:problem:idempotency-key-reused");
        client.send("DELETE", first(json(first)), null);
        assertThat(client.post(SHEET, pair(), "Idempotency-Key", key).statusCode())
                .isEqualTo(410);
    }

    static Stream<Arguments> refusals() {
        String images = "\"content\":\"" + "0".repeat(64) + "\",\"styles\":[\"" + "0".repeat(64) + "\"]";
        return Stream.of(
                arguments("unknown image", "{" + images + "}", 422, "image-unknown"),
                arguments("no styles", "{\"content\":\"" + "0".repeat(64) + "\"}", 400, "missing-part"),
                arguments("no variants", "{" + images + ",\"variants\":[]}", 400, "invalid-request"),
                arguments("no array", "{" + images + ",\"variants\":{}}", 400, "invalid-request"),
                arguments("no options", "{" + images + ",\"variants\":[{\"name\":\"x\"}]}", 400, "invalid-request"),
                arguments(
                        "unknown member",
                        "{" + images + ",\"variants\":[{\"options\":{},\"x\":1}]}",
                        400,
                        "invalid-request"),
                arguments(
                        "nameless",
                        "{" + images + ",\"variants\":[{\"options\":{},\"name\":\" \"}]}",
                        400,
                        "invalid-request"),
                arguments(
                        "too many",
                        "{" + images + ",\"variants\":[" + "{\"options\":{}},".repeat(12) + "{\"options\":{}}]}",
                        400,
                        "invalid-request"),
                arguments(
                        "one that cannot be",
                        "{" + images + ",\"variants\":[{\"options\":{}},{\"options\":{\"size\":1}}]}",
                        422,
                        "invalid-option"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void aSheetThatCannotBeLeavesNothingBehind(String name, String body, int status, String type) {
        int before = Topic.records("impasto.requests").size();
        HttpResponse<byte[]> refused = post(body);
        assertThat(json(refused).path("type").asText()).isEqualTo("urn:impasto:problem:" + type);
        assertThat(refused.statusCode()).isEqualTo(status);
        assertThat(Topic.records("impasto.requests")).hasSize(before);
    }

    @Test
    void otherBadBodiesAreRefused() {
        assertThat(client.post(SHEET, "text/plain", new byte[] {'x'}).statusCode())
                .isEqualTo(415);
        assertThat(client.post(SHEET, "application/json", new byte[300_000]).statusCode())
                .isEqualTo(413);
        assertThat(client.post(SHEET, pair().text("variants", "[")).statusCode())
                .isEqualTo(400);
        assertThat(json(post("{\"content\":\"" + image(1) + "\",\"styles\":[\"" + image(2)
                                + "\"],\"variants\":[{\"options\":{}},{\"options\":{\"size\":1}}]}"))
                        .path("variant")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void thePaintingToAPreviewHasItsImagesAndOptionsAtFullSize() {
        JsonNode sheet = json(
                client.post(SHEET, pair().text("variants", "[{\"name\":\"bold\",\"options\":{\"styleWeight\":900}}]")));
        JsonNode preview = sheet.at("/transfers/0");
        HttpResponse<byte[]> accepted = client.send("POST", first(sheet) + "/continue", null);
        assertThat(accepted.statusCode()).isEqualTo(202);
        JsonNode painting = json(accepted);
        assertThat(painting.path("content")).isEqualTo(preview.path("content"));
        assertThat(painting.path("styles")).isEqualTo(preview.path("styles"));
        assertThat(painting.path("options").toString()).isEqualTo("{\"styleWeight\":900}");
        assertThat(painting.path("labels")).isEqualTo(preview.path("labels"));
        assertThat(painting.path("continues")).isEqualTo(preview.path("id"));
        assertThat(painting.at("/links/continues").asText()).isEqualTo(first(sheet));
        assertThat(painting.has("group")).isFalse();

        JsonNode larger = json(goOn(sheet, "{\"options\":{\"size\":800,\"preset\":\"gatys\"},\"labels\":{}}"));
        assertThat(larger.at("/options/size").asInt()).isEqualTo(800);
        assertThat(larger.at("/options/styleWeight").asInt()).isEqualTo(900);
        assertThat(larger.at("/labels").isEmpty()).isTrue();
    }

    @Test
    void aContinuationCanBeWaitedForAndRepeated() {
        JsonNode sheet = json(client.post(SHEET, pair()));
        String key = UUID.randomUUID().toString();
        String path = first(sheet) + "/continue";
        HttpResponse<byte[]> accepted = client.send("POST", path, null, "Idempotency-Key", key);
        try (Worker worker = new Worker()) {
            worker.completed(UUID.fromString(json(accepted).path("id").asText()), 1);
        }
        HttpResponse<byte[]> ended = client.send("POST", path, null, "Idempotency-Key", key, "Prefer", "wait=30");
        assertThat(ended.statusCode()).isEqualTo(200);
        assertThat(json(ended).path("id")).isEqualTo(json(accepted).path("id"));
    }

    @Test
    void aContinuationThatCannotBeIsRefused() {
        JsonNode sheet = json(client.post(SHEET, pair()));
        assertThat(goOn(sheet, "{\"content\":\"x\"}").statusCode()).isEqualTo(400);
        assertThat(goOn(sheet, "{\"colour\":\"red\"}").statusCode()).isEqualTo(400);
        assertThat(goOn(sheet, "{\"options\":3}").statusCode()).isEqualTo(400);
        assertThat(goOn(sheet, "[]").statusCode()).isEqualTo(400);
        assertThat(goOn(sheet, "{\"options\":{\"size\":1}}").statusCode()).isEqualTo(422);
        String path = first(sheet) + "/continue";
        assertThat(client.post(path, "text/plain", new byte[] {'x'}).statusCode())
                .isEqualTo(415);
        assertThat(client.post(path, "application/json", new byte[300_000]).statusCode())
                .isEqualTo(413);
        assertThat(client.send("POST", "/v1/transfers/" + UUID.randomUUID() + "/continue", null)
                        .statusCode())
                .isEqualTo(404);
        client.send("DELETE", first(sheet), null);
        await().until(() -> client.send("POST", path, null).statusCode() == 410);
    }

    @Test
    void aSheetInWhoseMidstTheBrokerIsLostIsNotAcceptedAtAll() {
        int before = Topic.records("impasto.requests").size();
        AtomicInteger pieces = new AtomicInteger();
        TestStack.line()
                .breakBefore(request -> request.client().startsWith("impasto-gateway-publisher")
                        && (request.what() == ApiKeys.END_TXN
                                || request.what() == ApiKeys.PRODUCE && pieces.incrementAndGet() == 2));
        assertThat(answerToABrokenLine(pair()).statusCode()).isEqualTo(503);
        assertThat(pieces).as("requests that reached the broker").hasPositiveValue();

        // What comes later in the queue shows that of the sheet nothing will.
        UUID later = await().ignoreExceptions().until(() -> client.submit("{}", null), Objects::nonNull);
        await().until(() -> Topic.records("impasto.requests").stream()
                .anyMatch(record -> record.key().equals(later.toString())));
        List<ConsumerRecord<String, String>> after = Topic.records("impasto.requests");
        assertThat(after.subList(before, after.size()))
                .extracting(ConsumerRecord::key)
                .containsOnly(later.toString());
        try (Worker worker = new Worker()) {
            worker.completed(later, 1);
        }
        await().until(() -> json(client.get("/v1/transfers/" + later))
                .path("state")
                .asText()
                .equals("succeeded"));
        JsonNode newest = json(client.get("/v1/transfers?limit=2")).path("transfers");
        assertThat(newest.at("/0/id").asText()).isEqualTo(later.toString());
        assertThat(newest.path(1).has("variant")).isFalse();
    }

    @Test
    void aSheetWhoseAcceptanceIsLostOnTheWayIsThereAsAWhole() {
        String key = UUID.randomUUID().toString();
        String labels = "{\"order\":\"" + key + "\"}";
        TestStack.line().breakUnheard(request -> request.what() == ApiKeys.END_TXN);
        assertThat(answerToABrokenLine(pair().text("labels", labels), "Idempotency-Key", key)
                        .statusCode())
                .isEqualTo(503);
        // Asked again before the gateway has read it, the sheet would be in the queue twice, and count once.
        await().ignoreExceptions().until(() -> json(client.get("/v1/transfers?limit=12"))
                .findValuesAsText("order")
                .equals(Collections.nCopies(12, key)));
        HttpResponse<byte[]> again = client.post(SHEET, pair().text("labels", labels), "Idempotency-Key", key);
        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(again.headers().firstValue("Idempotent-Replayed")).isPresent();
        Set<String> ids = Set.copyOf(ids(json(again)));
        assertThat(Topic.records("impasto.requests").stream().filter(record -> ids.contains(record.key())))
                .hasSize(12);
    }

    private HttpResponse<byte[]> answerToABrokenLine(Form sheet, String... headers) {
        try {
            return client.post(SHEET, sheet, headers);
        } finally {
            assertThat(TestStack.line().broken()).isTrue();
            TestStack.line().mend();
        }
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void everyDocumentedAnswerWasSeen() {
        assertThat(Chapter.SHEETS.unseen(OPEN_API)).isEmpty();
    }

    private HttpResponse<byte[]> goOn(JsonNode sheet, String body) {
        return client.post(first(sheet) + "/continue", "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<byte[]> post(String body) {
        return client.post(SHEET, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    private String image(int seed) {
        return json(client.post("/v1/images", "image/png", Pictures.png(seed)))
                .path("id")
                .asText();
    }

    private static String first(JsonNode sheet) {
        return sheet.at("/transfers/0/links/self").asText();
    }

    private static List<String> ids(JsonNode sheet) {
        return StreamSupport.stream(sheet.path("transfers").spliterator(), false)
                .map(transfer -> transfer.path("id").asText())
                .toList();
    }

    private static Form pair() {
        return new Form().file("content", Pictures.png(1)).file("style", Pictures.png(2));
    }
}
