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
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

import io.impasto.gateway.contract.AnnouncementSchema;
import io.impasto.gateway.events.Json;
import io.impasto.gateway.kafka.Broker;
import io.impasto.gateway.kafka.ClientSettings;
import io.impasto.gateway.kafka.KafkaConfig;
import io.impasto.gateway.kafka.ReadingThread;
import io.impasto.gateway.kafka.Topics;

/** The workers that are there, as they announce themselves: one thread reads the compacted topic from its beginning. */
@ApplicationScoped
public class Workers {

    private static final Logger LOG = Logger.getLogger(Workers.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final AnnouncementSchema schema;
    private final KnownWorkers known;
    private final ReadingThread thread;

    Workers(KafkaConfig kafka, WorkersConfig config, Broker broker, AnnouncementSchema schema) {
        this.schema = schema;
        this.known = new KnownWorkers(config.forgotten());
        this.thread = new ReadingThread(
                "workers", broker, ClientSettings.reader(kafka, "impasto-gateway-workers"), this::read);
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
        thread.stop();
    }

    private void read(KafkaConsumer<byte[], byte[]> reader) {
        List<TopicPartition> all = reader.partitionsFor(Topics.WORKERS, LIMIT).stream()
                .map(partition -> new TopicPartition(Topics.WORKERS, partition.partition()))
                .toList();
        reader.assign(all);
        reader.seekToBeginning(all);
        while (!thread.stopped()) {
            reader.poll(POLL).forEach(this::take);
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
