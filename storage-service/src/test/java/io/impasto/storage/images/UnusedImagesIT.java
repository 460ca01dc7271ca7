package io.impasto.storage.images;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.impasto.storage.Http;
import io.impasto.storage.Parts;
import io.impasto.storage.Transfers;
import io.impasto.storage.WithStoreAndBroker;
import io.impasto.storage.images.format.Pictures;
import io.impasto.storage.store.Bucket;
import io.impasto.storage.store.NewObject;

import static org.assertj.core.api.Assertions.assertThat;

@QuarkusTest
@QuarkusTestResource(WithStoreAndBroker.class)
class UnusedImagesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final AtomicInteger WIDTH = new AtomicInteger(200);

    @TestHTTPResource("/")
    URI base;

    @Inject
    Bucket bucket;

    @Inject
    UnusedImages images;

    Parts parts;
    private Http http;
    private Transfers transfers;

    @BeforeEach
    void speak() {
        http = new Http(base);
        transfers = new Transfers(parts.broker().bootstrapServers());
    }

    @AfterEach
    void fallSilent() {
        transfers.close();
    }

    @Test
    void whatNobodyUsesIsFirstRefusedAndThenRemoved() {
        String image = send("north", picture());
        assertThat(images.sweep(longAgo(), longAgo(), PATIENCE)).isTrue();
        assertThat(status(image, "north")).isEqualTo(200);
        condemn();
        condemn();
        assertThat(status(image, "north")).isEqualTo(404);
        assertThat(http.get("/v1/images/" + image + "/content").status())
                .as("a worker that has a request of it")
                .isEqualTo(200);
        remove();
        assertThat(isGone(image)).isTrue();
    }

    @Test
    void whatATransferUsesStaysUntilItIsPurged() throws Exception {
        String content = send("north", picture());
        String start = send("north", picture());
        String fetched = send("north", picture());
        ObjectNode transfer = Transfers.golden().put("tenant", "north").put("content", content);
        transfer.withObject("options").put("startImage", start);
        transfer.putObject("inputs").putArray("styles").add(fetched);
        UUID id = transfers.publish(transfer);
        condemn();
        remove();
        for (String image : new String[] {content, start, fetched}) {
            assertThat(status(image, "north")).isEqualTo(200);
        }
        transfers.publish(transfer.put("state", "succeeded"));
        condemn();
        assertThat(status(content, "north")).isEqualTo(200);
        transfers.purge(id);
        transfers.bury(id);
        condemn();
        remove();
        for (String image : new String[] {content, start, fetched}) {
            assertThat(isGone(image)).isTrue();
        }
    }

    @Test
    void whatAnotherTenantUsesStaysForThatOne() throws Exception {
        byte[] picture = picture();
        String image = send("north", picture);
        send("south", picture);
        UUID transfer = transfers.of("south", image);
        condemn();
        remove();
        assertThat(status(image, "north")).isEqualTo(404);
        assertThat(status(image, "south")).isEqualTo(200);
        transfers.bury(transfer);
        condemn();
        remove();
        assertThat(isGone(image)).isTrue();
    }

    @Test
    void theBytesStayForATransferOfOneWhoNeverSentThem() throws Exception {
        String image = send("north", picture());
        UUID transfer = transfers.of("south", image);
        condemn();
        remove();
        assertThat(status(image, "north")).isEqualTo(404);
        assertThat(http.get("/v1/images/" + image).status()).isEqualTo(200);
        transfers.purge(transfer);
        remove();
        assertThat(isGone(image)).isTrue();
    }

    @Test
    void sendingItAgainSparesAnImage() {
        byte[] picture = picture();
        String image = send("north", picture);
        condemn();
        assertThat(http.post("/v1/images", picture, "Impasto-Tenant", "north").status())
                .isEqualTo(201);
        assertThat(status(image, "north")).isEqualTo(200);
        images.sweep(longAgo(), soon(), PATIENCE);
        assertThat(status(image, "north")).isEqualTo(200);
    }

    @Test
    void aTransferThatWasOnItsWaySparesAnImage() throws Exception {
        String image = send("north", picture());
        condemn();
        transfers.of("north", image);
        remove();
        assertThat(status(image, "north")).isEqualTo(200);
    }

    @Test
    void whatIsFromBeforeTenantsIsTheDefaultOnesToLose() {
        byte[] picture = picture();
        String image = send("north", picture);
        bucket.put(
                new NewObject("images/" + image, "image/png", Map.of("impasto-width", "200", "impasto-height", "50")),
                picture);
        images.sweep(soon(), longAgo(), PATIENCE);
        remove();
        assertThat(status(image, "north")).isEqualTo(404);
        assertThat(status(image, "default")).isEqualTo(404);
        assertThat(http.get("/v1/images/" + image).status())
                .as("its own grace has only begun")
                .isEqualTo(200);
        remove();
        assertThat(isGone(image)).isTrue();
    }

    @Test
    void bytesThatARemovalLeftBehindGo() {
        String image = send("north", picture());
        bucket.remove("owners/north/" + image);
        condemn();
        assertThat(isGone(image)).isTrue();
    }

    @Test
    void aTenantGivesUpWhatItsTransfersDoNotUse() throws Exception {
        byte[] picture = picture();
        String image = send("north", picture);
        send("south", picture);
        UUID transfer = transfers.of("north", image);
        giveUp(image, "north").problem(409, "image-in-use");
        giveUp(image, "east").problem(404, "image-not-found");
        assertThat(giveUp(image, "south").status()).isEqualTo(204);
        giveUp(image, "south").problem(404, "image-not-found");
        assertThat(status(image, "north")).isEqualTo(200);
        transfers.purge(transfer);
        assertThat(giveUp(image, "north").status()).isEqualTo(204);
        images.sweep(longAgo(), soon(), PATIENCE);
        assertThat(isGone(image)).isTrue();
    }

    @Test
    void nothingIsGivenUpWhileTheTransfersAreNotKnown() throws Exception {
        String image = send("north", picture());
        parts.withoutBroker(() -> giveUp(image, "north").problem(503, "transfers-unknown"));
        assertThat(status(image, "north")).isEqualTo(200);
    }

    @Test
    void nothingIsSweptWhileTheTransfersAreNotKnown() throws Exception {
        String image = send("north", picture());
        parts.withoutBroker(() -> {
            assertThat(images.sweep(soon(), soon(), Duration.ofSeconds(2))).isFalse();
            assertThat(status(image, "north")).isEqualTo(200);
        });
        assertThat(images.sweep(soon(), longAgo(), PATIENCE)).isTrue();
        assertThat(status(image, "north")).isEqualTo(404);
    }

    private void condemn() {
        assertThat(images.sweep(soon(), longAgo(), PATIENCE)).isTrue();
    }

    private void remove() {
        assertThat(images.sweep(soon(), soon(), PATIENCE)).isTrue();
    }

    private static Instant soon() {
        return Instant.now().plusSeconds(60);
    }

    private static Instant longAgo() {
        return Instant.now().minusSeconds(3600);
    }

    private String send(String tenant, byte[] picture) {
        return http.post("/v1/images", picture, "Impasto-Tenant", tenant)
                .json()
                .path("id")
                .asText();
    }

    private Http.Answer giveUp(String image, String tenant) {
        return http.delete("/v1/images/" + image, "Impasto-Tenant", tenant);
    }

    private int status(String image, String tenant) {
        return http.get("/v1/images/" + image, "Impasto-Tenant", tenant).status();
    }

    private boolean isGone(String image) {
        return http.get("/v1/images/" + image).status() == 404
                && bucket.keys("owners/").stream().noneMatch(key -> key.endsWith(image))
                && bucket.keys("condemned/").stream().noneMatch(key -> key.endsWith(image));
    }

    /** One that no other test has. */
    private static byte[] picture() {
        return Pictures.written("png", WIDTH.getAndIncrement(), 50);
    }
}
