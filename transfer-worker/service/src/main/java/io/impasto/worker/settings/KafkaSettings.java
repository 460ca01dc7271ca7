package io.impasto.worker.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where the broker is and what its topics are called. */
@ConfigMapping(prefix = "impasto.kafka")
public interface KafkaSettings {

    /** Addresses of the brokers, comma-separated. Default {@code localhost:9092}. */
    @WithDefault("localhost:9092")
    String bootstrapServers();

    /** The queue of requested transfers. Default {@code impasto.requests}; its dead letters go to {@code <topic>.dlq}. */
    @WithDefault("impasto.requests")
    String requestsTopic();

    /** Where facts about transfers are published. Default {@code impasto.events}. */
    @WithDefault("impasto.events")
    String eventsTopic();

    /** What clients want of transfers that exist already. Default {@code impasto.controls}. */
    @WithDefault("impasto.controls")
    String controlsTopic();

    /** Where workers say that they are there. Default {@code impasto.workers}. */
    @WithDefault("impasto.workers")
    String workersTopic();

    /** How events lie in their records: {@code binary}, which is the default, or {@code structured}; both are read. */
    @WithDefault("binary")
    CloudEventsMode cloudeventsMode();

    /** Kafka's modes of CloudEvents. */
    enum CloudEventsMode {
        /** Attributes in headers, data in the value. */
        BINARY,
        /** Everything in the value. */
        STRUCTURED
    }

    /** The share group that all workers belong to. Default {@code impasto-workers}. */
    @WithDefault("impasto-workers")
    String group();
}
