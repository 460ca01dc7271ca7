package io.impasto.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.impasto.acceptance.Collector.Seen;
import io.impasto.stack.Installation;
import io.impasto.stack.KafkaBroker;
import io.impasto.stack.ObjectStore;
import io.impasto.stack.Ports;
import io.impasto.stack.Service;
import io.impasto.stack.Topics;
import io.impasto.stack.client.Multipart;

import static org.assertj.core.api.Assertions.assertThat;

/** A transfer can be followed from its submission to its webhook: in a collector of spans, and in the logs of all services. */
@Timeout(180)
class TracesIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CALLER = "00f067aa0ba902b7";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder =
            Path.of("target", "traces", UUID.randomUUID().toString()).toAbsolutePath();
    private final Path logs = folder.resolve("services");
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private Collector collector;
    private WebhookReceiver shop;
    private Service gateway;

    @BeforeEach
    void start() throws Exception {
        collector = opened(new Collector());
        shop = opened(new WebhookReceiver());
        CompletableFuture<KafkaBroker> starting =
                CompletableFuture.supplyAsync(() -> KafkaBroker.start(folder.resolve("broker")));
        ObjectStore store = opened(ObjectStore.start(folder.resolve("store")));
        KafkaBroker broker = opened(starting.join());
        Topics.create(broker.bootstrapServers());
        int storagePort = Ports.free();
        String storage = "http://127.0.0.1:" + storagePort;
        List<CompletableFuture<Service>> services = List.of(
                service(
                        "storage-service",
                        storagePort,
                        broker,
                        Map.of(
                                "IMPASTO_S3_ENDPOINT", store.endpoint(),
                                "IMPASTO_S3_ACCESS_KEY", store.accessKey(),
                                "IMPASTO_S3_SECRET_KEY", store.secretKey())),
                service("transfer-worker/service", Ports.free(), broker, Map.of("IMPASTO_STORAGE_URL", storage)),
                service(
                        "gateway-service",
                        Ports.free(),
                        broker,
                        Map.of(
                                "IMPASTO_STORAGE_URL", storage,
                                "IMPASTO_WEBHOOKS_SECRETS", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                                "IMPASTO_WEBHOOKS_RETRY_DELAYS", "1S",
                                "IMPASTO_WEBHOOKS_ALLOWED_SUBNETS", "127.0.0.0/8")));
        for (CompletableFuture<Service> each : services) {
            gateway = each.join();
            // All is seen by then, and going quietly takes them seconds.
            opened.push(gateway::kill);
        }
    }

    @AfterEach
    void stop() throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }

    @Test
    void aTransferIsFollowedFromItsSubmissionToItsWebhook() throws Exception {
        shop.answer(503);
        Multipart order = new Multipart()
                .bytes("content", Pictures.content(64, 48))
                .bytes("style", Pictures.style(64, 48, 1))
                .json("options", "{\"size\":64,\"evaluations\":3}")
                .text("webhook", shop.address().toString());
        Http.Answer accepted = Http.post(
                gateway.url().resolve("/v1/transfers"), order, "traceparent", "00-" + TRACE + "-" + CALLER + "-01");
        assertThat(accepted.status()).isEqualTo(202);
        String transfer = accepted.body().path("id").asText();
        assertThat(shop.next((int) LIMIT.toSeconds()))
                .as("the sending that is refused")
                .isNotNull();
        shop.answer(204);
        WebhookReceiver.Delivery told = shop.next((int) LIMIT.toSeconds());
        assertThat(told).isNotNull();
        Await.until(
                "all spans came",
                LIMIT,
                () -> named("POST webhook").size() == 2 && named("paint").size() == 1);

        Seen submission = only("POST /v1/transfers");
        assertThat(submission.service()).isEqualTo("gateway");
        assertThat(submission.kind()).isEqualTo(SpanKind.SPAN_KIND_SERVER);
        assertThat(submission.parent()).isEqualTo(CALLER);
        assertThat(submission.attributes()).containsEntry("http.response.status_code", "202");
        Seen painting = only("paint");
        assertThat(painting.service()).isEqualTo("worker");
        assertThat(painting.kind()).isEqualTo(SpanKind.SPAN_KIND_CONSUMER);
        assertThat(painting.parent()).isEqualTo(submission.id());
        assertThat(painting.attributes())
                .containsEntry("impasto.transfer", transfer)
                .containsEntry("impasto.outcome", "completed");
        assertThat(List.of(only("load"), only("compute"), only("store")))
                .extracting(Seen::parent)
                .containsOnly(painting.id());
        assertThat(spans("storage")).extracting(Seen::parent).contains(submission.id(), painting.id());
        List<Seen> sendings = named("POST webhook");
        assertThat(sendings).extracting(Seen::kind).containsOnly(SpanKind.SPAN_KIND_CLIENT);
        assertThat(sendings).extracting(Seen::parent).containsOnly(submission.id());
        Seen webhook = sendings.get(1);
        assertThat(told.headers().get("Traceparent")).containsExactly("00-" + TRACE + "-" + webhook.id() + "-01");

        assertThat(lines("worker"))
                .filteredOn(line -> line.path("message").asText().contains(transfer))
                .isNotEmpty()
                .allSatisfy(line -> {
                    assertThat(line.at("/mdc/traceId").asText()).isEqualTo(TRACE);
                    assertThat(line.at("/mdc/spanId").asText()).isEqualTo(painting.id());
                });
        for (String service : List.of("gateway", "storage")) {
            assertThat(lines(service))
                    .allSatisfy(line -> assertThat(line.path("level").asText()).isNotEmpty());
        }
    }

    private Seen only(String name) {
        assertThat(named(name)).as(name).hasSize(1);
        return named(name).get(0);
    }

    /** Spans of the trace, as they came. */
    private List<Seen> named(String name) {
        return ofTrace().filter(span -> span.name().equals(name)).toList();
    }

    private List<Seen> spans(String service) {
        return ofTrace().filter(span -> span.service().equals(service)).toList();
    }

    private Stream<Seen> ofTrace() {
        return collector.spans().stream().filter(span -> span.trace().equals(TRACE));
    }

    /** A service's log; fails if a line is not JSON. */
    private List<JsonNode> lines(String service) throws IOException {
        try (Stream<Path> files = Files.list(logs)) {
            Path log = files.filter(file -> file.getFileName().toString().startsWith(service)
                            && file.getFileName().toString().endsWith(".log"))
                    .findFirst()
                    .orElseThrow();
            List<JsonNode> lines = new ArrayList<>();
            for (String line : Files.readAllLines(log)) {
                lines.add(JSON.readTree(line));
            }
            return lines;
        }
    }

    private CompletableFuture<Service> service(
            String module, int port, KafkaBroker broker, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("IMPASTO_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
        all.put("IMPASTO_TRACES_ENDPOINT", collector.address().toString());
        all.put("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "true");
        String name = module.replaceAll("(-service|transfer-|/service)", "");
        return CompletableFuture.supplyAsync(
                () -> Service.start(name, Installation.current().service(module), logs, port, all));
    }

    private <T extends AutoCloseable> T opened(T part) {
        opened.push(part);
        return part;
    }
}
