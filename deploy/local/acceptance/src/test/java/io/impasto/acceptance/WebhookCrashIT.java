package io.impasto.acceptance;

import java.net.http.HttpHeaders;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import com.standardwebhooks.Webhook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.impasto.stack.Installation;
import io.impasto.stack.KafkaBroker;
import io.impasto.stack.ObjectStore;
import io.impasto.stack.Ports;
import io.impasto.stack.Service;
import io.impasto.stack.Topics;
import io.impasto.stack.client.GatewayClient;
import io.impasto.stack.client.Multipart;

import static org.assertj.core.api.Assertions.assertThat;

/** What a gateway owes a receiver outlives the gateway: its process is killed with the receiver untold. */
@Timeout(300)
class WebhookCrashIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** The group waits for the dead member before its partitions have another owner. */
    private static final Duration TAKEOVER_LIMIT = Duration.ofSeconds(120);

    private final Path folder =
            Path.of("target", "webhook-crash", UUID.randomUUID().toString()).toAbsolutePath();
    private final int port = Ports.free();
    private final String secret = secret();
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private WebhookReceiver shop;
    private KafkaBroker broker;
    private Service storage;

    @BeforeEach
    void start() throws Exception {
        shop = opened(new WebhookReceiver());
        broker = opened(KafkaBroker.start(folder.resolve("broker")));
        Topics.create(broker.bootstrapServers());
        ObjectStore store = opened(ObjectStore.start(folder.resolve("store")));
        storage = opened(service(
                "storage-service",
                Ports.free(),
                Map.of(
                        "IMPASTO_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers(),
                        "IMPASTO_S3_ENDPOINT", store.endpoint(),
                        "IMPASTO_S3_PUBLIC_ENDPOINT", store.endpoint(),
                        "IMPASTO_S3_ACCESS_KEY", store.accessKey(),
                        "IMPASTO_S3_SECRET_KEY", store.secretKey())));
    }

    @AfterEach
    void stop() throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }

    @Test
    void whatAKilledGatewayOwedIsToldByTheNext() throws Exception {
        Service killed = opened(gateway());
        GatewayClient client = new GatewayClient(killed.url());
        String refused = submit(client);
        String untold = submit(client);
        shop.answer(503);
        fail(refused);
        WebhookReceiver.Delivery first = shop.next((int) LIMIT.toSeconds());
        assertThat(first).as("the sending that is refused").isNotNull();

        killed.kill();
        Await.until("it is dead", LIMIT, () -> !killed.process().isAlive());
        fail(untold);
        shop.answer(204);
        Service next = opened(gateway());

        Await.until("both are told", TAKEOVER_LIMIT, () -> delivered(next, refused) && delivered(next, untold));
        Map<String, WebhookReceiver.Delivery> accepted = accepted();
        assertThat(accepted).containsOnlyKeys("msg_" + refused + "_failed", "msg_" + untold + "_failed");
        assertThat(accepted.get("msg_" + refused + "_failed").body()).isEqualTo(first.body());
        for (WebhookReceiver.Delivery each : accepted.values()) {
            new Webhook(secret).verify(each.body(), HttpHeaders.of(each.headers(), (name, value) -> true));
        }
    }

    /** What the receiver accepted, by {@code webhook-id}. */
    private Map<String, WebhookReceiver.Delivery> accepted() throws InterruptedException {
        Map<String, WebhookReceiver.Delivery> accepted = new HashMap<>();
        for (WebhookReceiver.Delivery each = shop.next(0); each != null; each = shop.next(0)) {
            if (each.status() == 204) {
                accepted.put(each.headers().get("Webhook-id").get(0), each);
            }
        }
        return accepted;
    }

    private static boolean delivered(Service gateway, String transfer) {
        Http.Answer log = Http.get(gateway.url().resolve("/v1/transfers/" + transfer + "/deliveries"));
        return log.status() == 200
                && log.body().at("/deliveries/0/outcome").asText().equals("delivered");
    }

    private String submit(GatewayClient client) {
        Multipart order = new Multipart()
                .bytes("content", Pictures.content(64, 64))
                .bytes("style", Pictures.style(64, 64, 5))
                .text("webhook", shop.address().toString());
        return client.submit(order).path("id").asText();
    }

    /** As a worker tells that it could not paint. */
    private void fail(String transfer) {
        new Queue(broker.bootstrapServers())
                .publish(
                        Topics.EVENTS,
                        "io.impasto.transfer.failed.v1",
                        transfer,
                        "{\"attempt\": 1, \"problem\": {\"type\": \"urn:impasto:problem:network-not-available\","
                                + " \"title\": \"This network is not available\", \"status\": 422,"
                                + " \"detail\": \"None is installed.\"}}");
    }

    private Service gateway() {
        return service(
                "gateway-service",
                port,
                Map.of(
                        "IMPASTO_KAFKA_BOOTSTRAP_SERVERS",
                        broker.bootstrapServers(),
                        "IMPASTO_STORAGE_URL",
                        storage.url().toString(),
                        "IMPASTO_WEBHOOKS_SECRET",
                        secret,
                        "IMPASTO_WEBHOOKS_ALLOWED_SUBNETS",
                        "127.0.0.0/8"));
    }

    private Service service(String module, int at, Map<String, String> settings) {
        return Service.start(module, Installation.current().service(module), folder.resolve("services"), at, settings);
    }

    private <T extends AutoCloseable> T opened(T part) {
        opened.push(part);
        return part;
    }

    private static String secret() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return "whsec_" + Base64.getEncoder().encodeToString(bytes);
    }
}
