package io.impasto.worker;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import javax.imageio.ImageIO;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.impasto.worker.line.Log;
import io.impasto.worker.line.Log.Entry;
import io.impasto.worker.line.OtherSystem;
import io.impasto.worker.line.PartsResource;
import io.impasto.worker.settings.KafkaSettings;
import io.impasto.worker.settings.StorageSettings;

import static io.impasto.worker.line.Log.names;
import static org.assertj.core.api.Assertions.assertThat;

/** A painting is steered before its turn and in its midst. */
@QuarkusTest
@QuarkusTestResource(PartsResource.class)
class ControlsIT {

    private static final String REQUESTS = "impasto.requests";
    private static final String SMALL = "{\"size\":64,\"evaluations\":12}";

    @Inject
    KafkaSettings kafka;

    @Inject
    StorageSettings storage;

    private OtherSystem other;
    private Log events;

    @BeforeEach
    void connect() {
        other = new OtherSystem(kafka.bootstrapServers(), storage.url());
        events = new Log(kafka.bootstrapServers(), kafka.eventsTopic());
    }

    @AfterEach
    void disconnect() {
        events.close();
        other.close();
    }

    @Test
    void aPaintingIsCancelledWhileItIsPainted() {
        String transfer = lengthy();
        events.await(transfer, "progressed");
        control(transfer, "cancel", "c1", "{}");
        Entry cancelled = events.await(transfer, "cancelled");
        Contract.check("transfer.cancelled.v1", cancelled.value());
        assertThat(cancelled.data().path("evaluation").asInt()).isBetween(1, 1999);
        events.awaitEnd(other.requested(SMALL));
        assertThat(names(events.of(transfer))).matches("starting started( progressed)+ cancelled");
    }

    @Test
    void aTransferThatIsCancelledBeforeItsTurnIsNotPainted() {
        String transfer = OtherSystem.newTransfer();
        control(transfer, "cancel", "c1", "{}");
        awaitRead();
        String data = OtherSystem.data(other.upload(96, 72, 1), other.upload(80, 80, 2), SMALL);
        other.request(REQUESTS, transfer, "late", data);
        events.await(transfer, "cancelled");
        assertThat(names(events.of(transfer))).isEqualTo("cancelled");
    }

    @Test
    void aPausedPaintingGoesOnFromItsCheckpointWithTheWeightsItHad() throws IOException {
        String transfer = OtherSystem.newTransfer();
        String data = OtherSystem.data(
                other.upload(96, 72, 1), other.upload(80, 80, 2), "{\"size\":96,\"evaluations\":2000,\"levels\":1}");
        other.request(REQUESTS, transfer, "paused", data);
        events.await(transfer, "progressed");
        control(transfer, "reweight", "bad", "{\"change\":{\"size\":64}}");
        control(transfer, "reweight", "good", "{\"change\":{\"contentWeight\":3,\"evaluations\":1900}}");
        Entry refused = events.await(
                transfer, entry -> entry.data().path("control").asText().equals("bad"));
        Contract.check("transfer.reweighted.v1", refused.value());
        assertThat(refused.data().at("/problem/option").asText()).isEqualTo("size");
        Entry taken = events.await(
                transfer, entry -> entry.data().path("control").asText().equals("good"));
        Contract.check("transfer.reweighted.v1", taken.value());
        assertThat(taken.data().at("/options/contentWeight").asDouble()).isEqualTo(3);

        control(transfer, "pause", "p1", "{}");
        Entry paused = events.await(transfer, "paused");
        Contract.check("transfer.paused.v1", paused.value());
        int kept = paused.data().path("evaluation").asInt();
        assertThat(kept).isPositive();
        assertThat(other.artifact(transfer, "checkpoint.bin").statusCode()).isEqualTo(200);
        assertThat(paused.data().at("/checkpoint/evaluation").asInt()).isEqualTo(kept);
        byte[] picture = other.artifact(
                        transfer, paused.data().at("/checkpoint/name").asText())
                .body();
        assertThat(ImageIO.read(new ByteArrayInputStream(picture)).getWidth()).isEqualTo(96);

        control(transfer, "resume", "r1", "{}");
        awaitRead();
        other.requestAgain(REQUESTS, transfer, "paused", data, 1);
        Entry again = events.await(
                transfer,
                entry -> entry.event().equals("started")
                        && entry.data().path("attempt").asInt() == 2);
        assertThat(again.data().path("resumedAt").asInt()).isEqualTo(kept);
        assertThat(again.data().path("evaluations").asInt()).isEqualTo(1900);
        assertThat(again.data().at("/options/contentWeight").asDouble()).isEqualTo(3);
        events.await(
                transfer,
                entry -> entry.event().equals("progressed")
                        && entry.data().path("attempt").asInt() == 2
                        && entry.data().path("evaluations").asInt() == 1900);
        control(transfer, "cancel", "c1", "{}");
        events.await(transfer, "cancelled");
        assertThat(events.of(transfer).stream().filter(entry -> entry.event().equals("reweighted")))
                .as("what was in force is not changed again")
                .hasSize(2);
    }

    @Test
    void theManifestTellsWhichWeightsChangedOnTheWay() {
        String transfer = other.requested("{\"size\":128,\"evaluations\":400,\"levels\":1}");
        events.await(transfer, "progressed");
        control(transfer, "reweight", "heavier", "{\"change\":{\"contentWeight\":2}}");
        int evaluation =
                events.await(transfer, "reweighted").data().path("evaluation").asInt();
        events.awaitEnd(transfer);
        JsonNode changes = OtherSystem.json(
                        other.artifact(transfer, "manifest.json").body())
                .path("changes");
        assertThat(changes).hasSize(1);
        assertThat(changes.at("/0/evaluation").asInt()).isEqualTo(evaluation);
        assertThat(changes.at("/0/options")).hasSize(1);
        assertThat(changes.at("/0/options/contentWeight").asDouble()).isEqualTo(2);
    }

    @Test
    void theManifestTellsWhenWeightsChangedInAnEarlierAttempt() {
        String transfer = OtherSystem.newTransfer();
        String data = OtherSystem.data(
                other.upload(96, 72, 1), other.upload(80, 80, 2), "{\"size\":96,\"evaluations\":2000,\"levels\":1}");
        other.request(REQUESTS, transfer, "earlier", data);
        events.await(transfer, "progressed");
        control(transfer, "reweight", "heavier", "{\"change\":{\"contentWeight\":2}}");
        int evaluation =
                events.await(transfer, "reweighted").data().path("evaluation").asInt();
        control(transfer, "pause", "p2", "{}");
        int kept = events.await(transfer, "paused").data().path("evaluation").asInt();
        control(transfer, "reweight", "shorter", "{\"change\":{\"evaluations\":" + (kept + 50) + "}}");
        control(transfer, "resume", "r2", "{}");
        awaitRead();
        other.requestAgain(REQUESTS, transfer, "earlier", data, 1);
        assertThat(events.await(transfer, "completed").data().path("attempt").asInt())
                .isEqualTo(2);
        JsonNode changes = OtherSystem.json(
                        other.artifact(transfer, "manifest.json").body())
                .path("changes");
        assertThat(changes).hasSize(2);
        assertThat(changes.at("/0/evaluation").asInt()).isEqualTo(evaluation);
        assertThat(changes.at("/0/options/contentWeight").asDouble()).isEqualTo(2);
        assertThat(changes.at("/1/evaluation").asInt()).isBetween(kept, kept + 50);
    }

    @Test
    void aDeadlineEndsAPaintingInItsMidst() {
        String transfer = OtherSystem.newTransfer();
        String data = "{\"content\":\"%s\",\"styles\":[\"%s\"],\"deadline\":\"%s\",\"options\":%s}"
                .formatted(
                        other.upload(96, 72, 1),
                        other.upload(80, 80, 2),
                        Instant.now().plusSeconds(3),
                        "{\"size\":256,\"evaluations\":5000,\"levels\":1}");
        other.request(REQUESTS, transfer, "deadline", data);
        Entry expired = events.await(transfer, "expired");
        Contract.check("transfer.expired.v1", expired.value());
        assertThat(expired.data().at("/problem/type").asText()).isEqualTo("urn:impasto:problem:deadline-passed");
    }

    private String lengthy() {
        return other.requested("{\"size\":96,\"evaluations\":2000,\"levels\":1}");
    }

    private void control(String transfer, String verb, String id, String data) {
        other.control(kafka.controlsTopic(), transfer, verb, id, data);
    }

    /** Controls are read in order: what came before one that is obeyed has been read. */
    private void awaitRead() {
        String marker = lengthy();
        control(marker, "cancel", "marker", "{}");
        events.await(marker, "cancelled");
    }
}
