package io.impasto.gateway.workers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

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

import io.impasto.gateway.contract.AnnouncementSchema;
import io.impasto.gateway.events.Json;
import io.impasto.gateway.kafka.Broker;
import io.impasto.gateway.kafka.ClientSettings;
import io.impasto.gateway.kafka.KafkaConfig;
import io.impasto.gateway.kafka.Topics;

/** The workers that are there, as they announce themselves: one thread reads the compacted topic from its beginning. */
@ApplicationScoped
public class Workers {

    private static final Logger LOG = Logger.getLogger(Workers.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final KafkaConfig kafka;
    private final Broker broker;
    private final AnnouncementSchema schema;
    private final KnownWorkers known;
    private final Thread thread = new Thread(this::run, "workers");
    private volatile KafkaConsumer<byte[], byte[]> consumer;
    private volatile boolean stopped;

    Workers(KafkaConfig kafka, WorkersConfig config, Broker broker, AnnouncementSchema schema) {
        this.kafka = kafka;
        this.broker = broker;
        this.schema = schema;
        this.known = new KnownWorkers(config.forgotten());
        thread.setDaemon(true);
    }

    /** In order of their names. */
    List<Announcement> now() {
        return known.at(Instant.now());
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
                ClientSettings.reader(kafka, "impasto-gateway-workers"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer = reader;
            List<TopicPartition> all = reader.partitionsFor(Topics.WORKERS, LIMIT).stream()
                    .map(partition -> new TopicPartition(Topics.WORKERS, partition.partition()))
                    .toList();
            reader.assign(all);
            reader.seekToBeginning(all);
            while (!stopped) {
                reader.poll(POLL).forEach(this::take);
            }
        } finally {
            consumer = null;
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            return;
        }
        String worker = new String(record.key(), StandardCharsets.UTF_8);
        if (record.value() == null) {
            known.gone(worker);
            return;
        }
        try {
            Announcement announcement = Json.MAPPER.treeToValue(schema.checked(record.value()), Announcement.class);
            known.heard(worker, announcement, Instant.ofEpochMilli(record.timestamp()));
        } catch (IOException e) {
            LOG.debugf("No announcement in %s-%d: %s", record.topic(), record.offset(), e.getMessage());
        }
    }
}
