package io.impasto.gateway.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

import io.impasto.stack.KafkaBroker;
import io.impasto.stack.ObjectStore;
import io.impasto.stack.Service;
import io.impasto.stack.Topics;

/** A real broker, a real S3 server and a real storage-service for the one application of this module's tests. */
public final class TestStack implements QuarkusTestResourceLifecycleManager {

    /** What webhooks will be signed with, once receivers have it. */
    public static final String NEXT_SECRET = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

    /** What webhooks are signed with in these tests. */
    public static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static KafkaBroker broker;
    private static ObjectStore store;
    private static Service storage;

    @Override
    public Map<String, String> start() {
        Path folder = folder();
        CompletableFuture<ObjectStore> starting =
                CompletableFuture.supplyAsync(() -> ObjectStore.start(folder.resolve("store")));
        broker = KafkaBroker.start(folder.resolve("broker"));
        Topics.create(broker.bootstrapServers());
        store = starting.join();
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
        return Map.of(
                "quarkus.http.test-port", "0",
                "impasto.kafka.bootstrap-servers", broker.bootstrapServers(),
                "impasto.storage.url", storage.url().toString(),
                "impasto.live.heartbeat", "1S",
                "impasto.queue.backlog.refresh", "0.1S",
                "impasto.webhooks.secrets", NEXT_SECRET + "," + SECRET,
                "impasto.webhooks.allowed-subnets", "127.0.0.0/8",
                "impasto.imports.allowed-subnets", "127.0.0.0/8",
                "impasto.webhooks.retry-delays", "1S,1S",
                "impasto.webhooks.timeout", "2S");
    }

    @Override
    public void stop() {
        for (AutoCloseable part : new AutoCloseable[] {storage, store, broker}) {
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

    public static Service storage() {
        return storage;
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory(Path.of("target").toAbsolutePath(), "stack");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
