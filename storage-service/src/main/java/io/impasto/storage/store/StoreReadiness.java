package io.impasto.storage.store;

import java.util.Map;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import io.impasto.storage.problems.ProblemException;

/**
 * Ready while the store answers. The first time it does, one object is written and described, which makes the bucket where it is missing and shows
 * whether the store keeps metadata: one over a folder without extended file attributes forgets it silently.
 */
@Readiness
@Singleton
class StoreReadiness implements HealthCheck {

    private static final NewObject PROBE = new NewObject("probe", "text/plain", Map.of("impasto-probe", "kept"));

    private final Bucket bucket;
    private volatile boolean proven;

    StoreReadiness(Bucket bucket) {
        this.bucket = bucket;
    }

    @Override
    public HealthCheckResponse call() {
        try {
            bucket.ensure();
            if (!proven && !keepsMetadata()) {
                return down("the store forgets the metadata of objects");
            }
            return HealthCheckResponse.up("object store");
        } catch (ProblemException unavailable) {
            return down(unavailable.getMessage());
        }
    }

    private boolean keepsMetadata() {
        bucket.put(PROBE, new byte[] {'1'});
        proven = bucket.find(PROBE.key())
                .flatMap(probe -> probe.said("impasto-probe"))
                .filter("kept"::equals)
                .isPresent();
        return proven;
    }

    private static HealthCheckResponse down(String reason) {
        return HealthCheckResponse.named("object store")
                .down()
                .withData("reason", reason)
                .build();
    }
}
