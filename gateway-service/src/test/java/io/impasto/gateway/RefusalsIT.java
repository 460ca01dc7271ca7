package io.impasto.gateway;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.stream.Stream;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
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

import static io.impasto.gateway.stack.Client.json;
import static io.impasto.gateway.stack.Client.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** A transfer that cannot be is refused with its reason. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RefusalsIT {

    private static final OpenApi OPEN_API = new OpenApi();
    private static final byte[] PNG = Pictures.png(1);

    @TestHTTPResource
    URI base;

    private Client client;

    @BeforeEach
    void connect() {
        client = new Client(base, OPEN_API);
    }

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

    static Stream<Arguments> refusals() {
        byte[] truncated = Arrays.copyOf(PNG, PNG.length / 2);
        String json = "application/json";
        String ids = "\"content\":\"" + "0".repeat(64) + "\",\"styles\":[\"" + "0".repeat(64) + "\"]";
        return Stream.of(
                arguments("style missing", new Form().file("content", PNG), 400, "missing-part"),
                arguments("content missing", new Form().file("style", PNG), 400, "missing-part"),
                arguments("content twice", Form.pair().file("content", PNG), 400, "unexpected-part"),
                arguments("unknown part", Form.pair().text("colour", "red"), 400, "unexpected-part"),
                arguments("options that are a picture", Form.pair().file("options", PNG), 400, "malformed-json"),
                arguments(
                        "options in a file", Form.pair().file("options", utf8("{\"szie\":64}")), 422, "unknown-option"),
                arguments("options not JSON", Form.pair().text("options", "{size:1"), 400, "malformed-json"),
                arguments("options an array", Form.pair().text("options", "[1]"), 400, "malformed-json"),
                arguments("options with NaN", Form.pair().text("options", "{\"size\":NaN}"), 400, "malformed-json"),
                arguments(
                        "options twice named",
                        Form.pair().text("options", "{\"size\":64,\"size\":65}"),
                        400,
                        "malformed-json"),
                arguments("options too deep", Form.pair().text("options", "[".repeat(5000)), 400, "malformed-json"),
                arguments("options too long", Form.pair().text("options", " ".repeat(70_000)), 413, "body-too-large"),
                arguments("unknown option", Form.pair().text("options", "{\"szie\":64}"), 422, "unknown-option"),
                arguments("out of range", Form.pair().text("options", "{\"size\":1}"), 422, "invalid-option"),
                arguments("labels not JSON", Form.pair().text("labels", "red"), 400, "malformed-json"),
                arguments("labels of numbers", Form.pair().text("labels", "{\"a\":1}"), 400, "invalid-request"),
                arguments("retention no duration", Form.pair().text("retention", "a week"), 400, "invalid-request"),
                arguments("retention too long", Form.pair().text("retention", "P9999D"), 400, "invalid-request"),
                arguments("not a URL", Form.pair().text("webhook", "ftp://x"), 422, "invalid-webhook"),
                arguments(
                        "webhook for no events",
                        Form.pair().text("webhook", "{\"url\":\"https://shop.example/\",\"events\":[\"varnished\"]}"),
                        422,
                        "invalid-webhook"),
                arguments("private address", Form.pair().text("webhook", "http://10.0.0.1/"), 422, "invalid-webhook"),
                arguments(
                        "mapped address",
                        Form.pair().text("webhook", "http://[::ffff:10.0.0.1]/"),
                        422,
                        "invalid-webhook"),
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
                arguments(
                        "start image at a private address",
                        Form.pair().text("options", "{\"start\":\"image\",\"startImage\":\"https://10.0.0.1/\"}"),
                        422,
                        "invalid-image-address"),
                arguments(
                        "mask at a private address",
                        Form.pair().text("options", "{\"contentMasks\":[\"https://10.0.0.1/\"]}"),
                        422,
                        "invalid-image-address"),
                arguments(
                        "unknown mask",
                        Form.pair().text("options", "{\"styleMasks\":[\"" + "0".repeat(64) + "\"]}"),
                        422,
                        "image-unknown"),
                arguments(
                        "more masks than styles",
                        Form.pair().text("contentMask", "-").text("contentMask", "-"),
                        422,
                        "invalid-option"),
                arguments("mask that is no image", Form.pair().file("contentMask", utf8("hello")), 422, "not-an-image"),
                arguments("no mask and no id", Form.pair().text("contentMask", "white"), 422, "image-unknown"),
                arguments(
                        "masks in two places",
                        Form.pair().text("contentMask", "-").text("options", "{\"contentMasks\":[\"-\"]}"),
                        400,
                        "unexpected-part"),
                arguments(
                        "regions and masks",
                        Form.pair()
                                .file("contentRegions", PNG)
                                .file("styleRegions", PNG)
                                .text("styleMask", "-"),
                        422,
                        "invalid-option"),
                arguments(
                        "two maps of one content",
                        Form.pair().file("contentRegions", PNG).file("contentRegions", PNG),
                        400,
                        "unexpected-part"),
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
                        Form.pair().text("options", "{\"start\":\"image\",\"startImage\":\"" + "0".repeat(64) + "\"}"),
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
                        new Raw(Form.type(), Arrays.copyOf(Form.pair().bytes(), 900)),
                        400,
                        "malformed-multipart"));
    }

    /** A body that is no well-formed form. */
    record Raw(String type, byte[] body) {}

    private static Form form(byte[] content) {
        return new Form().file("content", content).file("style", PNG);
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void everyDocumentedAnswerWasSeen() {
        assertThat(Chapter.REFUSALS.unseen(OPEN_API)).isEmpty();
    }
}
