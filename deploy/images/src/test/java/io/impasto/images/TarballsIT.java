package io.impasto.images;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.impasto.stack.Installation;
import io.impasto.stack.KafkaBroker;
import io.impasto.stack.ObjectStore;
import io.impasto.stack.Ports;
import io.impasto.stack.Topics;
import io.impasto.stack.client.GatewayClient;
import io.impasto.stack.client.Multipart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The tarballs that {@code ./mvnw -Pimages package} leaves: what is in them, and that it runs. */
class TarballsIT {

    private static final Path BUILT = Path.of("target").toAbsolutePath();
    private static final List<String> NAMES = List.of("gateway-service", "storage-service", "transfer-worker");
    private static final Duration START_LIMIT = Duration.ofSeconds(90);

    @TempDir
    static Path folder;

    private static final Map<String, Unpacked> IMAGES = new LinkedHashMap<>();
    private static final List<Process> RUNNING = new ArrayList<>();

    @BeforeAll
    static void unpack() throws IOException {
        assumeTrue(
                NAMES.stream().allMatch(name -> Files.exists(BUILT.resolve(name + ".tar"))),
                "skipped: ./mvnw -Pimages package makes the images");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        NAMES.forEach(name -> IMAGES.put(name, Unpacked.from(BUILT.resolve(name + ".tar"), folder.resolve(name))));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        RUNNING.forEach(Process::destroy);
        for (Process process : RUNNING) {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"gateway-service, 8080", "storage-service, 8082", "transfer-worker, 8083"})
    void anImageSaysWhatItIs(String name, int port) {
        Unpacked image = IMAGES.get(name);
        assertThat(image.config().path("User").asText()).isEqualTo("10001:10001");
        assertThat(image.config().path("ExposedPorts").fieldNames())
                .toIterable()
                .containsExactly(port + "/tcp");
        assertThat(image.texts("Env")).contains("QUARKUS_HTTP_HOST=0.0.0.0");
        JsonNode labels = image.config().path("Labels");
        assertThat(labels.path("org.opencontainers.image.title").asText()).isEqualTo("impasto/" + name);
        assertThat(labels.path("org.opencontainers.image.licenses").asText()).isEqualTo("Apache-2.0");
        assertThat(labels.fieldNames())
                .toIterable()
                .contains(
                        "org.opencontainers.image.description",
                        "org.opencontainers.image.version",
                        "org.opencontainers.image.revision",
                        "org.opencontainers.image.base.name");
    }

    @ParameterizedTest
    @CsvSource({
        "gateway-service, gateway-service",
        "storage-service, storage-service",
        "transfer-worker, transfer-worker/service"
    })
    void anImageHoldsItsService(String name, String module) throws IOException {
        Unpacked image = IMAGES.get(name);
        Path built = Installation.current().service(module).getParent();
        try (Stream<Path> files = Files.walk(built)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(image.home().resolve(built.relativize(file).toString()))
                        .hasSameBinaryContentAs(file);
            }
        }
        for (String text : List.of("LICENSE", "NOTICE")) {
            assertThat(image.home().resolve(text))
                    .hasSameBinaryContentAs(Installation.current().root().resolve(text));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway-service", "storage-service", "transfer-worker"})
    void theBillOfMaterialsNamesEveryLibrary(String name) throws IOException {
        Unpacked image = IMAGES.get(name);
        JsonNode bill =
                new ObjectMapper().readTree(image.home().resolve("sbom.json").toFile());
        assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
        List<String> named = StreamSupport.stream(bill.path("components").spliterator(), false)
                .map(each ->
                        each.path("group").asText() + "." + each.path("name").asText() + "-"
                                + each.path("version").asText())
                .toList();
        assertThat(Stream.of("/opt/impasto/lib/main", "/opt/impasto/lib/boot").flatMap(lib -> image.jars(lib).stream()))
                .isNotEmpty()
                .allSatisfy(jar -> assertThat(named).anyMatch(jar::startsWith));
    }

    @Test
    void theWorkerHoldsTheCommandLineWithAllOfItsLibraries() throws Exception {
        Unpacked worker = IMAGES.get("transfer-worker");
        List<String> there = Stream.of("/opt/impasto/lib/main", "/opt/impasto/lib/boot", "/opt/impasto/cli")
                .flatMap(lib -> worker.jars(lib).stream())
                .toList();
        try (Stream<Path> libraries =
                Files.list(Installation.current().root().resolve("transfer-worker/engine/target/lib"))) {
            assertThat(libraries.map(jar -> jar.getFileName().toString()))
                    .isNotEmpty()
                    .allSatisfy(
                            jar -> assertThat(there).anyMatch(name -> name.equals(jar) || name.endsWith("." + jar)));
        }
        Path log = folder.resolve("impasto.log");
        Process listing = worker.start(
                List.of(worker.path("/usr/local/bin/impasto").toString(), "model", "list"),
                Map.of(
                        "IMPASTO_HOME",
                        worker.home().toString(),
                        "IMPASTO_MODELS",
                        worker.path("/var/lib/impasto/models").toString()),
                log);
        assertThat(listing.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(log).content().contains("vgg19-slim").doesNotContain("ERROR");
        assertThat(listing.exitValue()).isZero();
    }

    @Test
    void theServicesStartAndPaint() throws Exception {
        KafkaBroker broker = KafkaBroker.start(folder.resolve("broker"));
        ObjectStore store = ObjectStore.start(folder.resolve("store"));
        try {
            Topics.create(broker.bootstrapServers());
            int storage = Ports.free();
            Map<String, String> settings = Map.of(
                    "QUARKUS_HTTP_HOST",
                    "127.0.0.1",
                    "IMPASTO_KAFKA_BOOTSTRAP_SERVERS",
                    broker.bootstrapServers(),
                    "IMPASTO_STORAGE_URL",
                    "http://127.0.0.1:" + storage);
            start(
                    "storage-service",
                    storage,
                    settings,
                    Map.of(
                            "IMPASTO_S3_ENDPOINT", store.endpoint(),
                            "IMPASTO_S3_ACCESS_KEY", store.accessKey(),
                            "IMPASTO_S3_SECRET_KEY", store.secretKey(),
                            "IMPASTO_S3_BUCKET", "impasto"));
            int gateway = Ports.free();
            start("gateway-service", gateway, settings, Map.of());
            int worker = Ports.free();
            start("transfer-worker", worker, settings, Map.of("IMPASTO_WORKER_NAME", "image"));
            awaitHealthy("storage-service", storage);
            awaitHealthy("gateway-service", gateway);
            awaitHealthy("transfer-worker", worker);

            GatewayClient client = new GatewayClient(URI.create("http://127.0.0.1:" + gateway));
            Path samples = Installation.current().samples();
            String id = client.submit(new Multipart()
                            .file("content", samples.resolve("town.jpg"))
                            .file("style", samples.resolve("mosaic.jpg"))
                            .json("options", "{\"size\": 64, \"evaluations\": 5}"))
                    .path("id")
                    .asText();
            await().atMost(START_LIMIT)
                    .until(() -> client.transfer(id).path("state").asText().equals("succeeded"));
        } finally {
            stop();
            broker.kill();
            store.kill();
        }
    }

    private static void start(String name, int port, Map<String, String> settings, Map<String, String> own)
            throws IOException {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.putAll(own);
        all.put("QUARKUS_HTTP_PORT", String.valueOf(port));
        RUNNING.add(IMAGES.get(name).start(all, folder.resolve(name + ".log")));
    }

    /** As Docker asks. */
    private static void awaitHealthy(String name, int port) {
        Path log = folder.resolve(name + "-health.log");
        await(name).atMost(START_LIMIT).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            Process check = IMAGES.get(name)
                    .start(
                            List.of(
                                    "java",
                                    "-cp",
                                    "health/classes",
                                    Health.class.getName(),
                                    "http://127.0.0.1:" + port + "/q/health/ready"),
                            Map.of(),
                            log);
            assertThat(check.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(check.exitValue())
                    .as(() -> read(log) + read(folder.resolve(name + ".log")))
                    .isZero();
        });
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
