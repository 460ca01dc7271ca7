package io.impasto.worker.line;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

import io.impasto.stack.KafkaBroker;
import io.impasto.stack.ObjectStore;
import io.impasto.stack.Ports;
import io.impasto.stack.Service;
import io.impasto.stack.Topics;

/** Broker, store and storage-service as processes over a temporary folder. */
public final class Parts implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Path folder;
    private ObjectStore store;
    private Service storage;
    private KafkaBroker broker;

    private Parts(Path folder, KafkaBroker broker, ObjectStore store, Service storage) {
        this.folder = folder;
        this.broker = broker;
        this.store = store;
        this.storage = storage;
    }

    /** All of them, ready. */
    public static Parts start() {
        Path folder = temporary();
        KafkaBroker broker = KafkaBroker.start(folder.resolve("broker"));
        Topics.create(broker.bootstrapServers());
        ObjectStore store = ObjectStore.start(folder.resolve("store"));
        return new Parts(folder, broker, store, storage(folder, Ports.free(), broker, store));
    }

    private static Service storage(Path folder, int port, KafkaBroker broker, ObjectStore store) {
        return Service.start(
                "storage-service",
                jar("storage-service"),
                folder,
                port,
                Map.of(
                        "IMPASTO_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers(),
                        "IMPASTO_S3_ENDPOINT", store.endpoint(),
                        "IMPASTO_S3_PUBLIC_ENDPOINT", store.endpoint(),
                        "IMPASTO_IMPORTS_ALLOWED_SUBNETS", "127.0.0.0/8",
                        "IMPASTO_S3_ACCESS_KEY", store.accessKey(),
                        "IMPASTO_S3_SECRET_KEY", store.secretKey()));
    }

    /** Kills storage-service, and starts it again on its port once something has happened. */
    public void withoutStorage(Runnable happening) {
        int port = storage.port();
        storage.kill();
        try {
            happening.run();
        } finally {
            storage = storage(folder, port, broker, store);
        }
    }

    /** Stops the store, and starts it again on its port once something has happened. */
    public void withoutStore(Runnable happening) {
        ObjectStore.Keys keys = new ObjectStore.Keys(store.accessKey(), store.secretKey());
        int port = store.port();
        store.close();
        try {
            happening.run();
        } finally {
            store = ObjectStore.start(folder.resolve("store"), port, keys);
        }
    }

    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    public URI storage() {
        return storage.url();
    }

    /** A worker as a process of its own; ready when this returns. */
    public Service worker(String name, Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(environment(name));
        environment.putAll(settings);
        return Service.start(name, jar("transfer-worker/service"), folder, environment);
    }

    /** The same; later ones start sooner, but its own end takes longer. */
    public Service workerKeepingClasses(String name) {
        return Service.startKeepingClasses(name, jar("transfer-worker/service"), folder, environment(name));
    }

    private Map<String, String> environment(String name) {
        return Map.of(
                "IMPASTO_KAFKA_BOOTSTRAP_SERVERS", bootstrapServers(),
                "IMPASTO_STORAGE_URL", storage().toString(),
                "IMPASTO_WORKER_NAME", name);
    }

    /** The status by which a worker says whether it is ready: 200, or 503. */
    public static int ready(Service worker) {
        HttpRequest request =
                HttpRequest.newBuilder(worker.url().resolve("/q/health/ready")).build();
        return HTTP.sendAsync(request, BodyHandlers.discarding()).join().statusCode();
    }

    /** Stops the broker in an orderly way, and starts it again on its port once something has happened. */
    public void withoutBroker(Runnable happening) {
        int port = broker.port();
        broker.close();
        try {
            happening.run();
        } finally {
            broker = KafkaBroker.start(folder.resolve("broker"), port);
        }
    }

    private static Path jar(String module) {
        return Path.of(System.getProperty("impasto.root"), module, "target", "quarkus-app", "quarkus-run.jar");
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("impasto-worker");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        storage.close();
        store.close();
        broker.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
