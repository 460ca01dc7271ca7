package io.impasto.worker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.impasto.worker.line.Log;
import io.impasto.worker.line.OtherSystem;
import io.impasto.worker.line.PartsResource;
import io.impasto.worker.settings.KafkaSettings;
import io.impasto.worker.settings.StorageSettings;

import static org.assertj.core.api.Assertions.assertThat;

/** Controls of a transfer whose pictures are still on their way. */
@QuarkusTest
@QuarkusTestResource(PartsResource.class)
class EarlyControlsIT {

    private static final String REQUESTS = "impasto.requests";

    @Inject
    KafkaSettings kafka;

    @Inject
    StorageSettings storage;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer silent;
    private OtherSystem other;
    private Log events;

    @BeforeEach
    void start() throws IOException {
        silent = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        silent.setExecutor(threads);
        silent.createContext("/", exchange -> {
            asked.countDown();
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        silent.start();
        other = new OtherSystem(kafka.bootstrapServers(), storage.url());
        events = new Log(kafka.bootstrapServers(), kafka.eventsTopic());
    }

    @AfterEach
    void stop() {
        over.countDown();
        silent.stop(0);
        threads.shutdownNow();
        events.close();
        other.close();
    }

    @ParameterizedTest
    @CsvSource({"cancel, cancelled", "pause, paused"})
    void areHeededWhileAnAddressKeepsSilent(String verb, String end) throws InterruptedException {
        String transfer = OtherSystem.newTransfer();
        String address = "http://127.0.0.1:" + silent.getAddress().getPort() + "/never.png";
        String data = OtherSystem.data(other.upload(96, 72, 1), address, "{\"size\":64,\"evaluations\":12}");
        other.request(REQUESTS, transfer, UUID.randomUUID().toString(), data);
        assertThat(asked.await(20, TimeUnit.SECONDS))
                .as("the worker asks for it")
                .isTrue();

        other.control(kafka.controlsTopic(), transfer, verb, "early", "{}");

        events.await(transfer, entry -> entry.event().equals(end));
        assertThat(over.getCount()).as("the address is still silent").isOne();
    }
}
