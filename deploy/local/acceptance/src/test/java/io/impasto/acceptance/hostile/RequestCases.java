package io.impasto.acceptance.hostile;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.impasto.acceptance.Pictures;
import io.impasto.acceptance.hostile.Expected.Refused;

/** Requests whose JSON, forms, names, headers or framing are wrong. */
final class RequestCases {

    private static final String JSON = "application/json";
    private static final String ID = "a".repeat(64);
    private static final Expected MALFORMED = Refused.as(400, "malformed-json");
    private static final Expected UNREADABLE =
            new Refused(Set.of(400, 413), Set.of("malformed-json", "body-too-large"));
    private static final Expected INVALID = Refused.as(422, "invalid-option");
    private static final Expected UNKNOWN_IMAGE = Refused.as(422, "image-unknown", "invalid-image-address");
    private static final Expected NOT_FOUND = Refused.as(404, "transfer-not-found", "not-found");
    private static final Expected NO_WEBHOOK = Refused.as(422, "invalid-webhook");
    private static final Expected BAD_FORM =
            Refused.as(400, "malformed-form", "missing-part", "unexpected-part", "malformed-multipart");

    private static final Expected UNREAD = Refused.as(400, "invalid-request");

    /** What nothing is sent to and nothing fetched from. */
    private static final List<String> FORBIDDEN = List.of(
            "http://169.254.169.254/latest/meta-data",
            "http://10.0.0.1/",
            "http://192.168.1.1/",
            "http://[fe80::1]/",
            "http://[fd00::1]/",
            "http://[::ffff:10.0.0.1]/",
            "http://[64:ff9b::a00:1]/",
            "http://[2002:a00:1::]/",
            "http://167772161/",
            "http://0.0.0.0/",
            "http://224.0.0.1/",
            "ftp://example.org/",
            "file:///etc/passwd",
            "http://user:secret@example.org/",
            "//example.org/",
            "http://example.org:99999/",
            "http://exa mple.org/",
            "javascript:alert(1)");

    private RequestCases() {}

    static Stream<Case> all() {
        return Stream.of(json(), options(), forms(), names(), headers(), addresses(), framing())
                .flatMap(cases -> cases);
    }

    private static Stream<Case> json() {
        return Stream.of(
                body("nothing", "", Refused.as(400, "empty-body")),
                body("null", "null", MALFORMED),
                body("an array", "[]", MALFORMED),
                body("half an object", "{\"content\": \"" + ID, MALFORMED),
                body("two objects", request("{}") + request("{}"), MALFORMED),
                body("a member twice", "{\"content\": \"" + ID + "\", \"content\": \"" + ID + "\"}", MALFORMED),
                body("100,000 deep", "[".repeat(100_000) + "]".repeat(100_000), UNREADABLE),
                body(
                        "options 100,000 deep",
                        request("{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000)),
                        UNREADABLE),
                body("100,000 members", members(100_000), UNREADABLE),
                body("20,000 members", members(20_000), Refused.as(400, "unexpected-part")),
                body("20,000 options", request(members(20_000)), Refused.as(422, "unknown-option")),
                body("100,000 options", request(members(100_000)), UNREADABLE),
                body("a name of 1 MB", "{\"" + "n".repeat(1 << 20) + "\": 1}", UNREADABLE),
                body("a number of a million digits", request("{\"size\": " + "9".repeat(1_000_000) + "}"), UNREADABLE),
                bytes(
                        "no UTF-8",
                        new byte[] {'{', '"', (byte) 0xc3, (byte) 0x28, '"', ':', '1', '}'},
                        Refused.as(400, "malformed-json", "unexpected-part")),
                bytes(
                        "over-long UTF-8",
                        new byte[] {'{', '"', (byte) 0xc0, (byte) 0xaf, '"', ':', '1', '}'},
                        Refused.as(400, "malformed-json", "unexpected-part")),
                body(
                        "half a surrogate pair",
                        "{\"content\": \"\\ud800\", \"styles\": [\"" + ID + "\"]}",
                        UNKNOWN_IMAGE),
                body(
                        "styles as an object",
                        "{\"content\": \"" + ID + "\", \"styles\": {\"a\": 1}}",
                        Refused.as(422, "image-unknown", "missing-part")),
                body(
                        "nine styles",
                        "{\"content\": \"" + ID + "\", \"styles\": " + ids(9) + "}",
                        Refused.as(400, "unexpected-part")));
    }

    private static Stream<Case> options() {
        return Stream.of(
                body("NaN", request("{\"styleWeight\": NaN}"), MALFORMED),
                body("Infinity", request("{\"styleWeight\": -Infinity}"), MALFORMED),
                body("1e999", request("{\"styleWeight\": 1e999}"), INVALID),
                body("-1e999", request("{\"tvWeight\": -1e999}"), Refused.as(422, "invalid-option", "unknown-option")),
                body(
                        "1e-999999999",
                        request("{\"styleWeight\": 1e-999999999}"),
                        Refused.as(422, "invalid-option", "image-unknown")),
                body("1e999999999 as a whole number", request("{\"size\": 1e999999999}"), INVALID),
                body("a size of 2^64", request("{\"size\": 18446744073709551616}"), INVALID),
                body("true as a number", request("{\"size\": true}"), INVALID),
                body(
                        "a network out of the folder",
                        request("{\"network\": \"../../etc/passwd\"}"),
                        Refused.as(422, "invalid-option", "image-unknown")));
    }

    private static Stream<Case> forms() {
        return Stream.of(
                form("without a boundary", "multipart/form-data", "x", BAD_FORM),
                form("with a boundary that never comes", "multipart/form-data; boundary=b", "x".repeat(1000), BAD_FORM),
                form(
                        "that ends early",
                        "multipart/form-data; boundary=b",
                        "--b\r\nContent-Disposition: form-data; name=\"content\"\r\n\r\nx",
                        BAD_FORM),
                form(
                        "of 10,000 parts",
                        "multipart/form-data; boundary=b",
                        part("x").repeat(10_000) + "--b--\r\n",
                        BAD_FORM),
                form(
                        "with a name of 1 MB",
                        "multipart/form-data; boundary=b",
                        part("n".repeat(1 << 20)) + "--b--\r\n",
                        BAD_FORM),
                form(
                        "with a path as a name",
                        "multipart/form-data; boundary=b",
                        part("../../etc/passwd") + "--b--\r\n",
                        BAD_FORM),
                form(
                        "with a header of 1 MB",
                        "multipart/form-data; boundary=b",
                        "--b\r\nX: " + "y".repeat(1 << 20) + "\r\n\r\nx\r\n--b--\r\n",
                        BAD_FORM),
                content("is a letter", "Dear Sir or Madam".getBytes(StandardCharsets.UTF_8), "not-an-image"),
                content("is torn", Disguises.quarters("png", 2), "truncated-image"),
                content("claims 65535 x 32767", Pictures.gifBomb(), "image-too-large"));
    }

    private static Stream<Case> names() {
        return Stream.of(
                path("/v1/transfers/..%2f..%2fetc%2fpasswd", NOT_FOUND),
                path("/v1/transfers/%2e%2e/%2e%2e/etc/passwd", NOT_FOUND),
                path("/v1/transfers/%00", NOT_FOUND),
                path("/v1/transfers/" + "1".repeat(3000), NOT_FOUND),
                path("/v1/transfers/1-1-1-1-1", NOT_FOUND),
                path(
                        "/v1/images/..%2f..%2fsecrets.properties/content",
                        Refused.as(404, "not-found", "image-unknown", "image-not-found")),
                path(
                        "/v1/images/" + "g".repeat(64) + "/content",
                        Refused.as(404, "not-found", "image-unknown", "image-not-found")),
                path("/schemas/..%2fapplication.properties", NOT_FOUND),
                path("/v1/transfers?cursor=%ff%fe", Refused.as(400, "invalid-request")),
                path("/v1/transfers?limit=999999999999", Refused.as(400, "invalid-request")),
                path("/v1/transfers?state=nonsense", Refused.as(400, "invalid-request")));
    }

    private static Stream<Case> headers() {
        return Stream.of(
                header(
                        "Idempotency-Key",
                        "k".repeat(10_000),
                        Refused.as(400, "invalid-idempotency-key", "invalid-request")),
                header("Prefer", "wait=99999999999999999999", Refused.as(422, "image-unknown")),
                header("Cancel-After", "99999999999999999999", Refused.as(400, "invalid-request")),
                header("Cancel-After", "-1", Refused.as(400, "invalid-request")),
                header("traceparent", "00-zz-zz-zz", Refused.as(422, "image-unknown")));
    }

    private static Stream<Case> addresses() {
        return FORBIDDEN.stream()
                .flatMap(address -> Stream.of(
                        body(
                                "webhook " + address,
                                "{\"content\": \"" + ID + "\", \"styles\": [\"" + ID + "\"], \"webhook\": {\"url\": \""
                                        + address + "\"}}",
                                NO_WEBHOOK),
                        body(
                                "picture at " + address,
                                "{\"content\": \"" + address + "\", \"styles\": [\"" + ID + "\"]}",
                                UNKNOWN_IMAGE)));
    }

    private static Stream<Case> framing() {
        String post = "POST /v1/transfers HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
        String rest = "\r\nHost: localhost\r\n\r\n";
        return Stream.of(
                wire("no HTTP at all", "EHLO example.org\r\n\r\n", UNREAD),
                wire("a version that nobody speaks", "GET / HTTP/9.9" + rest, 505, "http-version-not-supported"),
                wire("HTTP/2 without a word", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, "http-version-not-supported"),
                wire("a query that is no URI", "GET /v1/transfers?state=| HTTP/1.1" + rest, UNREAD),
                wire("a path that is no URI", "GET /v1/transfers/%zz HTTP/1.1" + rest, UNREAD),
                wire(
                        "a request line of 100 kB",
                        "GET /" + "a".repeat(100_000) + " HTTP/1.1" + rest,
                        414,
                        "uri-too-long"),
                wire(
                        "a header of 100 kB",
                        "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "y".repeat(100_000) + "\r\n\r\n",
                        431,
                        "headers-too-large"),
                wire(
                        "10,000 headers",
                        "GET / HTTP/1.1\r\nHost: localhost\r\n" + "A: b\r\n".repeat(10_000) + "\r\n",
                        431,
                        "headers-too-large"),
                wire("a negative length", post + "Content-Length: -1\r\n\r\n", UNREAD),
                wire("two lengths", post + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", UNREAD),
                wire(
                        "a length and chunks",
                        post + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                        UNREAD),
                wire("chunks of no size", post + "Transfer-Encoding: chunked\r\n\r\nzz\r\n", UNREAD),
                wire("chunks that break off", post + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n-1\r\n", UNREAD));
    }

    private static Case body(String name, String json, Expected expected) {
        return bytes(name, json.getBytes(StandardCharsets.UTF_8), expected);
    }

    private static Case bytes(String name, byte[] json, Expected expected) {
        return new Case(
                "JSON: " + name,
                () -> new Attack.Request("POST", "/v1/transfers", Map.of("Content-Type", JSON), json),
                expected);
    }

    private static Case form(String name, String type, String text, Expected expected) {
        return new Case(
                "form " + name,
                () -> new Attack.Request(
                        "POST",
                        "/v1/transfers",
                        Map.of("Content-Type", type),
                        text.getBytes(StandardCharsets.ISO_8859_1)),
                expected);
    }

    private static Case content(String name, byte[] file, String problem) {
        String picture = "--b\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"x\"\r\n\r\n%s\r\n";
        return form(
                "whose content " + name,
                "multipart/form-data; boundary=b",
                picture.formatted("content", new String(file, StandardCharsets.ISO_8859_1))
                        + picture.formatted("style", new String(Pictures.style(16, 16, 1), StandardCharsets.ISO_8859_1))
                        + "--b--\r\n",
                new Refused(Set.of(413, 422), Set.of(problem)));
    }

    private static Case path(String path, Expected expected) {
        String name = path.length() > 60 ? path.substring(0, 60) + "..." : path;
        return new Case("GET " + name, () -> new Attack.Request("GET", path, Map.of(), new byte[0]), expected);
    }

    private static Case header(String header, String value, Expected expected) {
        String name = value.length() > 40 ? value.substring(0, 40) + "..." : value;
        return new Case(
                header + ": " + name,
                () -> new Attack.Request(
                        "POST",
                        "/v1/transfers",
                        Map.of("Content-Type", JSON, header, value),
                        request("{}").getBytes(StandardCharsets.UTF_8)),
                expected);
    }

    private static Case wire(String name, String text, int status, String problem) {
        return wire(name, text, Refused.as(status, problem));
    }

    private static Case wire(String name, String text, Expected expected) {
        return new Case("bytes: " + name, () -> new Attack.Bytes(text.getBytes(StandardCharsets.ISO_8859_1)), expected);
    }

    private static String request(String options) {
        return "{\"content\": \"" + ID + "\", \"styles\": [\"" + ID + "\"], \"options\": " + options + "}";
    }

    private static String members(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"m" + i + "\":1").collect(Collectors.joining(",", "{", "}"));
    }

    private static String ids(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"" + ID + "\"").collect(Collectors.joining(",", "[", "]"));
    }

    private static String part(String name) {
        return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\nx\r\n";
    }
}
