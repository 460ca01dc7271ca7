import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A client in one file, with nothing but the JDK (17 or newer):
 *
 * <pre>java deploy/examples/PaintOverRest.java PHOTO STYLE OUT [GATEWAY]</pre>
 *
 * Uploads two pictures, submits a transfer, shows its events as they come, and writes the painting. With IMPASTO_KEY set, each
 * request carries that API key.
 */
public class PaintOverRest {

    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([^\"]+)\"");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI gateway;

    PaintOverRest(URI gateway) {
        this.gateway = gateway;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length < 3) {
            System.err.println("usage: java PaintOverRest.java PHOTO STYLE OUT [GATEWAY]");
            System.exit(2);
        }
        URI gateway = URI.create(args.length > 3 ? args[3] : "http://127.0.0.1:8080");
        new PaintOverRest(gateway).paint(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]));
    }

    void paint(Path photo, Path style, Path out) throws IOException, InterruptedException {
        String order = "{\"content\": \"%s\", \"styles\": [\"%s\"], \"options\": {\"size\": 256, \"evaluations\": 40}}"
                .formatted(upload(photo), upload(style));
        HttpRequest submission = request("/v1/transfers")
                .header("Content-Type", "application/json")
                // Sent again after a failure, the same key is the same transfer.
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofString(order))
                .build();
        String id = id(send(submission, BodyHandlers.ofString()).body());
        follow(id);
        send(request("/v1/transfers/" + id + "/result").build(), BodyHandlers.ofFile(out));
        System.out.println(out);
    }

    private String upload(Path picture) throws IOException, InterruptedException {
        HttpRequest request = request("/v1/images")
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofFile(picture))
                .build();
        return id(send(request, BodyHandlers.ofString()).body());
    }

    /** Prints the transfer's events; the gateway ends the stream after the last one. */
    private void follow(String id) throws IOException, InterruptedException {
        HttpRequest request = request("/v1/transfers/" + id + "/events")
                .header("Accept", "text/event-stream")
                .build();
        try (Stream<String> lines = send(request, BodyHandlers.ofLines()).body()) {
            for (Iterator<String> each = lines.iterator(); each.hasNext(); ) {
                String line = each.next();
                if (line.startsWith("event: ")) {
                    System.out.println(line.substring("event: ".length()));
                }
            }
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(gateway.resolve(path));
        String key = System.getenv("IMPASTO_KEY");
        return key == null ? request : request.header("Authorization", "Bearer " + key);
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
            throws IOException, InterruptedException {
        HttpResponse<T> response = http.send(request, handler);
        if (response.statusCode() >= 300) {
            throw new IOException(request.uri() + " was answered with " + response.statusCode());
        }
        return response;
    }

    private static String id(String json) {
        Matcher matcher = ID.matcher(json);
        if (!matcher.find()) {
            throw new IllegalStateException("an answer without an id: " + json);
        }
        return matcher.group(1);
    }
}
