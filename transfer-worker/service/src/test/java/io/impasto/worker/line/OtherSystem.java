package io.impasto.worker.line;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import javax.imageio.ImageIO;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A system that knows the contract and nothing else: uploads images, publishes requests, reads artifacts. */
public final class OtherSystem implements AutoCloseable {

    public static final String TRACESTATE = "shop=1";
    public static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String bootstrapServers;
    private final URI storage;
    private final HttpClient http = HttpClient.newHttpClient();
    private final KafkaProducer<byte[], byte[]> producer;

    public OtherSystem(String bootstrapServers, URI storage) {
        this.bootstrapServers = bootstrapServers;
        this.storage = storage;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Uploads a picture of coloured patches; its id. */
    public String upload(int width, int height, long seed) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(seed);
        for (int y = 0; y < height; y += 8) {
            for (int x = 0; x < width; x += 8) {
                int colour = random.nextInt(0x1000000);
                for (int i = 0; i < 64; i++) {
                    image.setRGB(Math.min(width - 1, x + i % 8), Math.min(height - 1, y + i / 8), colour);
                }
            }
        }
        try {
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            ImageIO.write(image, "png", png);
            return upload(png.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Uploads a file; its id. */
    public String upload(byte[] file) {
        try {
            HttpResponse<byte[]> response = send(HttpRequest.newBuilder(storage.resolve("/v1/images"))
                    .header("Content-Type", "application/octet-stream")
                    .POST(BodyPublishers.ofByteArray(file)));
            return JSON.readTree(response.body()).path("id").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where anyone who can reach storage-service fetches an image. */
    public String address(String image) {
        return storage.resolve("/v1/images/" + image + "/content").toString();
    }

    /** An image as it was uploaded. */
    public byte[] image(String image) {
        return send(HttpRequest.newBuilder(URI.create(address(image)))).body();
    }

    /** Asks for a painting of two small pictures; the transfer's id. */
    public String requested(String options) {
        String transfer = newTransfer();
        String data = data(upload(96, 72, 1), upload(80, 80, 2), options);
        request("impasto.requests", transfer, UUID.randomUUID().toString(), data);
        return transfer;
    }

    /** Publishes a well-formed request. */
    public void request(String topic, String transfer, String request, String data) {
        Map<String, String> headers = headers(request, "requested");
        headers.putAll(Map.of(
                "ce_subject",
                transfer,
                "ce_time",
                Instant.now().toString(),
                "content-type",
                "application/json",
                "traceparent",
                TRACEPARENT,
                "tracestate",
                TRACESTATE));
        publish(topic, transfer, data.getBytes(StandardCharsets.UTF_8), headers);
    }

    /** Publishes a well-formed request in a transaction that is aborted. */
    public void requestAndTakeBack(String topic, String transfer, String data) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topic, transfer.getBytes(StandardCharsets.UTF_8), data.getBytes(StandardCharsets.UTF_8));
        Map<String, String> headers = headers("taken-back", "requested");
        headers.put("ce_subject", transfer);
        headers.forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        try (KafkaProducer<byte[], byte[]> undecided = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "transactional.id", "undecided"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            undecided.initTransactions();
            undecided.beginTransaction();
            undecided.send(record);
            undecided.flush();
            undecided.abortTransaction();
        }
    }

    /** Publishes a request in structured mode, all of it in the value. */
    public void structuredRequest(String topic, String transfer, String data) {
        String event = "{\"specversion\":\"1.0\",\"id\":\"structured\",\"source\":\"/another/system\",\"subject\":\""
                + transfer
                + "\",\"type\":\"io.impasto.transfer.requested.v1\",\"priorattempts\":1,\"traceparent\":\""
                + TRACEPARENT
                + "\",\"data\":" + data + "}";
        publish(
                topic,
                transfer,
                event.getBytes(StandardCharsets.UTF_8),
                Map.of("content-type", "application/cloudevents+json"));
    }

    /** Publishes a request again, as after a pause, with the attempts that were before. */
    public void requestAgain(String topic, String transfer, String request, String data, int priorAttempts) {
        Map<String, String> headers = headers(request, "requested");
        headers.put("ce_priorattempts", String.valueOf(priorAttempts));
        publish(topic, transfer, data.getBytes(StandardCharsets.UTF_8), headers);
    }

    /** Publishes a control, such as {@code cancel}. */
    public void control(String topic, String transfer, String verb, String id, String data) {
        Map<String, String> headers = headers(id, "control." + verb);
        headers.putAll(Map.of("ce_subject", transfer, "content-type", "application/json"));
        publish(topic, transfer, data.getBytes(StandardCharsets.UTF_8), headers);
    }

    /** What every event must have. */
    private static Map<String, String> headers(String id, String verb) {
        Map<String, String> headers = new HashMap<>();
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", id);
        headers.put("ce_source", "/another/system");
        headers.put("ce_type", "io.impasto.transfer." + verb + ".v1");
        return headers;
    }

    /** Publishes whatever it is told to. */
    public void publish(String topic, String key, byte[] value, Map<String, String> headers) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value);
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        try {
            producer.send(record).get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An artifact as storage-service has it; its status tells whether it is there. */
    public HttpResponse<byte[]> artifact(String transfer, String name) {
        return send(HttpRequest.newBuilder(storage.resolve("/v1/transfers/" + transfer + "/artifacts/" + name)));
    }

    /** A fresh transfer id. */
    public static String newTransfer() {
        return UUID.randomUUID().toString();
    }

    /** The data of a request. */
    public static String data(String content, String style, String options) {
        return "{\"content\":\"%s\",\"styles\":[\"%s\"],\"options\":%s}".formatted(content, style, options);
    }

    /** A document, parsed. */
    public static JsonNode json(byte[] text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
