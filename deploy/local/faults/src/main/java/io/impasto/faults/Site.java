package io.impasto.faults;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.impasto.stack.Detour;
import io.impasto.stack.Installation;
import io.impasto.stack.KafkaBroker;
import io.impasto.stack.ObjectStore;
import io.impasto.stack.Ports;
import io.impasto.stack.Service;
import io.impasto.stack.Topics;

/**
 * The whole stack as processes, each of which can be ended, held and started again on its port. The first worker reaches
 * the broker, and all reach the store, through this process.
 */
final class Site implements AutoCloseable {

    /** Workers that are to be hit. */
    static final Map<String, String> HARDY = Map.of(
            // short, so that a held worker's job is another's soon; attempts enough for what is to come
            "IMPASTO_WORKER_LOCK_DURATION", "3s",
            "IMPASTO_WORKER_MAX_ATTEMPTS", "9",
            "IMPASTO_WORKER_CHECKPOINT_INTERVAL", "200ms",
            "IMPASTO_WORKER_PROGRESS_INTERVAL", "100ms");

    private final Path folder;
    private final Map<String, String> workerSettings;
    private final ObjectStore.Keys keys = ObjectStore.Keys.random();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final Crossing brokerLine;
    private final Crossing storeLine;
    private final Unit<KafkaBroker> broker;
    private final Unit<ObjectStore> store;
    private final Unit<Service> storage;
    private final List<Unit<Service>> gateways;
    private final List<Unit<Service>> workers;

    /**
     * Everything is ready when this returns.
     *
     * @param workerSettings beside those that a worker needs to find the others
     */
    Site(Path folder, int workers, Map<String, String> workerSettings) {
        this.folder = folder;
        this.workerSettings = workerSettings;
        try {
            int brokerPort = Ports.free();
            Detour detour = new Detour(Ports.free(), Ports.free());
            brokerLine = opened(new Crossing(detour.advertised(), detour.port()));
            broker =
                    opened(new Unit<>("broker", () -> KafkaBroker.start(folder.resolve("broker"), brokerPort, detour)));
            Topics.create(bootstrapServers());
            int storePort = Ports.free();
            store = opened(new Unit<>("store", () -> ObjectStore.start(folder.resolve("store"), storePort, keys)));
            storeLine = opened(new Crossing(Ports.free(), storePort));
            storage = opened(service("storage-service", "storage-service", storageSettings()));
            this.gateways = List.of(
                    opened(service("gateway-1", "gateway-service", gatewaySettings())),
                    opened(service("gateway-2", "gateway-service", gatewaySettings())));
            this.workers = IntStream.rangeClosed(1, workers)
                    .mapToObj(number -> opened(service("worker-" + number, "transfer-worker/service", worker(number))))
                    .toList();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    String bootstrapServers() {
        return broker.part().bootstrapServers();
    }

    URI storageUrl() {
        return storage.part().url();
    }

    List<URI> gatewayUrls() {
        return gateways.stream().map(gateway -> gateway.part().url()).toList();
    }

    Crossing brokerLine() {
        return brokerLine;
    }

    Crossing storeLine() {
        return storeLine;
    }

    Unit<KafkaBroker> broker() {
        return broker;
    }

    Unit<ObjectStore> store() {
        return store;
    }

    Unit<Service> storage() {
        return storage;
    }

    List<Unit<Service>> gateways() {
        return gateways;
    }

    List<Unit<Service>> workers() {
        return workers;
    }

    /** All that are upgraded with the house, in that order. */
    List<Unit<Service>> services() {
        return Stream.of(List.of(storage), gateways, workers)
                .flatMap(List::stream)
                .toList();
    }

    /** The worker whose line to the broker can be cut. */
    Unit<Service> remoteWorker() {
        return workers.get(0);
    }

    private Unit<Service> service(String name, String module, Map<String, String> settings) {
        Path jar = Installation.current().service(module);
        int port = Ports.free();
        return new Unit<>(name, () -> Service.start(name, jar, folder.resolve("services"), port, settings));
    }

    private Map<String, String> storageSettings() {
        String line = "http://127.0.0.1:" + storeLine.port();
        return Map.of(
                "IMPASTO_KAFKA_BOOTSTRAP_SERVERS", bootstrapServers(),
                "IMPASTO_S3_ENDPOINT", line,
                "IMPASTO_S3_PUBLIC_ENDPOINT", line,
                "IMPASTO_S3_ACCESS_KEY", keys.accessKey(),
                "IMPASTO_S3_SECRET_KEY", keys.secretKey());
    }

    private Map<String, String> gatewaySettings() {
        return Map.of(
                "IMPASTO_KAFKA_BOOTSTRAP_SERVERS", bootstrapServers(),
                "IMPASTO_STORAGE_URL", storageUrl().toString());
    }

    private Map<String, String> worker(int number) {
        Map<String, String> settings = new HashMap<>(workerSettings);
        settings.put(
                "IMPASTO_KAFKA_BOOTSTRAP_SERVERS", number == 1 ? "127.0.0.1:" + brokerLine.port() : bootstrapServers());
        settings.put("IMPASTO_STORAGE_URL", storageUrl().toString());
        settings.put("IMPASTO_WORKER_NAME", "worker-" + number);
        return settings;
    }

    private <T extends AutoCloseable> T opened(T part) {
        opened.add(part);
        return part;
    }

    /** Stops each part before those that it needs. */
    @Override
    public void close() {
        for (int i = opened.size() - 1; i >= 0; i--) {
            try {
                opened.get(i).close();
            } catch (Exception e) {
                throw new IllegalStateException("could not be stopped: " + e.getMessage(), e);
            }
        }
        opened.clear();
    }
}
