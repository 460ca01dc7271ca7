package io.impasto.gateway.transfers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;

import io.quarkus.runtime.StartupEvent;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

import io.impasto.gateway.events.EventReader;
import io.impasto.gateway.events.Position;
import io.impasto.gateway.events.TransferEvent;
import io.impasto.gateway.events.TransferEvent.Report;
import io.impasto.gateway.events.UnreadableRecord;
import io.impasto.gateway.kafka.Broker;
import io.impasto.gateway.kafka.ClientSettings;
import io.impasto.gateway.kafka.DeadLetter;
import io.impasto.gateway.kafka.KafkaConfig;
import io.impasto.gateway.kafka.Publisher;
import io.impasto.gateway.kafka.ReadingThread;
import io.impasto.gateway.kafka.Topics;

/**
 * Keeps the table current: one thread that reads the compacted topic from its beginning, and requests, events and controls
 * from where the fold has committed. What is not yet folded is so seen at once, also while the fold moves to another gateway.
 */
@ApplicationScoped
public class Follower {

    private static final Logger LOG = Logger.getLogger(Follower.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Publisher publisher;
    private final TransferTable table;
    private final Instance<EventListener> listeners;
    private final ConcurrentMap<Integer, Long> nextEvents = new ConcurrentHashMap<>();
    private final ReadingThread thread;
    private List<EventListener> told = List.of();
    private volatile boolean caughtUp;

    Follower(
            KafkaConfig config,
            Broker broker,
            Publisher publisher,
            TransferTable table,
            Instance<EventListener> listeners) {
        this.publisher = publisher;
        this.table = table;
        this.listeners = listeners;
        Map<String, Object> settings = ClientSettings.reader(config, "impasto-gateway-follower");
        // Never joins the group: its id is there to ask for the group's committed offsets.
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, FoldGroup.ID);
        this.thread = new ReadingThread("follower", broker, settings, this::follow);
    }

    /** Whether everything that was in the topics when this gateway started is in the table. */
    public boolean caughtUp() {
        return caughtUp;
    }

    /** Offset of the first event of the partition of {@code impasto.events} that listeners have not been told yet. */
    public long nextEvent(int partition) {
        return nextEvents.getOrDefault(partition, 0L);
    }

    void start(@Observes StartupEvent started) {
        told = listeners.stream().toList();
        thread.start();
    }

    @PreDestroy
    void stop() throws InterruptedException {
        thread.stop();
    }

    private void follow(KafkaConsumer<byte[], byte[]> reader) throws InterruptedException {
        Map<TopicPartition, Long> ends = begin(reader);
        while (!thread.stopped()) {
            try {
                for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
                    take(record);
                }
                if (!ends.isEmpty()) {
                    ends.entrySet().removeIf(end -> reader.position(end.getKey(), LIMIT) >= end.getValue());
                    caughtUp = ends.isEmpty();
                }
            } catch (WakeupException | InterruptException e) {
                throw e;
            } catch (KafkaException e) {
                LOG.debugf("Kafka does not answer: %s", e.getMessage());
                Thread.sleep(200);
            }
        }
    }

    /** Places the reader and returns what it must reach to be caught up. */
    private Map<TopicPartition, Long> begin(KafkaConsumer<byte[], byte[]> reader) {
        List<TopicPartition> states = partitions(reader, Topics.TRANSFERS);
        List<TopicPartition> events = new ArrayList<>(partitions(reader, Topics.REQUESTS));
        events.addAll(partitions(reader, Topics.EVENTS));
        events.addAll(partitions(reader, Topics.CONTROLS));
        List<TopicPartition> all = new ArrayList<>(states);
        all.addAll(events);
        reader.assign(all);
        Map<TopicPartition, OffsetAndMetadata> folded = reader.committed(Set.copyOf(events), LIMIT);
        Map<TopicPartition, Long> starts = reader.beginningOffsets(all, LIMIT);
        for (TopicPartition partition : all) {
            OffsetAndMetadata committed = folded.get(partition);
            long start = committed == null ? starts.get(partition) : committed.offset();
            if (partition.topic().equals(Topics.EVENTS)) {
                start = nextEvents.merge(partition.partition(), start, Math::max);
            }
            reader.seek(partition, start);
        }
        return new ConcurrentHashMap<>(reader.endOffsets(all, LIMIT));
    }

    private static List<TopicPartition> partitions(KafkaConsumer<?, ?> reader, String topic) {
        List<PartitionInfo> found = reader.partitionsFor(topic, LIMIT);
        return found.stream().map(p -> new TopicPartition(topic, p.partition())).collect(Collectors.toList());
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (record.topic().equals(Topics.TRANSFERS)) {
                takeState(record);
            } else {
                takeEvent(record);
            }
        } catch (RuntimeException e) {
            LOG.errorf(e, "Skipped %s-%d-%d", record.topic(), record.partition(), record.offset());
        }
    }

    private void takeState(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (record.value() == null) {
                table.remove(UUID.fromString(new String(record.key(), StandardCharsets.UTF_8)));
            } else {
                table.merge(TransferDocument.read(record.value()));
            }
        } catch (IOException | IllegalArgumentException | NullPointerException e) {
            putAside(record, e.getMessage());
        }
    }

    private void takeEvent(ConsumerRecord<byte[], byte[]> record) {
        Position position = new Position(record.partition(), record.offset());
        boolean report = record.topic().equals(Topics.EVENTS);
        try {
            TransferEvent event = EventReader.read(
                            record.headers(), record.key(), record.value(), record.timestamp(), position)
                    .orElse(null);
            if (event == null || !record.topic().equals(Topics.of(event))) {
                return;
            }
            Transfer state = table.apply(event);
            if (event instanceof Report r) {
                // Before the listeners: whoever comes in between replays the event instead of being told.
                nextEvents.put(record.partition(), record.offset() + 1);
                told.forEach(listener -> listener.happened(r, state));
            }
        } catch (UnreadableRecord e) {
            // The fold puts it aside; here it is only passed over.
            LOG.debugf("%s %s: %s", record.topic(), position, e.getMessage());
        } finally {
            if (report) {
                nextEvents.put(record.partition(), record.offset() + 1);
            }
        }
    }

    /** What came before this gateway was put aside by those that ran then. */
    private void putAside(ConsumerRecord<byte[], byte[]> record, String reason) {
        LOG.warnf("Unreadable state in %s-%d-%d: %s", record.topic(), record.partition(), record.offset(), reason);
        if (caughtUp) {
            String key = record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8);
            DeadLetter.mark(
                    record.headers(),
                    "it is no transfer: " + reason,
                    record.topic(),
                    record.partition(),
                    record.offset());
            publisher.publish(
                    Topics.deadLetters(record.topic()),
                    key,
                    record.value(),
                    List.of(record.headers().toArray()));
        }
    }
}
