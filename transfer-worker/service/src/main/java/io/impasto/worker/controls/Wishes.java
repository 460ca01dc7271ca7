package io.impasto.worker.controls;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The wish of every transfer, as the topic of controls has it. One thread reads the topic from its beginning, and anew
 * whenever the connection was disturbed; {@link #of} is safe from any thread. Those last heard of longest ago are
 * forgotten beyond {@value #MOST_TRANSFERS} transfers.
 */
public final class Wishes implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Wishes.class);

    static final int MOST_TRANSFERS = 20_000;

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration BACKOFF = Duration.ofSeconds(1);

    private final String bootstrapServers;
    private final String topic;
    private final Thread thread = new Thread(this::run, "controls");
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private final Map<String, Wish> wishes = new LinkedHashMap<>(16, 0.75f, true);

    public Wishes(String bootstrapServers, String topic) {
        this.bootstrapServers = bootstrapServers;
        this.topic = topic;
        thread.setDaemon(true);
    }

    /** Starts reading. */
    public void start() {
        thread.start();
    }

    /** Whether all that was in the topic at the start has been read. */
    public boolean caughtUp() {
        return caughtUp.getCount() == 0;
    }

    /** Waits until it is {@link #caughtUp}, but not for longer than said. */
    public boolean awaitCaughtUp(Duration atMost) {
        try {
            return caughtUp.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return caughtUp();
        }
    }

    /** What is wished of a transfer at the moment. */
    public synchronized Wish of(String transfer) {
        return wishes.getOrDefault(transfer, Wish.NONE);
    }

    synchronized void hear(ConsumerRecord<byte[], byte[]> record) {
        ControlReader.read(record).ifPresent(addressed -> {
            wishes.put(addressed.transfer(), of(addressed.transfer()).after(addressed.control()));
            if (wishes.size() > MOST_TRANSFERS) {
                wishes.remove(wishes.keySet().iterator().next());
            }
        });
    }

    private void run() {
        Map<TopicPartition, Long> read = new LinkedHashMap<>();
        while (closing.getCount() > 0) {
            try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
                follow(consumer, read);
            } catch (KafkaException e) {
                LOG.warn("controls can't be read, trying again: {}", e.getMessage());
                rest();
            }
        }
    }

    /** Goes on where it was, so that no change of weights is heard twice. */
    private void follow(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> read) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new KafkaException("there is no topic " + topic);
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        read.forEach(consumer::seek);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (closing.getCount() > 0) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(caughtUp() ? POLL : Duration.ofMillis(50))) {
                hear(record);
                read.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
            }
            if (!caughtUp()
                    && ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                LOG.info("{} is read up to its end", topic);
                caughtUp.countDown();
            }
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        5000,
                        ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                        1000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private void rest() {
        try {
            closing.await(BACKOFF.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            closing.countDown();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(Duration.ofSeconds(2).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
