package io.impasto.gateway.bodies;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.impasto.gateway.problems.BareErrors;

import static org.assertj.core.api.Assertions.assertThat;

/** A house with one place for a body of 20 bytes at most; what it is sent comes back. */
@Timeout(30)
class HeldBodyIT {

    private static final int LIMIT = 20;

    private Vertx vertx;
    private HttpServer server;

    @BeforeEach
    void open() {
        vertx = Vertx.vertx();
        HeldBody held = new HeldBody(new BodyPlaces(new OnePlace()), new BareErrors(new ObjectMapper()));
        Router router = Router.router(vertx);
        router.post("/").handler(context -> held.take(context, LIMIT));
        router.post("/").handler(context -> context.response().end(Buffer.buffer(HeldBody.bytes(context))));
        server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void whoFindsNoPlaceIsToldSoAndKeepsTheConnection() throws IOException {
        try (Socket first = connected();
                Socket second = connected()) {
            send(first, "POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 10\r\n\r\nhalf ");
            String refused = "";
            // until the other one's headers are read
            while (!refused.startsWith("HTTP/1.1 503")) {
                send(second, "POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 3\r\n\r\nall");
                refused = answer(second);
            }
            assertThat(refused)
                    .containsIgnoringCase("Retry-After: 2")
                    .contains("Try again soon")
                    .doesNotContainIgnoringCase("connection: close");
            send(first, "of it");
            assertThat(answer(first)).endsWith("half of it");
            send(second, "POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 3\r\n\r\nall");
            assertThat(answer(second)).startsWith("HTTP/1.1 200").endsWith("all");
        }
    }

    @Test
    void aBodyThatTurnsOutLongerThanAllowedEndsTheConnection() throws IOException {
        try (Socket socket = connected()) {
            send(
                    socket,
                    "POST / HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n15\r\n" + "x".repeat(21)
                            + "\r\n");
            assertThat(answer(socket)).startsWith("HTTP/1.1 413").containsIgnoringCase("connection: close");
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void aBodyOfNothingIsNone() throws IOException {
        try (Socket socket = connected()) {
            send(socket, "POST / HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
            assertThat(answer(socket)).startsWith("HTTP/1.1 400").contains("empty-body");
        }
    }

    private Socket connected() throws IOException {
        return new Socket("127.0.0.1", server.actualPort());
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Headers and a body of the length that they tell. */
    private static String answer(Socket socket) throws IOException {
        StringBuilder text = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (text.indexOf("\r\n\r\n") < 0) {
            text.append((char) in.read());
        }
        int length = text.toString()
                .lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst()
                .orElse(0);
        return text + new String(in.readNBytes(length), StandardCharsets.US_ASCII);
    }

    private static final class OnePlace implements BodiesConfig {
        @Override
        public long maxFormBytes() {
            return LIMIT;
        }

        @Override
        public long maxImageBytes() {
            return LIMIT;
        }

        @Override
        public long maxJsonBytes() {
            return LIMIT;
        }

        @Override
        public int maxConcurrent() {
            return 1;
        }

        @Override
        public String directory() {
            return "";
        }
    }
}
