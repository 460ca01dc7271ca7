package io.impasto.gateway.webhooks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Utils;

import io.impasto.gateway.kafka.ClientSettings;
import io.impasto.gateway.kafka.KafkaConfig;
import io.impasto.gateway.kafka.Topics;
import io.impasto.gateway.problems.ProblemException;
import io.impasto.gateway.problems.ProblemType;

/**
 * What was sent about a transfer, read out of {@code impasto.deliveries} when someone asks: the topic is the log, so that it
 * is the same on every gateway and survives each of them. One asks at a time.
 */
@ApplicationScoped
public class DeliveryLog {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(250);

    private final KafkaConfig config;
    private KafkaConsumer<byte[], byte[]> consumer;

    DeliveryLog(KafkaConfig config) {
        this.config = config;
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
     * @param since when the transfer was made
     * @throws ProblemException {@code queue-unavailable} if the broker does not answer
     */
    public synchronized List<Entry> of(UUID transfer, Instant since) {
        try {
            return read(transfer, since);
        } catch (KafkaException e) {
            close();
            throw ProblemType.QUEUE_UNAVAILABLE.problem("The log of deliveries cannot be read. Try again in a moment.");
        }
    }

    private List<Entry> read(UUID transfer, Instant since) {
        if (consumer == null) {
            consumer = new KafkaConsumer<>(
                    ClientSettings.reader(config, "impasto-gateway-delivery-log"),
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer());
        }
        TopicPartition place = place(transfer);
        consumer.assign(List.of(place));
        long end = consumer.endOffsets(List.of(place), LIMIT).get(place);
        OffsetAndTimestamp first = consumer.offsetsForTimes(Map.of(place, since.toEpochMilli()), LIMIT)
                .get(place);
        consumer.seek(place, first == null ? end : first.offset());
        Map<String, Entry> entries = new LinkedHashMap<>();
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (consumer.position(place, LIMIT) < end) {
            if (System.nanoTime() > deadline) {
                throw new KafkaException("the broker does not answer in time");
            }
            consumer.poll(POLL).forEach(record -> take(record, transfer, entries));
        }
        return List.copyOf(entries.values());
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

    /** Where the producer's default partitioner puts records of this key. */
    private TopicPartition place(UUID transfer) {
        int partitions = consumer.partitionsFor(Topics.DELIVERIES, LIMIT).size();
        byte[] key = transfer.toString().getBytes(StandardCharsets.UTF_8);
        return new TopicPartition(Topics.DELIVERIES, Utils.toPositive(Utils.murmur2(key)) % partitions);
    }

    @PreDestroy
    synchronized void close() {
        if (consumer != null) {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
            consumer = null;
        }
    }
}
