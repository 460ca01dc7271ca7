package io.impasto.gateway.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.common.KafkaFuture;

/** Questions to the broker itself: does it answer, are the topics there. */
@ApplicationScoped
public class Broker {

    private static final int LIMIT_MS = 1500;

    private final Admin admin;

    Broker(KafkaConfig config) {
        Map<String, Object> settings = new HashMap<>(ClientSettings.common(config));
        settings.put(AdminClientConfig.CLIENT_ID_CONFIG, "impasto-gateway-admin");
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, LIMIT_MS);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, LIMIT_MS);
        admin = Admin.create(settings);
    }

    /** Whether a broker answers within 1.5 seconds. */
    public boolean answers() {
        return ask(admin.describeCluster(new DescribeClusterOptions().timeoutMs(LIMIT_MS))
                        .clusterId())
                != null;
    }

    /** Whether all {@link Topics#ALL} exist. */
    public boolean hasTopics() {
        Set<String> names = ask(
                admin.listTopics(new ListTopicsOptions().timeoutMs(LIMIT_MS)).names());
        return names != null && names.containsAll(Topics.ALL);
    }

    @PreDestroy
    void close() {
        admin.close(Duration.ofSeconds(1));
    }

    private static <T> T ask(KafkaFuture<T> question) {
        try {
            return question.get(LIMIT_MS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException noAnswer) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
