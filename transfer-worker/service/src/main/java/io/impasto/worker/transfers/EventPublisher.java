package io.impasto.worker.transfers;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Publishes facts about transfers, and dead letters. Safe to share between threads; records of one transfer keep their order. */
public final class EventPublisher implements AutoCloseable {

    /** The CloudEvents type of an announcement. */
    static final String ANNOUNCED = "io.impasto.worker.announced.v1";

    private static final String JSON = "application/json";

    private final String topic;
    private final String source;
    private final boolean structured;
    private final KafkaProducer<byte[], byte[]> producer;

    /**
     * @param topic of the events
     * @param worker name of this worker, part of each event's source
     * @param structured whether events go in structured mode, else in binary mode
     */
    public EventPublisher(String bootstrapServers, String topic, String worker, boolean structured) {
        this.topic = topic;
        this.structured = structured;
        this.source = source(worker);
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                        ProducerConfig.ACKS_CONFIG, "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true,
                        ProducerConfig.LINGER_MS_CONFIG, 0,
                        ProducerConfig.BUFFER_MEMORY_CONFIG, 4L * 1024 * 1024,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000,
                        ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Fetches what the first event would otherwise wait for. */
    public void warmUp() {
        producer.partitionsFor(topic);
    }

    /**
     * Publishes an event; completes when all in-sync replicas have it.
     *
     * @param trace of the request, carried along
     */
    public CompletableFuture<Void> publish(String transfer, Trace trace, TransferEvent event) {
        return send(
                structured
                        ? structured(topic, source, transfer, trace, event)
                        : record(topic, source, transfer, trace, event));
    }

    /** Says what a worker is and can do; always in binary mode, and in place of what it said before. */
    public CompletableFuture<Void> announce(String to, String worker, Object data) {
        return send(announcement(to, worker, data));
    }

    /** Says that a worker is gone. */
    public CompletableFuture<Void> withdraw(String to, String worker) {
        return send(new ProducerRecord<>(to, worker.getBytes(StandardCharsets.UTF_8), null));
    }

    static ProducerRecord<byte[], byte[]> announcement(String to, String worker, Object data) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(to, worker.getBytes(StandardCharsets.UTF_8), Json.write(data));
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("specversion", "1.0");
        attributes.put("id", UUID.randomUUID().toString());
        attributes.put("source", source(worker));
        attributes.put("type", ANNOUNCED);
        attributes.put("subject", worker);
        attributes.put("time", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
        attributes.forEach((name, value) -> header(record, "ce_" + name, value));
        header(record, "content-type", JSON);
        return record;
    }

    /** Puts a record of the queue aside as it came, with the reason. */
    public CompletableFuture<Void> bury(ConsumerRecord<byte[], byte[]> dead, String reason) {
        return send(deadLetter(dead, reason));
    }

    static String source(String worker) {
        return "/impasto/worker/" + worker;
    }

    /** The event as a CloudEvent in binary mode. */
    static ProducerRecord<byte[], byte[]> record(
            String topic, String source, String transfer, Trace trace, TransferEvent event) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, transfer.getBytes(StandardCharsets.UTF_8), Json.write(event));
        attributes(source, transfer, event).forEach((name, value) -> header(record, "ce_" + name, value));
        header(record, "content-type", JSON);
        trace.headers().forEach((name, value) -> header(record, name, value));
        return record;
    }

    /** The event as a CloudEvent in structured mode. */
    static ProducerRecord<byte[], byte[]> structured(
            String topic, String source, String transfer, Trace trace, TransferEvent event) {
        Map<String, Object> whole = new LinkedHashMap<>(attributes(source, transfer, event));
        whole.put("datacontenttype", JSON);
        whole.putAll(trace.headers());
        whole.put("data", event);
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, transfer.getBytes(StandardCharsets.UTF_8), Json.write(whole));
        header(record, "content-type", CloudEvent.STRUCTURED);
        trace.headers().forEach((name, value) -> header(record, name, value));
        return record;
    }

    private static Map<String, String> attributes(String source, String transfer, TransferEvent event) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("specversion", "1.0");
        attributes.put("id", id(transfer, event));
        attributes.put("source", source);
        attributes.put("type", event.type());
        attributes.put("subject", transfer);
        attributes.put("time", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
        return attributes;
    }

    static ProducerRecord<byte[], byte[]> deadLetter(ConsumerRecord<byte[], byte[]> dead, String reason) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(dead.topic() + ".dlq", null, dead.key(), dead.value(), dead.headers());
        header(record, "impasto-error", reason);
        header(record, "impasto-origin", dead.topic() + "-" + dead.partition() + "-" + dead.offset());
        return record;
    }

    /** Waits for a publication. @throws KafkaException if the brokers did not take it in time */
    public static void await(CompletableFuture<Void> publication) {
        try {
            publication.get();
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "an event could not be published: " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while publishing", e);
        }
    }

    private CompletableFuture<Void> send(ProducerRecord<byte[], byte[]> record) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        try {
            producer.send(record, (metadata, failure) -> {
                if (failure == null) {
                    done.complete(null);
                } else {
                    done.completeExceptionally(failure);
                }
            });
        } catch (KafkaException e) {
            done.completeExceptionally(e);
        }
        return done;
    }

    /** Terminal events are published again after a crash; their id stays the same, so that readers can tell. */
    private static String id(String transfer, TransferEvent event) {
        return event.terminal()
                ? UUID.nameUUIDFromBytes((transfer + "/" + event.type()).getBytes(StandardCharsets.UTF_8))
                        .toString()
                : UUID.randomUUID().toString();
    }

    private static void header(ProducerRecord<byte[], byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
