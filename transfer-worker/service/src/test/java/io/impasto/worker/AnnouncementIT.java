package io.impasto.worker;

import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import io.impasto.stack.Service;
import io.impasto.worker.line.Log;
import io.impasto.worker.line.OtherSystem;
import io.impasto.worker.line.Parts;

import static org.assertj.core.api.Assertions.assertThat;

/** What a worker says of itself from its start to its end. */
class AnnouncementIT {

    private static final String NAME = "easel-told";

    @Test
    void aWorkerSaysThatItIsThereThatItIsBusyAndThatItIsGone() {
        try (Parts parts = Parts.start();
                OtherSystem other = new OtherSystem(parts.bootstrapServers(), parts.storage());
                Log announced = new Log(parts.bootstrapServers(), "impasto.workers");
                Log events = new Log(parts.bootstrapServers(), "impasto.events")) {
            try (Service worker = parts.workerKeepingClasses(NAME)) {
                Log.Entry first = announced.await(NAME, entry -> true);
                assertThat(first.headers())
                        .containsEntry("ce_type", "io.impasto.worker.announced.v1")
                        .containsEntry("ce_subject", NAME);
                assertThat(first.data().path("busy").asBoolean()).isFalse();
                assertThat(first.data().path("networks")).isNotEmpty();

                JsonNode tried = announced
                        .await(NAME, entry -> entry.data().at("/paces/0/points").size() > 1)
                        .data();
                assertThat(tried.at("/paces/0/points/1/evaluationSeconds").asDouble())
                        .isGreaterThan(0);

                String transfer = OtherSystem.newTransfer();
                String data = OtherSystem.data(
                        other.upload(96, 96, 1), other.upload(80, 80, 2), "{\"size\":128,\"evaluations\":100}");
                other.request("impasto.requests", transfer, UUID.randomUUID().toString(), data);
                announced.await(NAME, entry -> entry.data().path("busy").asBoolean());
                events.awaitEnd(transfer);
                announced.await(
                        NAME,
                        entry -> !entry.data().findValues("jobSeconds").isEmpty()
                                && !entry.data().path("busy").asBoolean());
                announced.of(NAME).forEach(entry -> Contract.check("worker.announced.v1", entry.value()));
                assertThat(worker.process().isAlive()).isTrue();
            }
            announced.await(NAME, entry -> entry.value() == null);
        }
    }
}
