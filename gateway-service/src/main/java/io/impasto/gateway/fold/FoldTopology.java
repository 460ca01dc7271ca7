package io.impasto.gateway.fold;

import java.util.function.Supplier;

import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

import io.impasto.gateway.kafka.Topics;

/**
 * Requests, events and controls go into one processor per partition (the topics are keyed by transfer and have the same
 * number of partitions), which also says what no worker will; deliveries of webhooks go into another. Everything is bytes: reading them is the processors' work, so that
 * what cannot be read becomes a dead letter and never stops the stream.
 */
final class FoldTopology {

    static final String REQUESTS = "requests-anew";
    static final String EVENTS = "ends";
    static final String TRANSFERS = "transfers";
    static final String DELIVERIES = "deliveries";
    static final String DEAD_LETTERS = "dead-letters";
    static final String DELIVERY_DEAD_LETTERS = "delivery-dead-letters";
    static final String TRANSFER_STORE = "transfer-states";
    static final String DELIVERY_STORE = "pending-deliveries";

    private FoldTopology() {}

    static Topology of(
            Supplier<Processor<byte[], byte[], byte[], byte[]>> fold,
            Supplier<Processor<byte[], byte[], byte[], byte[]>> deliver) {
        Topology topology = new Topology();
        ByteArrayDeserializer in = new ByteArrayDeserializer();
        ByteArraySerializer out = new ByteArraySerializer();
        topology.addSource("happenings", in, in, Topics.REQUESTS, Topics.EVENTS, Topics.CONTROLS);
        topology.addProcessor("fold", fold::get, "happenings");
        topology.addStateStore(store(TRANSFER_STORE), "fold");
        topology.addSink(TRANSFERS, Topics.TRANSFERS, out, out, "fold");
        topology.addSink(REQUESTS, Topics.REQUESTS, out, out, "fold");
        topology.addSink(EVENTS, Topics.EVENTS, out, out, "fold");
        topology.addSink(DELIVERIES, Topics.DELIVERIES, out, out, "fold");
        topology.addSink(DEAD_LETTERS, (key, value, context) -> Topics.deadLetters(context.topic()), out, out, "fold");

        topology.addSource("delivery-log", in, in, Topics.DELIVERIES);
        topology.addProcessor("deliver", deliver::get, "delivery-log");
        topology.addStateStore(store(DELIVERY_STORE), "deliver");
        topology.addSink(DELIVERY_DEAD_LETTERS, Topics.deadLetters(Topics.DELIVERIES), out, out, "deliver");
        return topology;
    }

    /** In memory, restored from its changelog: ended transfers are packed, and the disk stays out of it. */
    private static StoreBuilder<KeyValueStore<String, byte[]>> store(String name) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
                .withCachingDisabled();
    }
}
