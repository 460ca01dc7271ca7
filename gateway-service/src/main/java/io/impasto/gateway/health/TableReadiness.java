package io.impasto.gateway.health;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import io.impasto.gateway.fold.FoldStreams;
import io.impasto.gateway.transfers.Follower;

/** Ready once all that was in the topics at the start is in the table. The fold may run in another gateway: only shown. */
@Readiness
@ApplicationScoped
public class TableReadiness implements HealthCheck {

    private final Follower follower;
    private final FoldStreams fold;

    TableReadiness(Follower follower, FoldStreams fold) {
        this.follower = follower;
        this.fold = fold;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("transfers")
                .status(follower.caughtUp())
                .withData("fold", fold.state())
                .build();
    }
}
