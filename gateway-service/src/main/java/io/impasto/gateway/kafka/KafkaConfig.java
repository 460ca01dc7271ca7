package io.impasto.gateway.kafka;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import io.impasto.gateway.events.EventWriter;

/** Where Kafka is. */
@ConfigMapping(prefix = "impasto.kafka")
public interface KafkaConfig {

    /** Comma-separated {@code host:port} of brokers; default {@code 127.0.0.1:9092}. */
    @WithDefault("127.0.0.1:9092")
    String bootstrapServers();

    /** The share group that all workers belong to, whose backlog is told; default {@code impasto-workers}. */
    @WithDefault("impasto-workers")
    String group();

    /** How events are published: {@code binary}, which is the default, or {@code structured}; both are read. */
    @WithDefault("binary")
    EventWriter.Mode cloudeventsMode();

    /** How long a record may take to be acknowledged before the request is refused; default 3 seconds. */
    @WithDefault("3S")
    Duration publishTimeout();
}
