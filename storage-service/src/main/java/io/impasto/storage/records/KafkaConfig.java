package io.impasto.storage.records;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where Kafka is, for the channels and the readiness: {@code application.properties} hands it on. */
@ConfigMapping(prefix = "impasto.kafka")
interface KafkaConfig {

    /** Comma-separated {@code host:port} of brokers; default {@code 127.0.0.1:9092}. */
    @WithDefault("127.0.0.1:9092")
    String bootstrapServers();
}
