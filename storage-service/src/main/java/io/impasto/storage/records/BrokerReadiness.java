package io.impasto.storage.records;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

import io.smallrye.common.annotation.Identifier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready while the broker answers within two seconds. Quarkus' own check waits a minute for a broker that is away, and that of a channel takes an
 * idle connection, which the client closes by itself, for a lost one.
 */
@Readiness
@Singleton
class BrokerReadiness implements HealthCheck {

    private static final int PATIENCE_MILLIS = 2000;

    private final Map<String, Object> config;
    private Admin admin;

    BrokerReadiness(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
        config = new HashMap<>(kafka);
        config.keySet().retainAll(AdminClientConfig.configNames());
        config.put(AdminClientConfig.CLIENT_ID_CONFIG, "readiness");
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        // A broker that is back is found at the next question.
        config.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, PATIENCE_MILLIS / 4);
    }

    @Override
    public HealthCheckResponse call() {
        try {
            admin().describeCluster().clusterId().get();
            return HealthCheckResponse.up("broker");
        } catch (ExecutionException e) {
            return down(e.getCause().getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return down("interrupted");
        }
    }

    /** Made at the first question: health checks themselves are made on the event loop, where this would take too long. */
    private synchronized Admin admin() {
        if (admin == null) {
            admin = Admin.create(config);
        }
        return admin;
    }

    @PreDestroy
    synchronized void close() {
        if (admin != null) {
            admin.close();
        }
    }

    private static HealthCheckResponse down(String reason) {
        return HealthCheckResponse.named("broker")
                .down()
                .withData("reason", reason)
                .build();
    }
}
