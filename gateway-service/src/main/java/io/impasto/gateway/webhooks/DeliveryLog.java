package io.impasto.gateway.webhooks;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import io.impasto.gateway.kafka.ClientSettings;
import io.impasto.gateway.kafka.KafkaConfig;
import io.impasto.gateway.kafka.Topics;
import io.impasto.gateway.problems.ProblemException;
import io.impasto.gateway.problems.ProblemType;

/**
 * What was sent about a transfer, read out of {@code impasto.deliveries} when someone asks: the topic is the log, so that it
 * is the same on every gateway and survives each of them. Only the transfer's own records are read, in whatever partitions
 * they lie, so that neither the size of the log nor a change of its partitions matters. One asks at a time.
 */
@ApplicationScoped
public class DeliveryLog {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration LOOK = Duration.ofMillis(5);
    private static final int LEAST_FETCHED = 16 << 10;

    private final KafkaConfig config;
    private final KnownDeliveries knownDeliveries;
    private KafkaConsumer<byte[], byte[]> consumer;

    DeliveryLog(KafkaConfig config, KnownDeliveries knownDeliveries) {
        this.config = config;
        this.knownDeliveries = knownDeliveries;
    }

    /**
     * A delivery, with each of its sendings.
     *
     * @param latest how it stands
     * @param sendings in the order of their attempts
     */
    public record Entry(Delivery latest, List<Sending> sendings) {}

    /**
     * One attempt at a delivery.
     *
     * @param at when it had ended
     * @param delivery how it then stood
     */
    public record Sending(Instant at, Delivery delivery) {}

    /**
     * The deliveries about a transfer, oldest first.
     *
     * @throws ProblemException {@code queue-unavailable} if the brokers do not answer, or if the gateway has just started and
     *     does not know the log yet
     */
    public synchronized List<Entry> of(UUID transfer) {
        try {
            return read(transfer);
        } catch (KafkaException e) {
            close();
            throw ProblemType.QUEUE_UNAVAILABLE.problem("The log of deliveries cannot be read. Try again in a moment.");
        }
    }

    private List<Entry> read(UUID transfer) {
        if (consumer == null) {
            Map<String, Object> settings = ClientSettings.reader(config, "impasto-gateway-delivery-log");
            // What follows a record in its partition is mostly others'.
            settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, LEAST_FETCHED);
            consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }
        long deadline = System.nanoTime() + LIMIT.toNanos();
        awaitKnown(deadline);
        Map<Integer, List<ConsumerRecord<byte[], byte[]>>> records = knownDeliveries.of(transfer).stream()
                .flatMap(place -> record(place, deadline).stream())
                .collect(Collectors.groupingBy(ConsumerRecord::partition));
        Map<String, Entry> entries = new LinkedHashMap<>();
        // Where there are several, one followed the other when the topic was given more of them.
        records.values().stream()
                .sorted(Comparator.comparing(one -> one.get(0).timestamp()))
                .flatMap(List::stream)
                .forEach(record -> take(record, transfer, entries));
        return List.copyOf(entries.values());
    }

    /** What this very gateway has just published is to be seen. */
    private void awaitKnown(long deadline) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(
                consumer.partitionsFor(Topics.DELIVERIES, LIMIT).stream()
                        .map(partition -> new TopicPartition(Topics.DELIVERIES, partition.partition()))
                        .toList(),
                LIMIT);
        while (!knownDeliveries.hasRead(ends)) {
            check(deadline);
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    /** Nothing, if the topic has forgotten it since. */
    private Optional<ConsumerRecord<byte[], byte[]>> record(DeliveryPlaces.Place place, long deadline) {
        TopicPartition partition = new TopicPartition(Topics.DELIVERIES, place.partition());
        consumer.assign(List.of(partition));
        consumer.seek(partition, place.offset());
        while (consumer.position(partition, LIMIT) <= place.offset()) {
            check(deadline);
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL).records(partition)) {
                if (record.offset() == place.offset()) {
                    return Optional.of(record);
                }
            }
        }
        return Optional.empty();
    }

    private static void check(long deadline) {
        if (System.nanoTime() > deadline) {
            throw new KafkaException("the brokers do not answer in time");
        }
    }

    private static void take(ConsumerRecord<byte[], byte[]> record, UUID transfer, Map<String, Entry> entries) {
        try {
            Delivery delivery = Delivery.read(record.value());
            if (delivery.transfer().equals(transfer)) {
                entries.merge(delivery.id(), entry(record, delivery), DeliveryLog::joined);
            }
        } catch (IOException e) {
            // The stream that delivers puts it aside.
            return;
        }
    }

    private static Entry entry(ConsumerRecord<byte[], byte[]> record, Delivery delivery) {
        boolean asked = delivery.outcome() == Delivery.Outcome.PENDING && delivery.asked() != null;
        boolean sent = delivery.attempt() > 0 && !asked;
        return new Entry(
                delivery, sent ? List.of(new Sending(Instant.ofEpochMilli(record.timestamp()), delivery)) : List.of());
    }

    /** A record that a crash repeated says nothing new. */
    private static Entry joined(Entry before, Entry next) {
        if (next.latest().attempt() < before.latest().attempt()) {
            return before;
        }
        List<Sending> sendings = new ArrayList<>(before.sendings());
        boolean told = sendings.stream()
                .anyMatch(
                        sending -> sending.delivery().attempt() == next.latest().attempt());
        if (!told) {
            sendings.addAll(next.sendings());
        }
        return new Entry(next.latest(), List.copyOf(sendings));
    }

    @PreDestroy
    synchronized void close() {
        if (consumer != null) {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
            consumer = null;
        }
    }
}
