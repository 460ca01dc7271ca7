package io.impasto.faults;

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
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import javax.imageio.ImageIO;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * A client that does what a client should: names each request by an idempotency key, and repeats it, at another gateway,
 * until it has an answer.
 */
final class Client {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long PAUSE_NANOS = 200_000_000;

    private final List<URI> gateways;
    private final String run;
    private final String options;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private String content;
    private String style;
    private int repeated;

    /**
     * @param run makes the idempotency keys of this run its own
     * @param options of all transfers, a JSON object without a seed
     */
    Client(List<URI> gateways, String run, String options) {
        this.gateways = gateways;
        this.run = run;
        this.options = options;
    }

    /** Uploads the pictures that all transfers name by their ids. */
    void upload() {
        content = id(post(0, "/v1/images", null, "image/png", picture(96, 72, 1), 201));
        style = id(post(0, "/v1/images", null, "image/png", picture(96, 96, 2), 201));
    }

    /**
     * Posts a transfer until it is accepted; its id.
     *
     * @param number within the run, from 0
     * @throws IllegalStateException if it is refused, or no gateway took it for a long time
     */
    String submit(int number) {
        String body = "{\"content\": \"%s\", \"styles\": [\"%s\"], \"options\": %s}"
                .formatted(content, style, options.replaceFirst("\\{", "{\"seed\": " + number + ", "));
        return id(post(number, "/v1/transfers", run + "-" + number, "application/json", body.getBytes(), 202));
    }

    /** How many requests had to be repeated because a gateway did not answer or was not able to. */
    int repeated() {
        return repeated;
    }

    private byte[] post(int turn, String path, String key, String type, byte[] body, int expected) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String last = "";
        for (int attempt = turn; System.nanoTime() < deadline; attempt++) {
            URI address = gateways.get(attempt % gateways.size()).resolve(path);
            HttpRequest.Builder request = HttpRequest.newBuilder(address)
                    .timeout(ANSWER_LIMIT)
                    .header("Content-Type", type)
                    .POST(BodyPublishers.ofByteArray(body));
            if (key != null) {
                request.header("Idempotency-Key", key);
            }
            try {
                HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
                if (response.statusCode() == expected) {
                    return response.body();
                }
                last = response.statusCode() + " " + new String(response.body());
                if (response.statusCode() < 500 && response.statusCode() != 429) {
                    throw new IllegalStateException("POST " + path + " was answered with " + last);
                }
            } catch (IOException e) {
                last = e.toString();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
            repeated++;
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        throw new IllegalStateException("no gateway took POST " + path + "; the last answer was " + last);
    }

    private static String id(byte[] body) {
        try {
            JsonNode answer = JSON.readTree(body);
            return answer.path("id").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] picture(int width, int height, long seed) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(seed);
        int[] colours = random.ints(64, 0, 0x1000000).toArray();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, colours[(x / 12 + y / 12 * 8) % colours.length]);
            }
        }
        try {
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            ImageIO.write(image, "png", png);
            return png.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
