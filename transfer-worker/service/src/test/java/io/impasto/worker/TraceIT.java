package io.impasto.worker;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.impasto.stack.Forwarder;
import io.impasto.stack.Forwarder.Call;
import io.impasto.stack.Service;
import io.impasto.worker.line.Log;
import io.impasto.worker.line.OtherSystem;
import io.impasto.worker.line.Parts;

import static org.assertj.core.api.Assertions.assertThat;

/** Whose doing a painting is, as storage-service hears of it. */
class TraceIT {

    @Test
    void everyCallOfTheStoreBearsTheTraceOfTheRequest() {
        try (Parts parts = Parts.start();
                Forwarder forwarder = new Forwarder(parts.storage());
                Service worker = parts.worker(
                        "easel-traced",
                        Map.of("IMPASTO_STORAGE_URL", forwarder.url().toString()));
                OtherSystem other = new OtherSystem(parts.bootstrapServers(), parts.storage());
                Log events = new Log(parts.bootstrapServers(), "impasto.events")) {
            String transfer = OtherSystem.newTransfer();
            String data = OtherSystem.data(
                    other.upload(96, 72, 1), other.upload(80, 80, 2), "{\"size\":64,\"evaluations\":12}");
            other.request("impasto.requests", transfer, UUID.randomUUID().toString(), data);
            assertThat(events.awaitEnd(transfer))
                    .last()
                    .extracting(Log.Entry::event)
                    .isEqualTo("completed");
            List<Call> calls = forwarder.calls();
            assertThat(calls)
                    .extracting(Call::what)
                    .anyMatch(call -> call.startsWith("PUT") && call.contains("/claim"));
            assertThat(calls).extracting(Call::what).anyMatch(call -> call.endsWith("/artifacts/result.png"));
            assertThat(calls).extracting(Call::what).anyMatch(call -> call.startsWith("POST /v1/images/"));
            assertThat(calls).allSatisfy(call -> {
                assertThat(call.traceparent()).as(call.what()).isEqualTo(OtherSystem.TRACEPARENT);
                assertThat(call.tracestate()).as(call.what()).isEqualTo(OtherSystem.TRACESTATE);
            });
            assertThat(worker.process().isAlive()).isTrue();
        }
    }
}
