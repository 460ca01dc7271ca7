package io.impasto.storage.store;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import io.impasto.storage.problems.ProblemException;

/** Ready while the store answers; asking also makes the bucket where it is missing. */
@Readiness
@Singleton
class StoreReadiness implements HealthCheck {

    private final Bucket bucket;

    StoreReadiness(Bucket bucket) {
        this.bucket = bucket;
    }

    @Override
    public HealthCheckResponse call() {
        try {
            bucket.ensure();
            return HealthCheckResponse.up("object store");
        } catch (ProblemException unavailable) {
            return HealthCheckResponse.named("object store")
                    .down()
                    .withData("reason", unavailable.getMessage())
                    .build();
        }
    }
}
