package io.impasto.worker.line;

import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** The parts for a worker that runs inside the test. */
public final class PartsResource implements QuarkusTestResourceLifecycleManager {

    private Parts parts;

    @Override
    public Map<String, String> start() {
        parts = Parts.start();
        return Map.of(
                "impasto.kafka.bootstrap-servers",
                parts.bootstrapServers(),
                "impasto.storage.url",
                parts.storage().toString(),
                "impasto.worker.name",
                "easel-1",
                "impasto.worker.lock-duration",
                "1s");
    }

    @Override
    public void stop() {
        if (parts != null) {
            parts.close();
        }
    }
}
