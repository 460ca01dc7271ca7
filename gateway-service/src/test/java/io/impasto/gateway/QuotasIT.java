package io.impasto.gateway;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.impasto.gateway.stack.ApiKeys;
import io.impasto.gateway.stack.Client;
import io.impasto.gateway.stack.Client.Form;
import io.impasto.gateway.stack.OpenApi;
import io.impasto.gateway.stack.Pictures;
import io.impasto.gateway.stack.TestStack;
import io.impasto.gateway.stack.Worker;
import io.impasto.stack.Service;

import static io.impasto.gateway.stack.Client.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Gateways with limits, as processes beside the one of the other tests; a test a tenant. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
class QuotasIT {

    private static final Path JAR =
            Path.of(System.getProperty("impasto.root"), "gateway-service/target/quarkus-app/quarkus-run.jar");

    private static final Map<String, String> LIMITS = Map.of(
            "IMPASTO_QUOTAS_QUEUED", "3",
            "IMPASTO_QUOTAS_TENANTS_BUSY_RUNNING", "1",
            "IMPASTO_QUOTAS_TENANTS_SINGLE_QUEUED", "1",
            "IMPASTO_QUOTAS_TENANTS_LARGE_PIXELS", "4000");

    @TempDir
    static Path folder;

    private static Service gateway;
    private static Worker worker;
    private static Client client;
    private static int picture = 4000;

    @BeforeAll
    static void start() {
        key("nobody");
        gateway = gateway("gateway-with-quotas", LIMITS);
        client = new Client(gateway.url(), new OpenApi());
        worker = new Worker();
    }

    @AfterAll
    static void stop() {
        worker.close();
        gateway.close();
    }

    @Test
    void ofSubmissionsAtTheSameTimeAsManyAreTakenAsMayWait() {
        String key = key("crowd");
        List<HttpResponse<byte[]>> answers = IntStream.range(0, 12)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> submit(key, Pictures.png(1))))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 202))
                .hasSize(3);
        answers.stream().filter(answer -> answer.statusCode() != 202).forEach(refused -> {
            assertRefused(refused, "queued", 3);
            assertThat(header(refused, "RateLimit-Policy")).isEqualTo("\"queued\";q=3;qu=\"transfers\"");
        });
        assertThat(json(client.get("/v1/transfers", "Authorization", "Bearer " + key))
                        .path("transfers"))
                .hasSize(3);
    }

    @Test
    void whatIsLeftIsToldAndGrowsAsWorkersTakeTransfers() {
        String key = key("patient");
        HttpResponse<byte[]> first = submit(key, Pictures.png(1));
        assertThat(header(first, "RateLimit-Policy")).isEqualTo("\"queued\";q=3;qu=\"transfers\"");
        assertThat(header(first, "RateLimit")).isEqualTo("\"queued\";r=2");
        assertThat(header(submit(key, Pictures.png(1)), "RateLimit")).isEqualTo("\"queued\";r=1");
        assertThat(header(submit(key, Pictures.png(1)), "RateLimit")).isEqualTo("\"queued\";r=0");
        byte[] fresh = Pictures.png(picture++);
        assertRefused(submit(key, fresh), "queued", 3);
        assertIsNotStored(key, fresh);
        worker.started(id(first), 1);
        await().untilAsserted(() -> assertThat(submit(key, fresh).statusCode()).isEqualTo(202));
    }

    @Test
    void whileAsManyAreAtWorkAsMayNoOtherIsTaken() {
        String key = key("busy");
        UUID first = id(submit(key, Pictures.png(1)));
        worker.started(first, 1);
        await().untilAsserted(() -> assertRefused(submit(key, Pictures.png(1)), "running", 1));
        worker.failed(first, 1);
        await().untilAsserted(() ->
                assertThat(submit(key, Pictures.png(1)).statusCode()).isEqualTo(202));
    }

    @Test
    void pixelsAreCountedOverAllThatHasNotEnded() {
        String key = key("large");
        UUID first = id(submit(key, Pictures.png(1)));
        submit(key, Pictures.png(1));
        assertRefused(submit(key, Pictures.png(1)), "pixels", 4000);
        worker.failed(first, 1);
        await().untilAsserted(() ->
                assertThat(submit(key, Pictures.png(1)).statusCode()).isEqualTo(202));
    }

    @Test
    void requestsAtTheSameTimeForTheSameTransferTakeTheLastPlaceTogether() {
        String key = key("single");
        for (int round = 0; round < 5; round++) {
            String name = "round-" + round;
            List<HttpResponse<byte[]>> answers = IntStream.range(0, 12)
                    .mapToObj(i ->
                            CompletableFuture.supplyAsync(() -> submit(key, Pictures.png(1), "Idempotency-Key", name)))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();
            assertThat(answers.stream().map(QuotasIT::id).distinct()).hasSize(1);
            worker.failed(id(answers.get(0)), 1);
            String self = "/v1/transfers/" + id(answers.get(0));
            await().until(() -> json(client.get(self, "Authorization", "Bearer " + key))
                    .path("state")
                    .asText()
                    .equals("failed"));
        }
    }

    @Test
    void anotherGatewayCountsTheSame() {
        String key = key("shared");
        for (int i = 0; i < 3; i++) {
            id(submit(key, Pictures.png(1)));
        }
        try (Service second = gateway("second-gateway-with-quotas", LIMITS)) {
            Client other = new Client(second.url(), new OpenApi());
            assertRefused(submit(other, key, Pictures.png(1)), "queued", 3);
        }
    }

    @Test
    void aFullQueueTakesNothingAndStoresNothing() {
        try (Service full = gateway("gateway-with-full-queue", Map.of("IMPASTO_QUEUE_BOUND", "0"))) {
            Client other = new Client(full.url(), new OpenApi());
            byte[] fresh = Pictures.png(picture++);
            Form form = new Form().file("content", fresh).file("style", fresh);
            HttpResponse<byte[]> refused = other.post("/v1/transfers", form);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(json(refused).path("type").asText()).isEqualTo("urn:impasto:problem:queue-full");
            assertThat(header(refused, "Retry-After")).isEqualTo("10");
            assertThat(other.get("/v1/images/" + sha256(fresh) + "/content").statusCode())
                    .isEqualTo(404);
        }
    }

    private static void assertRefused(HttpResponse<byte[]> refused, String limit, int maximum) {
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(json(refused).path("type").asText()).isEqualTo("urn:impasto:problem:quota-exceeded");
        assertThat(json(refused).path("limit").asText()).isEqualTo(limit);
        assertThat(json(refused).path("maximum").asInt()).isEqualTo(maximum);
        assertThat(header(refused, "Retry-After")).isEqualTo("10");
        assertThat(header(refused, "RateLimit")).contains("\"" + limit + "\";r=");
    }

    private static void assertIsNotStored(String key, byte[] image) {
        String address = "/v1/images/" + sha256(image) + "/content";
        assertThat(client.get(address, "Authorization", "Bearer " + key).statusCode())
                .isEqualTo(404);
    }

    private static HttpResponse<byte[]> submit(String key, byte[] content, String... headers) {
        return submit(client, key, content, headers);
    }

    private static HttpResponse<byte[]> submit(Client client, String key, byte[] content, String... headers) {
        Form form = new Form().file("content", content).file("style", Pictures.png(2));
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("Authorization", "Bearer " + key));
        return client.post("/v1/transfers", form, all.toArray(String[]::new));
    }

    private static UUID id(HttpResponse<byte[]> accepted) {
        assertThat(accepted.statusCode()).isEqualTo(202);
        return UUID.fromString(json(accepted).path("id").asText());
    }

    private static String header(HttpResponse<byte[]> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static Service gateway(String name, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        if (settings.equals(LIMITS)) {
            all.put("IMPASTO_ACCESS_KEYS_FILE", folder.resolve("keys").toString());
            all.put("IMPASTO_ACCESS_KEYS_REFRESH", "0S");
        }
        all.put("IMPASTO_KAFKA_BOOTSTRAP_SERVERS", TestStack.broker().bootstrapServers());
        all.put("IMPASTO_STORAGE_URL", TestStack.storage().url().toString());
        return Service.start(name, JAR, folder, all);
    }

    private static String key(String tenant) {
        return new ApiKeys(folder.resolve("keys")).create(tenant);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
