package io.impasto.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import io.impasto.stack.Topics;

/** Reads the events from their beginning on, through every fault, and keeps them. */
final class Chronicle implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TYPE = "io.impasto.transfer.";

    private final String bootstrapServers;
    private final List<Fact> facts = new ArrayList<>();
    private final Thread reader = new Thread(this::read, "chronicle");
    private volatile boolean closed;

    Chronicle(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        reader.setDaemon(true);
        reader.start();
    }

    synchronized List<Fact> facts() {
        return List.copyOf(facts);
    }

    synchronized Optional<Fact> last(Predicate<Fact> wanted) {
        for (int i = facts.size() - 1; i >= 0; i--) {
            if (wanted.test(facts.get(i))) {
                return Optional.of(facts.get(i));
            }
        }
        return Optional.empty();
    }

    /** The first fact that is as wanted, now or later; empty if there is none within the limit. */
    synchronized Optional<Fact> await(Predicate<Fact> wanted, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        int next = 0;
        try {
            while (true) {
                for (; next < facts.size(); next++) {
                    if (wanted.test(facts.get(next))) {
                        return Optional.of(facts.get(next));
                    }
                }
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return Optional.empty();
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Of these transfers, those that have no terminal event yet. */
    synchronized Set<String> open(List<String> transfers) {
        Set<String> open = new HashSet<>(transfers);
        facts.stream().filter(Fact::terminal).map(Fact::transfer).forEach(open::remove);
        return open;
    }

    /** What each worker paints: the transfers whose last start was its, and that have not ended. */
    synchronized Map<String, String> painting() {
        Map<String, String> workers = new HashMap<>();
        for (Fact fact : facts) {
            if (fact.started()) {
                workers.values().removeIf(fact.transfer()::equals);
                workers.put(fact.data().path("worker").asText(), fact.transfer());
            } else if (fact.terminal()) {
                workers.values().removeIf(fact.transfer()::equals);
            }
        }
        return workers;
    }

    private void read() {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "reconnect.backoff.max.ms", 200),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = List.of(new TopicPartition(Topics.EVENTS, 0));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!closed) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    add(record);
                }
            }
        }
    }

    private synchronized void add(ConsumerRecord<String, byte[]> record) {
        String type = header(record, "ce_type");
        if (record.key() == null || !type.startsWith(TYPE)) {
            return;
        }
        JsonNode data;
        try {
            data = JSON.readTree(record.value());
        } catch (IOException e) {
            throw new IllegalStateException("an event is no JSON: offset " + record.offset(), e);
        }
        String verb = type.substring(TYPE.length()).replaceFirst("\\.v\\d+$", "");
        facts.add(new Fact(record.offset(), record.key(), verb, header(record, "ce_id"), data, System.nanoTime()));
        notifyAll();
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        closed = true;
        try {
            reader.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
