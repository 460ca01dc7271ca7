package io.impasto.stack.letters;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import io.impasto.stack.StackProblem;
import io.impasto.stack.Topics;

/** The dead letter topics of a broker. */
final class LetterBox {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String bootstrapServers;

    LetterBox(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * The letters that lie there now, in the order of their topics and offsets. A record that two readers put aside, such as
     * a request that neither gateway nor worker understands, is one letter.
     *
     * @param topics that they were meant for
     * @throws StackProblem if the broker cannot be reached
     */
    List<Letter> letters(Collection<String> topics) {
        Map<String, Letter> found = new LinkedHashMap<>();
        Set<String> replayed = new HashSet<>();
        Set<String> origins = new HashSet<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = topics.stream()
                    .map(Topics::deadLetters)
                    .flatMap(topic -> partitions(consumer, topic))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
            while (partitions.stream().anyMatch(each -> consumer.position(each, PATIENCE) < ends.get(each))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    Header mark = record.headers().lastHeader(Letter.REPLAYED);
                    Letter letter = new Letter(record, false);
                    if (mark != null && letter.origin().isEmpty()) {
                        replayed.add(new String(mark.value(), StandardCharsets.UTF_8));
                    } else if (letter.origin().isEmpty() || origins.add(letter.origin())) {
                        found.put(letter.id(), letter);
                    }
                }
            }
        } catch (KafkaException e) {
            throw unreachable(e);
        }
        replayed.forEach(id -> found.computeIfPresent(id, (known, letter) -> letter.asReplayed()));
        return List.copyOf(found.values());
    }

    /**
     * Sends each once more, then marks it. A crash between the two leaves a letter that can be replayed twice, never one
     * that is lost; whoever reads the topics takes a repeated record for the first one.
     *
     * @throws StackProblem if the broker does not take one
     */
    void send(List<Replay> replays) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "max.block.ms", "10000"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (Replay replay : replays) {
                send(producer, replay.record());
                send(producer, replay.letter().mark());
            }
        } catch (KafkaException e) {
            throw unreachable(e);
        }
    }

    /** @param record what is sent for the letter */
    record Replay(Letter letter, ProducerRecord<byte[], byte[]> record) {}

    private static void send(KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) {
        try {
            producer.send(record).get();
        } catch (ExecutionException e) {
            throw new StackProblem(
                    "the broker does not take it: " + e.getCause().getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackProblem("interrupted");
        }
    }

    private static Stream<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) {
        return consumer.partitionsFor(topic, PATIENCE).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()));
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "allow.auto.create.topics", "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private StackProblem unreachable(KafkaException e) {
        return new StackProblem("the broker at " + bootstrapServers + " does not answer: " + e.getMessage());
    }
}
