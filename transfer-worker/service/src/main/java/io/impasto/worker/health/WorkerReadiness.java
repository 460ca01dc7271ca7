package io.impasto.worker.health;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import io.impasto.worker.TransferWorker;

/** Ready: the network is warm, the broker answers and the queue is joined, all controls are read, storage-service answers. */
@Readiness
@ApplicationScoped
class WorkerReadiness implements HealthCheck {

    private final TransferWorker worker;

    WorkerReadiness(TransferWorker worker) {
        this.worker = worker;
    }

    @Override
    public HealthCheckResponse call() {
        boolean warm = worker.warm();
        boolean joined = worker.joined();
        boolean controls = worker.controlled();
        boolean stores = worker.stores();
        return HealthCheckResponse.named("worker")
                .status(warm && joined && controls && stores)
                .withData("network", warm ? "warm" : "loading")
                .withData("queue", joined ? "joined" : "not joined")
                .withData("controls", controls ? "read" : "not yet read")
                .withData("storage", stores ? "ready" : "not ready")
                .withData("work", worker.busy() ? "busy" : "idle")
                .build();
    }
}
