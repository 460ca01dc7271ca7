package io.impasto.gateway.live;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

import io.impasto.gateway.events.EventReader;
import io.impasto.gateway.events.Position;
import io.impasto.gateway.events.TransferEvent.Report;
import io.impasto.gateway.events.UnreadableRecord;
import io.impasto.gateway.kafka.ClientSettings;
import io.impasto.gateway.kafka.KafkaConfig;
import io.impasto.gateway.kafka.Topics;

/** Reads past events of a transfer out of its partition, a page at a time, with a few consumers that all streams share. */
@ApplicationScoped
public class Replayer {

    private static final Logger LOG = Logger.getLogger(Replayer.class);
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int PAGE = 100;

    private final KafkaConfig config;
    private final int size;
    private final ExecutorService threads;
    private final BlockingQueue<KafkaConsumer<byte[], byte[]>> consumers;

    Replayer(KafkaConfig config, LiveConfig live) {
        this.config = config;
        this.size = live.replayers();
        this.threads = Executors.newFixedThreadPool(size, task -> {
            Thread thread = new Thread(task, "replayer");
            thread.setDaemon(true);
            return thread;
        });
        this.consumers = new ArrayBlockingQueue<>(size);
    }

    /** What is told of a page. */
    interface Reader {
        /** @param after offset after the last record that was looked at */
        void page(List<Report> events, long after);

        void fail();
    }

    /** Reads the transfer's events from an offset, up to a page of them, before the offset {@code until}. */
    void read(UUID transfer, int partition, long from, long until, Reader reader) {
        try {
            threads.execute(() -> {
                KafkaConsumer<byte[], byte[]> consumer = consumers.poll();
                try {
                    if (consumer == null) {
                        consumer = open();
                    }
                    read(consumer, transfer, partition, from, until, reader::page);
                    consumers.add(consumer);
                } catch (RuntimeException e) {
                    LOG.warnf("Past events of %s cannot be read: %s", transfer, e.getMessage());
                    if (consumer != null) {
                        consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ZERO));
                    }
                    reader.fail();
                }
            });
        } catch (RejectedExecutionException e) {
            reader.fail();
        }
    }

    private static void read(
            KafkaConsumer<byte[], byte[]> consumer,
            UUID transfer,
            int partition,
            long from,
            long until,
            BiConsumer<List<Report>, Long> page) {
        byte[] key = transfer.toString().getBytes(StandardCharsets.US_ASCII);
        TopicPartition place = new TopicPartition(Topics.EVENTS, partition);
        consumer.assign(List.of(place));
        consumer.seek(place, from);
        List<Report> events = new ArrayList<>();
        long after = from;
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (after < until && events.size() < PAGE) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(250))) {
                if (record.offset() >= until || events.size() >= PAGE) {
                    break;
                }
                // Most are others' events, and are not worth being read.
                Report event = Arrays.equals(record.key(), key) ? report(record) : null;
                if (event != null && event.transfer().equals(transfer)) {
                    events.add(event);
                }
                after = record.offset() + 1;
            }
            if (events.size() < PAGE) {
                // Also moves over what is no record: markers of transactions, what retention took away.
                after = Math.max(after, Math.min(until, consumer.position(place, LIMIT)));
            }
            if (System.nanoTime() > deadline && events.isEmpty() && after == from) {
                throw new IllegalStateException("the broker does not answer");
            }
        }
        page.accept(events, after);
    }

    private static Report report(ConsumerRecord<byte[], byte[]> record) {
        try {
            return EventReader.read(
                            record.headers(),
                            record.key(),
                            record.value(),
                            record.timestamp(),
                            new Position(record.partition(), record.offset()))
                    .filter(Report.class::isInstance)
                    .map(Report.class::cast)
                    .orElse(null);
        } catch (UnreadableRecord e) {
            return null;
        }
    }

    private KafkaConsumer<byte[], byte[]> open() {
        var settings = ClientSettings.reader(config, "impasto-gateway-replayer");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1000);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 256 << 10);
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 512 << 10);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @PreDestroy
    void close() throws InterruptedException {
        threads.shutdown();
        threads.awaitTermination(2, TimeUnit.SECONDS);
        consumers.forEach(KafkaConsumer::close);
    }
}
