package io.impasto.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

import io.impasto.stack.KafkaBroker;
import io.impasto.stack.ObjectStore;
import io.impasto.stack.Topics;
import io.impasto.stack.tls.Authority;

import static java.util.Map.entry;

/** Starts a real S3 server and a real Kafka broker for the application under test, and hands them to its tests. */
public final class WithStoreAndBroker implements QuarkusTestResourceLifecycleManager {

    private Parts parts;

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory("impasto-storage-it");
            CompletableFuture<KafkaBroker> broker =
                    CompletableFuture.supplyAsync(() -> KafkaBroker.start(folder.resolve("broker")));
            ObjectStore store = ObjectStore.start(folder.resolve("store"));
            parts = new Parts(
                    folder, store, broker.join(), new Authority(Files.createDirectory(folder.resolve("authority"))));
            Topics.create(parts.broker().bootstrapServers());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.ofEntries(
                entry("impasto.s3.endpoint", parts.store().endpoint()),
                // The same store by another name, so that it is seen which one a link bears.
                entry("impasto.s3.public-endpoint", parts.store().endpoint().replace("127.0.0.1", "localhost")),
                entry("impasto.s3.access-key", parts.store().accessKey()),
                entry("impasto.s3.secret-key", parts.store().secretKey()),
                entry("impasto.imports.allowed-subnets", "127.0.0.0/8"),
                entry(
                        "impasto.imports.authorities-file",
                        parts.authority().certificate().toString()),
                entry("impasto.imports.buckets", "inbox"),
                entry("impasto.imports.timeout", "2s"),
                entry("impasto.spool.folder", parts.folder().resolve("spool").toString()),
                entry("impasto.kafka.bootstrap-servers", parts.broker().bootstrapServers()),
                entry("impasto.renditions.pixels", "1000000"),
                entry("impasto.renditions.patience", "50ms"));
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(parts, new TestInjector.MatchesType(Parts.class));
    }

    @Override
    public void stop() {
        if (parts != null) {
            parts.close();
        }
    }
}
