package io.impasto.gateway.webhooks;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jboss.logging.Logger;

import io.impasto.gateway.kafka.DeadLetter;

/**
 * Keeps the pending deliveries of its partitions and hands over those that are due. Each sending ends in a further record of
 * the same topic, so that a delivery outlives the gateway that began it, and moves with the partition.
 */
public final class DeliveryProcessor implements Processor<byte[], byte[], byte[], byte[]> {

    private static final Logger LOG = Logger.getLogger(DeliveryProcessor.class);
    private static final Duration TICK = Duration.ofSeconds(1);

    private final DeliverWebhook deliverWebhook;
    private final String storeName;
    private final String deadLetters;
    private ProcessorContext<byte[], byte[]> context;
    private KeyValueStore<String, byte[]> pending;

    public DeliveryProcessor(DeliverWebhook deliverWebhook, String storeName, String deadLetters) {
        this.deliverWebhook = deliverWebhook;
        this.storeName = storeName;
        this.deadLetters = deadLetters;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        this.pending = context.getStateStore(storeName);
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, now -> sendDue(Instant.ofEpochMilli(now)));
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        try {
            Delivery delivery = Delivery.read(record.value());
            byte[] stored = pending.get(delivery.id());
            if (stored != null && Delivery.read(stored).attempt() > delivery.attempt()) {
                return;
            }
            if (delivery.outcome() == Delivery.Outcome.PENDING) {
                pending.put(delivery.id(), record.value());
                sendIfDue(delivery, Instant.now());
            } else {
                pending.delete(delivery.id());
            }
        } catch (IOException e) {
            RecordMetadata place = context.recordMetadata().orElseThrow();
            LOG.warnf("Put aside %s-%d-%d: %s", place.topic(), place.partition(), place.offset(), e.getMessage());
            context.forward(
                    record.withHeaders(DeadLetter.mark(
                            new RecordHeaders(record.headers()),
                            "it is no delivery: " + e.getMessage(),
                            place.topic(),
                            place.partition(),
                            place.offset())),
                    deadLetters);
        }
    }

    private void sendDue(Instant now) {
        List<String> old = new ArrayList<>();
        int waiting = 0;
        try (KeyValueIterator<String, byte[]> all = pending.all()) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> next = all.next();
                Delivery delivery = Delivery.read(next.value);
                if (delivery.outcome() == Delivery.Outcome.PENDING) {
                    sendIfDue(delivery, now);
                    waiting++;
                } else {
                    // What an earlier version remembered here.
                    old.add(next.key);
                }
            }
        } catch (IOException e) {
            LOG.errorf("A pending delivery cannot be read: %s", e.getMessage());
        }
        old.forEach(pending::delete);
        deliverWebhook.waiting(context.taskId().toString(), waiting);
    }

    @Override
    public void close() {
        // Another gateway has the partition now.
        deliverWebhook.waiting(context.taskId().toString(), 0);
    }

    private void sendIfDue(Delivery delivery, Instant now) {
        if (!delivery.notBefore().isAfter(now)) {
            deliverWebhook.send(delivery);
        }
    }
}
