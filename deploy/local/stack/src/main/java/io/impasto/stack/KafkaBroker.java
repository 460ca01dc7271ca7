package io.impasto.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.Uuid;

import io.impasto.stack.process.ChildProcess;
import io.impasto.stack.process.JavaCommand;
import io.impasto.stack.process.Readiness;

/**
 * A real Kafka broker (KRaft, broker and controller in one process) over a folder, on loopback.
 *
 * <p>A folder is formatted on its first start; a later start finds all records, groups and topics again, on any port.
 */
public final class KafkaBroker implements Part {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final ChildProcess process;
    private final int port;

    private KafkaBroker(ChildProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /** A broker on a free port, ready when this returns. */
    public static KafkaBroker start(Path folder) {
        return start(folder, Ports.free());
    }

    /**
     * A broker on the given port, ready when this returns.
     *
     * @throws io.impasto.stack.process.PartFailure if it does not become ready
     */
    public static KafkaBroker start(Path folder, int port) {
        return start(folder, port, Optional.empty());
    }

    /** The same with a second way in, for clients whose line to the broker is to be cut. */
    public static KafkaBroker start(Path folder, int port, Detour detour) {
        return start(folder, port, Optional.of(detour));
    }

    private static KafkaBroker start(Path folder, int port, Optional<Detour> detour) {
        KafkaBroker broker = launch(folder, port, detour);
        try {
            broker.awaitReady();
            return broker;
        } catch (RuntimeException e) {
            broker.kill();
            throw e;
        }
    }

    static KafkaBroker launch(Path folder, int port) {
        return launch(folder, port, Optional.empty());
    }

    private static KafkaBroker launch(Path folder, int port, Optional<Detour> detour) {
        Path lib = Installation.current().brokerLibraries();
        try {
            Files.createDirectories(folder);
            Path properties = folder.resolve("broker.properties");
            Files.writeString(properties, BrokerProperties.of(folder, port, Ports.free(), detour));
            if (!Files.exists(folder.resolve("data/meta.properties"))) {
                format(folder, lib, properties);
            }
            JavaCommand command = JavaCommand.ofFolder(lib, "kafka.Kafka", List.of(properties.toString()))
                    .with(LOGGING)
                    .with("-Xms48m", "-Xmx256m")
                    .keepingClasses();
            return new KafkaBroker(ChildProcess.start("broker", command, folder, Map.of()), port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void awaitReady() {
        process.awaitReady(Readiness.port(port).then(this::answers), START_LIMIT);
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    @Override
    public ChildProcess process() {
        return process;
    }

    private boolean answers() {
        Map<String, Object> config = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 1000,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 2000);
        try (Admin admin = Admin.create(config)) {
            return !admin.describeCluster(new DescribeClusterOptions().timeoutMs(2000))
                    .nodes()
                    .get(3, TimeUnit.SECONDS)
                    .isEmpty();
        } catch (ExecutionException | TimeoutException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void format(Path folder, Path lib, Path properties) {
        List<String> arguments = List.of(
                "format", "-t", Uuid.randomUuid().toString(), "-c", properties.toString(), "--ignore-formatted");
        JavaCommand command = JavaCommand.ofFolder(lib, "kafka.tools.StorageTool", arguments)
                .with(LOGGING)
                .with("-Xmx64m");
        ChildProcess.start("broker-format", command, folder, Map.of()).awaitDone(START_LIMIT);
    }

    private static final String[] LOGGING = {
        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
        "-Dorg.slf4j.simpleLogger.showDateTime=true",
        "-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS",
        "-Dorg.slf4j.simpleLogger.log.kafka.server.KafkaRaftServer=info"
    };
}
