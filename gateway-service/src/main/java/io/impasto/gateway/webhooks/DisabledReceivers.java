package io.impasto.gateway.webhooks;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

import io.impasto.gateway.kafka.Broker;
import io.impasto.gateway.kafka.ClientSettings;
import io.impasto.gateway.kafka.KafkaConfig;
import io.impasto.gateway.kafka.Topics;

/**
 * Receivers that have answered 410, tenant by tenant: they are told nothing more until a delivery that someone asks for is
 * accepted again. Known from the deliveries of all partitions, which one thread reads from their beginning; what is older than
 * the topic remembers is forgotten.
 */
@ApplicationScoped
public class DisabledReceivers {

    private static final Logger LOG = Logger.getLogger(DisabledReceivers.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final KafkaConfig config;
    private final Broker broker;
    private final ReceiverStandings standings = new ReceiverStandings();
    private final Thread thread = new Thread(this::run, "disabled-receivers");
    private volatile KafkaConsumer<byte[], byte[]> consumer;
    private volatile boolean known;
    private volatile boolean stopped;

    DisabledReceivers(KafkaConfig config, Broker broker) {
        this.config = config;
        this.broker = broker;
        thread.setDaemon(true);
    }

    /** Whether all deliveries of before this gateway started have been read. */
    boolean known() {
        return known;
    }

    boolean has(Delivery delivery) {
        return standings.disabled(delivery, Instant.now());
    }

    /** Takes in how a delivery stands as of now. */
    void take(Delivery delivery) {
        Instant now = Instant.now();
        standings.take(delivery, now, now);
    }

    void start(@Observes StartupEvent started) {
        thread.start();
    }

    @PreDestroy
    void stop() throws InterruptedException {
        stopped = true;
        KafkaConsumer<byte[], byte[]> current = consumer;
        if (current != null) {
            current.wakeup();
        }
        thread.join(2000);
    }

    private void run() {
        while (!stopped) {
            try {
                if (broker.hasTopics()) {
                    read();
                }
                Thread.sleep(300);
            } catch (InterruptedException | InterruptException | WakeupException e) {
                return;
            } catch (KafkaException e) {
                LOG.debugf("Kafka does not answer: %s", e.getMessage());
            }
        }
    }

    private void read() {
        try (KafkaConsumer<byte[], byte[]> reader = new KafkaConsumer<>(
                ClientSettings.reader(config, "impasto-gateway-disabled-receivers"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer = reader;
            List<TopicPartition> all = reader.partitionsFor(Topics.DELIVERIES, LIMIT).stream()
                    .map(partition -> new TopicPartition(Topics.DELIVERIES, partition.partition()))
                    .toList();
            reader.assign(all);
            reader.seekToBeginning(all);
            Map<TopicPartition, Long> ends = reader.endOffsets(all, LIMIT);
            while (!stopped) {
                reader.poll(POLL).forEach(this::take);
                known = known || all.stream().allMatch(each -> reader.position(each, LIMIT) >= ends.get(each));
            }
        } finally {
            consumer = null;
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            standings.take(Delivery.read(record.value()), Instant.ofEpochMilli(record.timestamp()), Instant.now());
        } catch (IOException e) {
            // The stream that delivers puts it aside.
            LOG.debugf("No delivery in %s-%d-%d", record.topic(), record.partition(), record.offset());
        }
    }
}
