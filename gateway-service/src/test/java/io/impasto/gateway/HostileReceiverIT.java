package io.impasto.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.impasto.gateway.stack.Client;
import io.impasto.gateway.stack.OpenApi;
import io.impasto.gateway.stack.TestStack;
import io.impasto.gateway.stack.Topic;
import io.impasto.gateway.stack.Worker;
import io.impasto.stack.tls.Authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Receivers of webhooks that mean harm, or are broken, cost neither time nor memory without end. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
class HostileReceiverIT {

    private static final Duration BOUND = Duration.ofSeconds(30);
    /** More than the buffers of both ends hold. */
    private static final long MOST_BYTES = 64L << 20;

    /** What a receiver answers: first this, then the other again and again, with pauses. */
    private enum Manner {
        SILENT("", "", 200, "it did not answer in time"),
        DRIPPING_HEADERS("HTTP/1.1 200 OK\r\nx: ", "a", 200, "it did not answer in time"),
        PUTTING_OFF("", "HTTP/1.1 102 Processing\r\n\r\n", 200, "it answered 102"),
        CONTINUING("", "HTTP/1.1 100 Continue\r\n\r\n", 200, "it did not answer in time"),
        ENDLESS_HEADERS("HTTP/1.1 200 OK\r\n", "x: " + "a".repeat(1000) + "\r\n", 0, "the connection failed"),
        NO_HTTP("220 mail.example ESMTP\r\n", "250 OK\r\n", 200, "the connection failed"),
        ENDLESS_BODY("HTTP/1.1 200 OK\r\ncontent-length: 999999999999\r\n\r\n", "a".repeat(10_000), 0, null);

        private final String first;
        private final String then;
        private final int pause;
        private final String error;

        Manner(String first, String then, int pause, String error) {
            this.first = first;
            this.then = then;
            this.pause = pause;
            this.error = error;
        }
    }

    @TestHTTPResource
    URI base;

    @TempDir
    Path folder;

    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong written = new AtomicLong();
    private final AtomicInteger calls = new AtomicInteger();
    private ExecutorService threads;
    private ServerSocket receiver;
    private Worker worker;
    private Client client;

    @BeforeEach
    void start() throws IOException {
        threads = Executors.newCachedThreadPool();
        receiver = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        worker = new Worker();
        client = new Client(base, new OpenApi());
    }

    @AfterEach
    void stop() throws IOException {
        receiver.close();
        threads.shutdownNow();
        worker.close();
    }

    @ParameterizedTest
    @EnumSource(Manner.class)
    void aHostileAnswerCostsABoundedTimeAndSize(Manner manner) {
        threads.execute(() -> accept(manner));
        UUID id = client.submit("{}", "http://127.0.0.1:" + receiver.getLocalPort() + "/");
        worker.failed(id, 1);
        String attempt = afterTheFirstAttempt(id);
        if (manner.error == null) {
            assertThat(attempt).contains("\"outcome\":\"delivered\"");
        } else {
            assertThat(attempt).contains(manner.error).doesNotContain("delivered");
        }
        await().atMost(BOUND).until(() -> calls.get() > 0 && open.isEmpty());
        assertThat(written.get()).isLessThan(MOST_BYTES);
    }

    @Test
    void aReceiverThatSpeaksNoTlsIsNotTold() {
        threads.execute(() -> accept(Manner.NO_HTTP));
        UUID id = client.submit("{}", "https://127.0.0.1:" + receiver.getLocalPort() + "/");
        worker.failed(id, 1);
        assertThat(afterTheFirstAttempt(id)).contains("the connection failed");
        await().atMost(BOUND).until(open::isEmpty);
    }

    @Test
    void aReceiverThatCannotShowWhoItIsIsNotTold() throws Exception {
        Authority trusted = TestStack.authority();
        assertNotTold(trusted.certify("dns:other.example"), "its certificate is for another name");
        assertNotTold(trusted.certifyInThePast("dns:localhost"), "its certificate has expired, or is not valid yet");
        assertNotTold(
                new Authority(folder).certify("dns:localhost"),
                "no authority that is trusted vouches for its certificate");
    }

    private void assertNotTold(SSLContext tls, String why) throws IOException {
        HttpsServer secure = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(tls));
        secure.createContext("/", exchange -> {
            calls.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        secure.start();
        try {
            UUID id = client.submit(
                    "{}", "https://localhost:" + secure.getAddress().getPort() + "/");
            worker.failed(id, 1);
            assertThat(afterTheFirstAttempt(id)).contains("\"error\":\"" + why + "\"");
            assertThat(Client.json(client.get("/v1/transfers/" + id + "/deliveries"))
                            .toString())
                    .contains(why);
            assertThat(calls).hasValue(0);
        } finally {
            secure.stop(0);
        }
    }

    private String afterTheFirstAttempt(UUID id) {
        return await().atMost(BOUND)
                .until(
                        () -> Topic.records("impasto.deliveries").stream()
                                .filter(record -> id.toString().equals(record.key()))
                                .map(record -> record.value())
                                .filter(value -> value.contains("\"attempt\":1"))
                                .findFirst()
                                .orElse(null),
                        value -> value != null);
    }

    private void accept(Manner manner) {
        while (!receiver.isClosed()) {
            try {
                Socket caller = receiver.accept();
                open.add(caller);
                calls.incrementAndGet();
                CountDownLatch asked = new CountDownLatch(1);
                threads.execute(() -> drain(caller, asked));
                threads.execute(() -> answer(caller, asked, manner));
            } catch (IOException closed) {
                return;
            }
        }
    }

    /** Reads until the caller hangs up. */
    private void drain(Socket caller, CountDownLatch asked) {
        try (InputStream in = caller.getInputStream()) {
            in.read();
            asked.countDown();
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException reset) {
            // As good an end as the other.
        } finally {
            open.remove(caller);
            asked.countDown();
        }
    }

    /** Answers once something was asked: what comes before is no answer, and a client may hang up on it. */
    private void answer(Socket caller, CountDownLatch asked, Manner manner) {
        try (OutputStream out = caller.getOutputStream()) {
            asked.await();
            out.write(manner.first.getBytes(StandardCharsets.US_ASCII));
            byte[] more = manner.then.getBytes(StandardCharsets.US_ASCII);
            while (open.contains(caller)) {
                out.write(more);
                out.flush();
                written.addAndGet(more.length);
                Thread.sleep(manner.pause);
            }
        } catch (IOException | InterruptedException hungUp) {
            // The caller has enough.
        }
    }
}
