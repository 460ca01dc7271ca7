package io.impasto.worker;

import java.util.Map;

import jakarta.inject.Inject;

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

/** Poison is put aside, and a request that comes twice is heard once. */
@QuarkusTest
@QuarkusTestResource(PartsResource.class)
class OddRequestsIT {

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
    void poisonIsPutAsideWithItsReasonAndTheNextRequestPainted() {
        String key = OtherSystem.newTransfer();
        byte[] poison = {0, 1, 2, (byte) 0xff};
        other.publish(REQUESTS, key, poison, Map.of("shelf", "3"));
        String next = other.requested(SMALL);
        assertThat(names(events.awaitEnd(next))).endsWith("completed");
        try (Log dead = new Log(kafka.bootstrapServers(), REQUESTS + ".dlq")) {
            Entry buried = dead.await(key, entry -> true);
            assertThat(buried.value()).isEqualTo(poison);
            assertThat(buried.headers()).containsEntry("shelf", "3");
            assertThat(buried.headers().get("impasto-error")).contains("ce_type");
            assertThat(buried.headers().get("impasto-origin")).matches("impasto\\.requests-0-\\d+");
        }
    }

    @Test
    void anotherRequestForTheSameTransferIsDropped() {
        String transfer = OtherSystem.newTransfer();
        String data = OtherSystem.data(other.upload(96, 72, 1), other.upload(80, 80, 2), SMALL);
        other.request(REQUESTS, transfer, "first", data);
        other.request(REQUESTS, transfer, "second", data);
        events.awaitEnd(other.requested(SMALL));
        assertThat(names(events.of(transfer))).matches("starting started( progressed)+ completed");
    }

    @Test
    void nonsenseAboutATransferThatIsAnothersDoesNotMakeItFail() {
        String transfer = other.requested(SMALL);
        events.awaitEnd(transfer);
        other.request(REQUESTS, transfer, "intruder", "{\"content\":7}");
        events.awaitEnd(other.requested(SMALL));
        assertThat(names(events.of(transfer))).matches("starting started( progressed)+ completed");
    }

    @Test
    void theSameAttemptInAnotherRecordIsDroppedSilently() {
        String transfer = OtherSystem.newTransfer();
        String data = OtherSystem.data(other.upload(96, 72, 1), other.upload(80, 80, 2), SMALL);
        other.request(REQUESTS, transfer, "same", data);
        other.request(REQUESTS, transfer, "same", data);
        events.awaitEnd(other.requested(SMALL));
        assertThat(names(events.of(transfer))).matches("starting started( progressed)+ completed");
    }

    @Test
    void aRequestWhoseTransactionIsTakenBackIsNeverTakenUp() {
        String transfer = OtherSystem.newTransfer();
        String data = OtherSystem.data(other.upload(96, 72, 1), other.upload(80, 80, 2), SMALL);
        other.requestAndTakeBack(REQUESTS, transfer, data);
        events.awaitEnd(other.requested(SMALL));
        assertThat(events.of(transfer)).isEmpty();
    }
}
