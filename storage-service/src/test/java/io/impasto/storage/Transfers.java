package io.impasto.storage;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import io.impasto.stack.Topics;
import io.impasto.storage.contract.Contract;

import static java.nio.charset.StandardCharsets.UTF_8;

/** States of transfers, published as the gateway does. */
public final class Transfers implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final KafkaProducer<byte[], byte[]> producer;

    public Transfers(String bootstrapServers) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** A running transfer of a tenant, which paints an image in its own style. */
    public UUID of(String tenant, String image) throws Exception {
        ObjectNode transfer = golden().put("tenant", tenant).put("content", image);
        transfer.withArray("styles").removeAll().add(image);
        return publish(transfer);
    }

    /** The golden example, as another transfer that is running. */
    public static ObjectNode golden() throws Exception {
        ObjectNode transfer = (ObjectNode) JSON.readTree(Contract.example("transfer.v1"));
        return transfer.put("id", UUID.randomUUID().toString()).put("state", "running");
    }

    public UUID publish(ObjectNode transfer) throws Exception {
        UUID id = UUID.fromString(transfer.path("id").textValue());
        send(id, transfer.toString().getBytes(UTF_8));
        return id;
    }

    public void purge(UUID transfer) throws Exception {
        send(transfer, ("{\"id\":\"" + transfer + "\",\"purgedAt\":\"2026-05-01T10:00:00Z\"}").getBytes(UTF_8));
    }

    /** Forgets it altogether. */
    public void bury(UUID transfer) throws Exception {
        send(transfer, null);
    }

    private void send(UUID key, byte[] value) throws Exception {
        producer.send(new ProducerRecord<>(Topics.TRANSFERS, key.toString().getBytes(UTF_8), value))
                .get(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        producer.close();
    }
}
