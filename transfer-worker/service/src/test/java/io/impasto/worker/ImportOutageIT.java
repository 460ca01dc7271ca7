package io.impasto.worker;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.impasto.stack.Service;
import io.impasto.stack.Topics;
import io.impasto.worker.line.Log;
import io.impasto.worker.line.Log.Entry;
import io.impasto.worker.line.OtherSystem;
import io.impasto.worker.line.Parts;

import static org.assertj.core.api.Assertions.assertThat;

/** What happens to a transfer while its picture is being fetched is no fault of the picture. */
class ImportOutageIT {

    private static Parts parts;
    private static Service worker;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch answering = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer site;
    private OtherSystem other;
    private Log events;

    @BeforeAll
    static void startParts() {
        parts = Parts.start();
        worker = parts.worker(
                "easel",
                Map.of(
                        "IMPASTO_WORKER_PATIENCE", "8s",
                        "IMPASTO_WORKER_LOCK_DURATION", "5s",
                        "IMPASTO_STORAGE_IMPORT_TIMEOUT", "5s"));
    }

    @AfterAll
    static void stopParts() {
        worker.close();
        parts.close();
    }

    @BeforeEach
    void start() throws IOException {
        ByteArrayOutputStream picture = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB), "png", picture);
        site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site.setExecutor(threads);
        site.createContext("/", exchange -> {
            asked.countDown();
            try {
                answering.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.sendResponseHeaders(200, picture.size());
            exchange.getResponseBody().write(picture.toByteArray());
            exchange.close();
        });
        site.start();
        other = new OtherSystem(parts.bootstrapServers(), parts.storage());
        events = new Log(parts.bootstrapServers(), Topics.EVENTS);
    }

    @AfterEach
    void stop() {
        answering.countDown();
        site.stop(0);
        threads.shutdownNow();
        events.close();
        other.close();
    }

    @Test
    void anImportThatOutlastsTheWorkersWaitReleasesTheAttempt() throws InterruptedException {
        String transfer = requested();
        assertThat(released(transfer).data().path("reason").asText()).contains("storage-service does not answer");
        answering.countDown();
        endsWell(transfer);
    }

    @Test
    void anImportThatStorageServiceDiesOverReleasesTheAttempt() throws InterruptedException {
        String transfer = requested();
        assertThat(Parts.ready(worker)).as("busy is well").isEqualTo(200);
        parts.withoutStorage(() -> {
            answering.countDown();
            assertThat(released(transfer).data().path("reason").asText()).contains("storage-service does not answer");
            assertThat(Parts.ready(worker)).isEqualTo(503);
        });
        endsWell(transfer);
        assertThat(Parts.ready(worker)).isEqualTo(200);
    }

    @Test
    void anImportThatTheStoreIsAwayForReleasesTheAttempt() throws InterruptedException {
        String transfer = requested();
        parts.withoutStore(() -> {
            answering.countDown();
            assertThat(released(transfer).data().path("reason").asText()).contains("503");
            assertThat(Parts.ready(worker))
                    .as("it could not store what it paints")
                    .isEqualTo(503);
        });
        endsWell(transfer);
    }

    /** Its picture is being fetched when this returns. */
    private String requested() throws InterruptedException {
        String transfer = OtherSystem.newTransfer();
        String address = "http://127.0.0.1:" + site.getAddress().getPort() + "/picture.png";
        String data = OtherSystem.data(address, other.upload(80, 80, 2), "{\"size\":64,\"evaluations\":2}");
        other.request(Topics.REQUESTS, transfer, UUID.randomUUID().toString(), data);
        assertThat(asked.await(60, TimeUnit.SECONDS)).as("it is asked for").isTrue();
        return transfer;
    }

    private Entry released(String transfer) {
        return events.await(transfer, entry -> entry.event().equals("released"));
    }

    private void endsWell(String transfer) {
        List<Entry> told = events.awaitEnd(transfer);
        Entry last = told.get(told.size() - 1);
        assertThat(last.event()).isEqualTo("completed");
        assertThat(last.data().path("attempt").asInt()).isGreaterThan(1);
    }
}
