package io.impasto.acceptance.hostile;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.impasto.acceptance.Await;
import io.impasto.acceptance.Http;
import io.impasto.acceptance.Http.Answer;
import io.impasto.acceptance.Pictures;
import io.impasto.acceptance.RunningStack;
import io.impasto.acceptance.WithStack;
import io.impasto.acceptance.hostile.Expected.PutAside;
import io.impasto.acceptance.hostile.Expected.Refused;
import io.impasto.stack.client.GatewayClient;
import io.impasto.stack.client.Multipart;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever comes in: a clear answer at once or a dead letter, no memory that stays, and everything else goes on. Addresses
 * that change under way and receivers that redirect are the egress tests' and the gateway's {@code HostileReceiverIT}.
 */
@ExtendWith(WithStack.class)
@Timeout(120)
class HostileInputIT {

    private static final Duration ANSWER_LIMIT = Duration.ofMillis(100);
    private static final long GROWTH_LIMIT_KB = 10 << 10;
    private static final int TRIES = 4;

    private static RunningStack stack;
    private static GatewayClient gateway;
    private static Topic topic;
    private static String ended;
    private static Heap heap;
    private static Map<String, Long> alive;

    @BeforeAll
    static void connect(RunningStack running) {
        stack = running;
        gateway = new GatewayClient(running.gateway());
        topic = new Topic(running.bootstrapServers());
        ended = painted();
        // Whatever is made once and kept is made before the heaps are measured.
        wakeUp();
        heap = new Heap(stack);
        alive = heap.alive();
    }

    @AfterAll
    static void everythingElseGoesOn() {
        topic.close();
        painted();
        nothingIsKept("all of it");
        heap.close();
    }

    static Stream<Case> cases() {
        return Stream.of(UploadCases.all(), RequestCases.all(), RecordCases.all(ended))
                .flatMap(cases -> cases);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void itIsRefusedAtOnceAndCostsNothing(Case hostile) {
        Attack attack = hostile.attack().get();
        if (attack instanceof Attack.Upload upload && hostile.expected() instanceof Expected.Harmless) {
            isTakenAndPainted(upload.file());
        } else if (attack instanceof Attack.Upload upload) {
            isRefused(() -> upload(upload.file()), (Refused) hostile.expected());
        } else if (attack instanceof Attack.Request request) {
            isRefused(() -> Http.send(http(request)), (Refused) hostile.expected());
        } else if (attack instanceof Attack.Bytes bytes) {
            isRefused(() -> Http.exchange(stack.gateway(), bytes.sent()), (Refused) hostile.expected());
        } else {
            isPutAsideOrPassedOver((Attack.Message) attack, hostile.expected());
        }
        if (attack instanceof Attack.Upload) {
            nothingIsKept(hostile.name());
        }
    }

    @Test
    void clientsThatNeverFinishHoldNobodyUp() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                Socket socket = new Socket("127.0.0.1", stack.port());
                slow.add(socket);
                socket.getOutputStream()
                        .write(("POST /v1/images HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\n"
                                        + (i % 2 == 0 ? "Content-Length: 1000\r\n\r\nx" : "Content-Le"))
                                .getBytes(StandardCharsets.US_ASCII));
            }
            isRefused(
                    () -> Http.get(stack.gateway().resolve("/v1/transfers/none")),
                    Refused.as(404, "transfer-not-found"));
            assertThat(upload(Pictures.content(32, 32)).status()).isEqualTo(201);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    /** The quickest of some tries counts: the machine may be busy with other things, the answer may not. */
    private static void isRefused(Supplier<Answer> request, Refused expected) {
        Duration quickest = ANSWER_LIMIT.plusDays(1);
        for (int i = 0; i < TRIES && quickest.compareTo(ANSWER_LIMIT) > 0; i++) {
            Answer answer = request.get();
            assertThat(answer.body())
                    .as("status %d, %s", answer.status(), answer.contentType())
                    .isNotNull();
            assertThat(answer.status()).as("%s", answer.body()).isIn(expected.statuses());
            assertThat(answer.contentType()).startsWith("application/problem+json");
            assertThat(answer.body().path("type").asText().replace("urn:impasto:problem:", ""))
                    .as("%s", answer.body())
                    .isIn(expected.problems());
            assertThat(answer.body().path("detail").asText()).hasSizeBetween(10, 1000);
            quickest = answer.took().compareTo(quickest) < 0 ? answer.took() : quickest;
        }
        assertThat(quickest).isLessThan(ANSWER_LIMIT);
    }

    private static void isTakenAndPainted(byte[] file) {
        Answer taken = upload(file);
        assertThat(taken.status()).as("%s", taken.body()).isIn(200, 201);
        JsonNode end = paint(taken.body().path("id").asText());
        if (!end.path("state").asText().equals("succeeded")) {
            assertThat(end.at("/problem/type").asText()).as("%s", end).startsWith("urn:impasto:problem:");
            assertThat(end.at("/problem/detail").asText()).isNotBlank();
        }
    }

    private static void isPutAsideOrPassedOver(Attack.Message message, Expected expected) {
        JsonNode before = gateway.transfer(ended);
        String name = topic.write(message);
        if (expected instanceof PutAside) {
            topic.awaitPutAside(name);
        } else {
            topic.awaitRead(message.topic());
            assertThat(topic.isPutAside(name)).isFalse();
        }
        assertThat(gateway.transfer(ended)).isEqualTo(before);
    }

    /** A painting that was told to be done may still be put away. */
    private static void nothingIsKept(String after) {
        Await.until(
                "after " + after + " no heap holds 10 MB more than before",
                Duration.ofSeconds(10),
                () -> heap.alive().entrySet().stream()
                        .allMatch(now -> now.getValue() - alive.get(now.getKey()) < GROWTH_LIMIT_KB));
    }

    private static Answer upload(byte[] file) {
        return Http.post(stack.gateway().resolve("/v1/images"), "image/png", file);
    }

    private static HttpRequest http(Attack.Request request) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(stack.gateway() + request.path()));
        request.headers().forEach(builder::header);
        return builder.method(
                        request.method(),
                        request.body().length == 0 && request.method().equals("GET")
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofByteArray(request.body()))
                .build();
    }

    private static String painted() {
        JsonNode end = paint(upload(Pictures.content(64, 64)).body().path("id").asText());
        assertThat(end.path("state").asText()).isEqualTo("succeeded");
        return end.path("id").asText();
    }

    private static JsonNode paint(String content) {
        JsonNode transfer = gateway.submit(new Multipart()
                .text("content", content)
                .bytes("style", Pictures.style(64, 64, 3))
                .json("options", "{\"size\": 32, \"evaluations\": 1}"));
        gateway.follow(transfer.at("/links/events").asText(), event -> {});
        return gateway.transfer(transfer.path("id").asText());
    }

    private static void wakeUp() {
        for (String format : Arrays.asList("png", "jpg", "gif", "bmp", "tiff", "webp")) {
            paint(upload(Disguises.sound(format)).body().path("id").asText());
        }
        for (int i = 0; i < 50; i++) {
            upload(new byte[1 << 20]);
        }
    }
}
