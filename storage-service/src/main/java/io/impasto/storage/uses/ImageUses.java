package io.impasto.storage.uses;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.smallrye.common.annotation.Identifier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/**
 * Which images the living transfers use. It reads only when it is asked to catch up, from where it was, and at first from the beginning: without a
 * group, so that each of several instances has the whole topic and none starts in the middle of it.
 */
@Singleton
public class ImageUses {

    private static final Logger LOG = Logger.getLogger(ImageUses.class);
    private static final String TOPIC = "impasto.transfers";
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final ReentrantLock lock = new ReentrantLock();
    private final UseCounts counts = new UseCounts();
    private final Map<String, Object> config;
    private final ObjectReader reader;
    private volatile KafkaConsumer<byte[], byte[]> consumer;
    private volatile boolean closed;

    ImageUses(@Identifier("default-kafka-broker") Map<String, Object> kafka, ObjectMapper json) {
        config = new HashMap<>(kafka);
        config.keySet().retainAll(ConsumerConfig.configNames());
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, "image-uses");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 1 << 20);
        reader = json.readerFor(TransferImages.class);
    }

    /**
     * Reads what was published up to now.
     *
     * @param patience how long it may take; what was read by then need not be read again
     * @return whether all of it is known; if not, the other questions must not be asked
     */
    public boolean catchUp(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            if (!lock.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                return false;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        try {
            return !closed && readOn(deadline);
        } catch (KafkaException e) {
            LOG.debugf("which images are used is not known now: %s", e.getMessage());
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Whether a transfer of the tenant uses the image. */
    public boolean uses(String tenant, String sha256) {
        lock.lock();
        try {
            return ImageUse.of(tenant, sha256).filter(counts::used).isPresent();
        } finally {
            lock.unlock();
        }
    }

    /** Whether a transfer of any tenant uses the image. */
    public boolean anyoneUses(String sha256) {
        return uses(ImageUse.ANYONE, sha256);
    }

    private boolean readOn(long deadline) {
        if (consumer == null) {
            consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }
        // Partitions may be added at any time.
        List<TopicPartition> partitions = consumer.partitionsFor(TOPIC, answer(deadline)).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        if (!consumer.assignment().equals(Set.copyOf(partitions))) {
            consumer.assign(partitions);
        }
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, answer(deadline));
        ends.forEach(this::startAgainIfReplaced);
        while (!ends.entrySet().stream().allMatch(end -> position(end.getKey()) >= end.getValue())) {
            if (closed || System.nanoTime() > deadline) {
                return false;
            }
            consumer.poll(POLL).forEach(this::take);
        }
        return !ends.isEmpty();
    }

    /** For how long one answer of the broker is waited for. */
    private static Duration answer(long deadline) {
        Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
        return left.compareTo(ANSWER) < 0 ? left : ANSWER;
    }

    /** Where the topic ends before what was read of it, it is another one of the same name. */
    private void startAgainIfReplaced(TopicPartition partition, long end) {
        if (position(partition) > end) {
            consumer.seekToBeginning(List.of(partition));
        }
    }

    private long position(TopicPartition partition) {
        return consumer.position(partition, ANSWER);
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
            UUID transfer = UUID.fromString(key);
            counts.set(
                    transfer,
                    record.value() == null
                            ? Set.of()
                            : TransferImages.read(reader, record.value()).uses());
        } catch (IOException | IllegalArgumentException e) {
            // What the transfer used before counts on; TransferStates sends the record to the dead letters.
            LOG.debugf(
                    "offset %s of %s-%s is no transfer", (Object) record.offset(), record.topic(), record.partition());
        }
    }

    @PreDestroy
    void close() {
        closed = true;
        if (consumer != null) {
            consumer.wakeup();
        }
        lock.lock();
        try {
            if (consumer != null) {
                consumer.close();
            }
        } finally {
            lock.unlock();
        }
    }
}
