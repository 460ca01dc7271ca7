package io.impasto.gateway.webhooks;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

import io.impasto.gateway.kafka.Broker;
import io.impasto.gateway.kafka.ClientSettings;
import io.impasto.gateway.kafka.KafkaConfig;
import io.impasto.gateway.kafka.ReadingThread;
import io.impasto.gateway.kafka.Topics;

/**
 * What all of {@code impasto.deliveries} tells, of whatever partition, as one thread reads it from its beginning: which receivers
 * have answered 410 and are told nothing more until a delivery that someone asks for is accepted again, and where the records
 * of each transfer lie. What is older than the topic remembers is forgotten.
 */
@ApplicationScoped
public class KnownDeliveries {

    private static final Logger LOG = Logger.getLogger(KnownDeliveries.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration REVIEW = Duration.ofMinutes(1);

    private final ReceiverStandings standings = new ReceiverStandings();
    private final DeliveryPlaces places = new DeliveryPlaces();
    private final Map<TopicPartition, Long> read = new ConcurrentHashMap<>();
    private final ReadingThread thread;
    private volatile boolean known;

    KnownDeliveries(KafkaConfig config, Broker broker) {
        thread = new ReadingThread(
                "known-deliveries",
                broker,
                ClientSettings.reader(config, "impasto-gateway-known-deliveries"),
                this::read);
    }

    /** Whether all deliveries of before this gateway started have been read. */
    boolean known() {
        return known;
    }

    /** Whether the receiver wants no more. */
    boolean disabled(Delivery delivery) {
        return standings.disabled(delivery, Instant.now());
    }

    /** Takes in how a delivery stands as of now. */
    void take(Delivery delivery) {
        Instant now = Instant.now();
        standings.take(delivery, now, now);
    }

    /** Whether everything below these offsets has been read. */
    boolean hasRead(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> read.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    /** Where the records about a transfer lie, as far as the topic has been read. */
    List<DeliveryPlaces.Place> of(UUID transfer) {
        return places.of(transfer);
    }

    void start(@Observes StartupEvent started) {
        thread.start();
    }

    @PreDestroy
    void stop() throws InterruptedException {
        thread.stop();
    }

    /** Reads until it is stopped, or until there is another partition: then it begins anew. */
    private void read(KafkaConsumer<byte[], byte[]> reader) {
        read.clear();
        places.clear();
        List<TopicPartition> all = partitions(reader);
        reader.assign(all);
        reader.seekToBeginning(all);
        Map<TopicPartition, Long> ends = reader.endOffsets(all, LIMIT);
        long reviewed = System.nanoTime();
        while (!thread.stopped()) {
            reader.poll(POLL).forEach(this::take);
            all.forEach(each -> read.put(each, reader.position(each, LIMIT)));
            known = known || hasRead(ends);
            if (System.nanoTime() - reviewed > REVIEW.toNanos()) {
                places.forgetBefore(reader.beginningOffsets(all, LIMIT));
                if (!partitions(reader).equals(all)) {
                    return;
                }
                reviewed = System.nanoTime();
            }
        }
    }

    private static List<TopicPartition> partitions(KafkaConsumer<?, ?> reader) {
        return reader.partitionsFor(Topics.DELIVERIES, LIMIT).stream()
                .map(partition -> new TopicPartition(Topics.DELIVERIES, partition.partition()))
                .sorted(Comparator.comparing(TopicPartition::partition))
                .toList();
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            Delivery delivery = Delivery.read(record.value());
            standings.take(delivery, Instant.ofEpochMilli(record.timestamp()), Instant.now());
            places.add(delivery.transfer(), new DeliveryPlaces.Place(record.partition(), record.offset()));
        } catch (IOException e) {
            // The stream that delivers puts it aside.
            LOG.debugf("No delivery in %s-%d-%d", record.topic(), record.partition(), record.offset());
        }
    }
}
