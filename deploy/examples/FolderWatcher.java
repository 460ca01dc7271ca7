import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Another event-driven system: pictures that are put into FOLDER/in come back painted in FOLDER/out. Requests are events on
 * Kafka, what becomes of them is read from Kafka, and the pictures are fetched from here by their addresses.
 *
 * <pre>java -cp 'deploy/local/stack/target/lib/*' deploy/examples/FolderWatcher.java FOLDER STYLE BROKER [GATEWAY] [--once]</pre>
 *
 * BROKER is what `impasto up` prints. With --once it ends when everything that lies there is done.
 */
public class FolderWatcher {

    private static final String REQUESTS = "impasto.requests";
    private static final String EVENTS = "impasto.events";
    private static final Duration TICK = Duration.ofMillis(500);

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Path in;
    private final Path out;
    private final Path style;
    private final URI gateway;
    private final String secret = UUID.randomUUID().toString();
    private final Set<Path> seen = new HashSet<>();
    private final Map<String, Path> open = new HashMap<>();
    private int port;

    FolderWatcher(Path folder, Path style, URI gateway) throws IOException {
        this.in = Files.createDirectories(folder.resolve("in"));
        this.out = Files.createDirectories(folder.resolve("out"));
        this.style = style;
        this.gateway = gateway;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> named = Stream.of(args).filter(arg -> !arg.equals("--once")).toList();
        if (named.size() < 3) {
            System.err.println("usage: FolderWatcher FOLDER STYLE BROKER [GATEWAY] [--once]");
            System.exit(2);
        }
        URI gateway = URI.create(named.size() > 3 ? named.get(3) : "http://127.0.0.1:8080");
        new FolderWatcher(Path.of(named.get(0)), Path.of(named.get(1)), gateway)
                .watch(named.get(2), named.size() < args.length);
    }

    void watch(String broker, boolean once) throws IOException, InterruptedException {
        HttpServer server = serve();
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker, "acks", "all"),
                        new StringSerializer(),
                        new StringSerializer());
                KafkaConsumer<String, String> events = new KafkaConsumer<>(
                        Map.of("bootstrap.servers", broker), new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = events.partitionsFor(EVENTS).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            // From now on, before anything is asked for: nothing can be missed.
            events.assign(partitions);
            events.seekToEnd(partitions);
            partitions.forEach(events::position);
            do {
                for (Path picture : fresh()) {
                    request(producer, picture);
                }
                for (ConsumerRecord<String, String> event : events.poll(TICK)) {
                    hear(event);
                }
            } while (!once || !open.isEmpty());
        } finally {
            server.stop(0);
        }
    }

    private List<Path> fresh() throws IOException {
        try (Stream<Path> files = Files.list(in)) {
            return files.filter(Files::isRegularFile).filter(seen::add).sorted().toList();
        }
    }

    /** Publishes a CloudEvent in binary mode; key and subject are the transfer's id, which the requester makes. */
    private void request(KafkaProducer<String, String> producer, Path picture) {
        String id = UUID.randomUUID().toString();
        ObjectNode data = json.createObjectNode();
        data.put("content", address("/in/" + picture.getFileName()));
        data.putArray("styles").add(address("/style"));
        data.putObject("options").put("size", 256).put("evaluations", 40);
        data.putObject("labels").put("watcher", "folder");
        ProducerRecord<String, String> record = new ProducerRecord<>(REQUESTS, id, data.toString());
        Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", UUID.randomUUID().toString(),
                        "ce_type", "io.impasto.transfer.requested.v1",
                        "ce_source", "/examples/folder-watcher",
                        "ce_subject", id,
                        "ce_time", Instant.now().toString(),
                        "content-type", "application/json")
                .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        open.put(id, picture);
        producer.send(record);
        System.out.println(picture.getFileName() + ": asked for as " + id);
    }

    private void hear(ConsumerRecord<String, String> event) throws IOException, InterruptedException {
        Path picture = open.get(event.key());
        Header type = event.headers().lastHeader("ce_type");
        if (picture == null || type == null) {
            return;
        }
        String name = picture.getFileName().toString();
        switch (new String(type.value(), StandardCharsets.UTF_8)) {
            case "io.impasto.transfer.completed.v1" -> {
                Path painted = out.resolve(name.replaceFirst("\\.[^.]*$", "") + ".png");
                collect(event.key(), painted);
                System.out.println(name + ": painted, " + painted);
                open.remove(event.key());
            }
            case "io.impasto.transfer.failed.v1" -> {
                JsonNode problem = json.readTree(event.value()).path("problem");
                System.out.println(name + ": failed, " + problem.path("detail").asText());
                open.remove(event.key());
            }
            case "io.impasto.transfer.cancelled.v1", "io.impasto.transfer.expired.v1" -> {
                System.out.println(name + ": given up");
                open.remove(event.key());
            }
            default -> {
                // Progress; it may be shown or not.
            }
        }
    }

    private void collect(String transfer, Path to) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(gateway.resolve("/v1/transfers/" + transfer + "/result"))
                .build();
        // The event may be here before the gateway has read it.
        for (int attempt = 0; attempt < 20; attempt++) {
            if (http.send(request, BodyHandlers.ofFile(to)).statusCode() == 200) {
                return;
            }
            Thread.sleep(TICK.toMillis());
        }
        Files.deleteIfExists(to);
        throw new IOException("the gateway has no result of " + transfer);
    }

    /** Serves the pictures on loopback, under a path that nobody guesses. */
    private HttpServer serve() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/" + secret, exchange -> {
            String path = exchange.getRequestURI().getPath().substring(secret.length() + 1);
            Path file = path.equals("/style") ? style : in.resolve(path.substring(path.lastIndexOf('/') + 1));
            boolean found = Files.isRegularFile(file);
            byte[] bytes = found ? Files.readAllBytes(file) : new byte[0];
            exchange.sendResponseHeaders(found ? 200 : 404, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        port = server.getAddress().getPort();
        return server;
    }

    private String address(String path) {
        try {
            return new URI("http", null, "127.0.0.1", port, "/" + secret + path, null, null).toASCIIString();
        } catch (java.net.URISyntaxException e) {
            throw new IllegalArgumentException(path, e);
        }
    }
}
