package io.impasto.stack;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

import io.impasto.stack.process.JavaCommand;

/** Which part gets which port, memory and configuration. */
final class Plan {

    private static final String BUCKET = "impasto";
    /** Painting takes whatever is left: brokers, store and gateways have little to do, but at once. */
    private static final int WORKERS_NICENESS = 10;

    private final Installation installation;
    private final StackOptions options;
    private final int brokerPort = Ports.free();
    private final int storePort = Ports.free();
    private final int storagePort = Ports.free();

    Plan(Installation installation, StackOptions options) {
        this.installation = installation;
        this.options = options;
    }

    String bootstrapServers() {
        return "127.0.0.1:" + brokerPort;
    }

    URI storage() {
        return URI.create("http://127.0.0.1:" + storagePort);
    }

    Part broker(Path folder) {
        return KafkaBroker.launch(folder, brokerPort);
    }

    Part store(Path folder, Secrets secrets) {
        return ObjectStore.launch(folder, storePort, secrets.store());
    }

    Part storageService(Path folder, Secrets secrets) {
        String store = "http://127.0.0.1:" + storePort;
        return Service.launch(
                "storage-service",
                command("storage-service").with("-Xms32m", "-Xmx256m"),
                folder,
                storagePort,
                Map.of(
                        "IMPASTO_KAFKA_BOOTSTRAP_SERVERS",
                        bootstrapServers(),
                        "IMPASTO_S3_ENDPOINT",
                        store,
                        "IMPASTO_S3_PUBLIC_ENDPOINT",
                        store,
                        "IMPASTO_S3_ACCESS_KEY",
                        secrets.store().accessKey(),
                        "IMPASTO_S3_SECRET_KEY",
                        secrets.store().secretKey(),
                        "IMPASTO_S3_BUCKET",
                        BUCKET,
                        "IMPASTO_IMPORTS_ALLOWED_SUBNETS",
                        "127.0.0.0/8"));
    }

    Part gatewayService(Path folder, Secrets secrets) {
        return Service.launch(
                "gateway-service",
                command("gateway-service").with("-Xms32m", "-Xmx256m"),
                folder,
                options.port(),
                Map.of(
                        "IMPASTO_KAFKA_BOOTSTRAP_SERVERS", bootstrapServers(),
                        "IMPASTO_STORAGE_URL", storage().toString(),
                        "IMPASTO_WEBHOOKS_SECRET", secrets.webhooks(),
                        "IMPASTO_WEBHOOKS_ALLOWED_SUBNETS", "127.0.0.0/8",
                        "IMPASTO_IMPORTS_ALLOWED_SUBNETS", "127.0.0.0/8"));
    }

    Part transferWorker(Path folder, int number) {
        String name = "transfer-worker-" + number;
        // the optimiser's loops run in Java: they want the second compiler
        JavaCommand command = command("transfer-worker/service")
                .with("-XX:TieredStopAtLevel=4", "-Xms48m", "-Xmx1g", "--enable-native-access=ALL-UNNAMED")
                .standingBack(WORKERS_NICENESS);
        return Service.launch(
                name,
                command,
                folder,
                Ports.free(),
                Map.of(
                        "IMPASTO_KAFKA_BOOTSTRAP_SERVERS", bootstrapServers(),
                        "IMPASTO_STORAGE_URL", storage().toString(),
                        "IMPASTO_WORKER_NAME", name));
    }

    private JavaCommand command(String module) {
        return JavaCommand.ofJar(installation.service(module));
    }
}
