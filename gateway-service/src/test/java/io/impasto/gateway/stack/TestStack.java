package io.impasto.gateway.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

import io.impasto.stack.Detour;
import io.impasto.stack.KafkaBroker;
import io.impasto.stack.ObjectStore;
import io.impasto.stack.Ports;
import io.impasto.stack.Service;
import io.impasto.stack.Topics;
import io.impasto.stack.tls.Authority;

import static java.util.Map.entry;

/** A real broker, a real S3 server and a real storage-service for the one application of this module's tests. */
public final class TestStack implements QuarkusTestResourceLifecycleManager {

    /** What webhooks will be signed with, once receivers have it. */
    public static final String NEXT_SECRET = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

    /** What webhooks are signed with in these tests. */
    public static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static KafkaBroker broker;
    private static Line line;
    private static ObjectStore store;
    private static Service storage;
    private static Authority authority;

    @Override
    public Map<String, String> start() {
        Path folder = folder();
        CompletableFuture<ObjectStore> starting =
                CompletableFuture.supplyAsync(() -> ObjectStore.start(folder.resolve("store")));
        Detour detour = new Detour(Ports.free(), Ports.free());
        broker = KafkaBroker.start(folder.resolve("broker"), Ports.free(), detour);
        line = new Line(detour.advertised(), detour.port());
        Topics.create(broker.bootstrapServers());
        store = starting.join();
        authority = new Authority(folder);
        storage = Service.start(
                "storage",
                Path.of(System.getProperty("impasto.root"), "storage-service/target/quarkus-app/quarkus-run.jar"),
                folder.resolve("storage"),
                Map.of(
                        "IMPASTO_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers(),
                        "IMPASTO_S3_ENDPOINT", store.endpoint(),
                        "IMPASTO_S3_ACCESS_KEY", store.accessKey(),
                        "IMPASTO_S3_SECRET_KEY", store.secretKey(),
                        "IMPASTO_IMPORTS_ALLOWED_SUBNETS", "127.0.0.0/8"));
        return Map.ofEntries(
                entry("quarkus.http.test-port", "0"),
                entry("impasto.kafka.bootstrap-servers", "127.0.0.1:" + detour.advertised()),
                entry("impasto.storage.url", storage.url().toString()),
                entry("impasto.live.heartbeat", "1S"),
                entry("impasto.queue.backlog.refresh", "0.1S"),
                entry("impasto.webhooks.secrets", NEXT_SECRET + "," + SECRET),
                entry("impasto.webhooks.allowed-subnets", "127.0.0.0/8"),
                entry(
                        "impasto.webhooks.authorities-file",
                        authority.certificate().toString()),
                entry("impasto.imports.allowed-subnets", "127.0.0.0/8"),
                entry("impasto.webhooks.retry-delays", "1S,1S"),
                entry("impasto.webhooks.timeout", "2S"));
    }

    @Override
    public void stop() {
        for (AutoCloseable part : new AutoCloseable[] {storage, store, line, broker}) {
            try {
                if (part != null) {
                    part.close();
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    public static KafkaBroker broker() {
        return broker;
    }

    /** What lies between the gateway and the broker; nobody else uses it. */
    public static Line line() {
        return line;
    }

    public static Service storage() {
        return storage;
    }

    /** Whom webhooks believe besides the authorities of the JVM. */
    public static Authority authority() {
        return authority;
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory(Path.of("target").toAbsolutePath(), "stack");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
