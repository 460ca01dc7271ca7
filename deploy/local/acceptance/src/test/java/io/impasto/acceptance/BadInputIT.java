package io.impasto.acceptance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.impasto.acceptance.Http.Answer;
import io.impasto.stack.client.Multipart;
import io.impasto.stack.process.ChildProcess;

import static org.assertj.core.api.Assertions.assertThat;

/** Every wrong request is answered at once with a problem document (RFC 9457) of a stable type. */
@ExtendWith(WithStack.class)
@Timeout(120)
class BadInputIT {

    private static final byte[] CONTENT = Pictures.content(120, 80);
    private static final byte[] STYLE = Pictures.style(90, 90, 7);
    private static final Duration ANSWER_LIMIT = Duration.ofMillis(100);
    private static final int OVER_LONG = 40 << 20;

    private RunningStack stack;

    @BeforeEach
    void connect(RunningStack running) {
        stack = running;
    }

    /** @param parts makes the request's parts anew for each try */
    record Case(String name, Supplier<Multipart> parts, int status, String problem) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> wrongTransfers() {
        return Stream.of(
                new Case("no content", () -> new Multipart().bytes("style", STYLE), 400, "missing-part"),
                new Case("no style", () -> new Multipart().bytes("content", CONTENT), 400, "missing-part"),
                new Case("a part too many", () -> good().text("colour", "blue"), 400, "unexpected-part"),
                new Case("options that are no JSON", () -> good().json("options", "{size"), 400, "malformed-json"),
                new Case("unknown option", () -> good().json("options", "{\"stlyeWeight\": 1}"), 422, "unknown-option"),
                new Case("option out of range", () -> good().json("options", "{\"size\": 5}"), 422, "invalid-option"),
                new Case(
                        "option of another type",
                        () -> good().json("options", "{\"size\": \"big\"}"),
                        422,
                        "invalid-option"),
                new Case(
                        "not an image",
                        () -> content("Dear Sir or Madam".getBytes(StandardCharsets.UTF_8)),
                        422,
                        "not-an-image"),
                new Case(
                        "truncated image",
                        () -> content(Arrays.copyOf(CONTENT, CONTENT.length / 2)),
                        422,
                        "truncated-image"),
                new Case("35-byte GIF of 65535 x 32767", () -> content(Pictures.gifBomb()), 413, "image-too-large"),
                new Case(
                        "PNG header of 20000 x 20000",
                        () -> content(Pictures.pngClaiming(20_000, 20_000)),
                        413,
                        "image-too-large"),
                new Case(
                        "unknown image id",
                        () -> new Multipart().text("content", "0".repeat(64)).bytes("style", STYLE),
                        422,
                        "image-unknown"),
                new Case(
                        "webhook that is no address", () -> good().text("webhook", "call me"), 422, "invalid-webhook"));
    }

    @ParameterizedTest
    @MethodSource("wrongTransfers")
    void aWrongTransferIsRefusedAtOnce(Case wrong) {
        assertProblem(wrong.status, wrong.problem, () -> Http.post(transfers(), wrong.parts.get()));
    }

    @Test
    void anUnknownOptionIsNamedWithTheNearestKnownOne() {
        Answer answer = Http.post(transfers(), good().json("options", "{\"stlyeWeight\": 1}"));
        assertThat(answer.body().path("option").asText()).isEqualTo("stlyeWeight");
        assertThat(answer.body().path("nearest").asText()).isEqualTo("styleWeight");
    }

    @Test
    void anEmptyBodyIsRefusedAtOnce() {
        assertProblem(400, "empty-body", () -> Http.post(at("/v1/images"), "image/png", new byte[0]));
    }

    @Test
    void anotherMediaTypeIsRefusedAtOnce() {
        assertProblem(415, "unsupported-media-type", () -> Http.post(transfers(), "text/plain", new byte[] {'x'}));
    }

    @Test
    void anUnknownTransferIsRefusedAtOnce() {
        assertProblem(404, "transfer-not-found", () -> Http.get(at("/v1/transfers/" + UUID.randomUUID())));
    }

    @Test
    void anOverLongBodyIsRefusedBeforeItIsSent() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", stack.port())) {
            socket.setSoTimeout(5000);
            long start = System.nanoTime();
            socket.getOutputStream()
                    .write(("POST /v1/images HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\nContent-Length: "
                                    + OVER_LONG + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            assertThat(answer.readLine()).startsWith("HTTP/1.1 413");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
            assertThat(answer.lines().anyMatch(line -> line.contains("urn:impasto:problem:body-too-large")))
                    .isTrue();
        }
    }

    @Test
    void anIdempotencyKeyMakesOneTransferAndRefusesAnotherRequest() {
        String key = UUID.randomUUID().toString();
        Multipart first = good().json("options", "{\"size\": 32, \"evaluations\": 1}");
        Answer made = Http.post(transfers(), first, "Idempotency-Key", key);
        Answer again = Http.post(transfers(), first, "Idempotency-Key", key);
        assertThat(made.status()).isEqualTo(202);
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.body().path("id")).isEqualTo(made.body().path("id"));
        Multipart other = good().json("options", "{\"size\": 33, \"evaluations\": 1}");
        assertProblem(422, "idempotency-key-reused", () -> Http.post(transfers(), other, "Idempotency-Key", key));
    }

    @Test
    void memoryStaysFlatWhateverAHeaderClaims() {
        IntStream.range(0, 10).forEach(i -> Http.post(transfers(), content(Pictures.gifBomb())));
        long before = residentMegabytes();
        for (int i = 0; i < 50; i++) {
            Http.post(transfers(), content(Pictures.gifBomb()));
            Http.post(transfers(), content(Pictures.pngClaiming(6000, 6000)));
        }
        assertThat(residentMegabytes() - before).isLessThan(100);
    }

    private static Multipart good() {
        return new Multipart().bytes("content", CONTENT).bytes("style", STYLE);
    }

    private static Multipart content(byte[] bytes) {
        return new Multipart().bytes("content", bytes).bytes("style", STYLE);
    }

    /** The quickest of five tries counts: the machine may be busy with other things, the answer may not. */
    private static void assertProblem(int status, String problem, Supplier<Answer> request) {
        Duration quickest = null;
        for (int i = 0; i < 5; i++) {
            Answer answer = request.get();
            assertThat(answer.body())
                    .as("status %d, %s", answer.status(), answer.contentType())
                    .isNotNull();
            assertThat(answer.body().path("type").asText()).isEqualTo("urn:impasto:problem:" + problem);
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.contentType()).startsWith("application/problem+json");
            assertThat(answer.body().path("status").asInt()).isEqualTo(status);
            assertThat(answer.body().path("title").asText()).isNotBlank();
            quickest = quickest == null || answer.took().compareTo(quickest) < 0 ? answer.took() : quickest;
        }
        assertThat(quickest).isLessThan(ANSWER_LIMIT);
    }

    private URI transfers() {
        return at("/v1/transfers");
    }

    private URI at(String path) {
        return stack.gateway().resolve(path);
    }

    private long residentMegabytes() {
        return stack.parts().stream()
                .filter(part -> part.name().endsWith("-service"))
                .mapToLong(BadInputIT::residentMegabytes)
                .sum();
    }

    private static long residentMegabytes(ChildProcess part) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(part.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .sum();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
