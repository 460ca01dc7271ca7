package io.impasto.gateway.kafka;

import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Settings of Kafka clients: small buffers, quick to notice that a broker is gone or back. */
public final class ClientSettings {

    /** What is published together is seen together. */
    public static final String COMMITTED = "read_committed";

    private ClientSettings() {}

    /** Of every client. */
    public static Map<String, Object> common(KafkaConfig config) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
        settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, 50);
        settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1000);
        settings.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, 2000);
        settings.put("enable.metrics.push", false);
        return settings;
    }

    /** Of the producer behind a POST: acknowledged by all in-sync replicas within the limit, else refused. */
    static Map<String, Object> producer(KafkaConfig config) {
        int limit = Math.toIntExact(config.publishTimeout().toMillis());
        Map<String, Object> settings = common(config);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "impasto-gateway-publisher");
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 8L << 20);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, limit);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.max(500, limit / 2));
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, limit);
        return settings;
    }

    /** The same for records that are taken together or not at all. */
    static Map<String, Object> transactions(KafkaConfig config, String id) {
        Map<String, Object> settings = producer(config);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "impasto-gateway-publisher-together");
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id);
        settings.put(
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                Math.toIntExact(config.publishTimeout().toMillis()));
        return settings;
    }

    /** Of a consumer that reads partitions it chose itself, and never commits. */
    public static Map<String, Object> reader(KafkaConfig config, String clientId) {
        Map<String, Object> settings = common(config);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, COMMITTED);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1 << 20);
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 4 << 20);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        return settings;
    }
}
