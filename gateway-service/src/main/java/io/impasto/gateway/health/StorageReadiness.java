package io.impasto.gateway.health;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import io.impasto.gateway.storage.StorageClient;

/** Ready while storage-service is. */
@Readiness
@ApplicationScoped
public class StorageReadiness implements HealthCheck {

    private final StorageClient storage;

    StorageReadiness(StorageClient storage) {
        this.storage = storage;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("storage").status(storage.ready()).build();
    }
}
