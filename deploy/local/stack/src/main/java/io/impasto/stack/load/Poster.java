package io.impasto.stack.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.LongStream;

import com.fasterxml.jackson.databind.ObjectMapper;

/** Posts small JSON submissions, each at its time, however long the earlier ones take. */
final class Poster {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final HttpClient http;
    private final URI transfers;
    private final String images;

    /** @param images the request's members {@code content} and {@code styles} */
    Poster(HttpClient http, URI gateway, String images) {
        this.http = http;
        this.transfers = gateway.resolve("/v1/transfers");
        this.images = images;
    }

    /**
     * Returns when all are answered.
     *
     * @param evaluations of each painting, of 32 pixels a side
     * @param accepted hears the id of each transfer at once
     */
    List<Post> post(int count, double perSecond, int evaluations, Consumer<String> accepted) {
        long begin = System.nanoTime();
        double pause = 1e9 / perSecond;
        List<CompletableFuture<Post>> posts = LongStream.range(0, count)
                .mapToObj(i -> {
                    long due = begin + Math.round(i * pause);
                    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                        LockSupport.parkNanos(left);
                    }
                    return post(i, due, evaluations, accepted);
                })
                .toList();
        return posts.stream().map(CompletableFuture::join).toList();
    }

    private CompletableFuture<Post> post(long number, long due, int evaluations, Consumer<String> accepted) {
        String body = String.format(
                Locale.ROOT,
                "{%s, \"options\": {\"size\": 32, \"evaluations\": %d, \"levels\": 1, \"seed\": %d}}",
                images,
                evaluations,
                number);
        HttpRequest request = HttpRequest.newBuilder(transfers)
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return http.sendAsync(request, BodyHandlers.ofByteArray()).handle((answer, failure) -> {
            long answered = System.nanoTime();
            String id = failure == null ? id(answer) : null;
            if (id != null) {
                accepted.accept(id);
            }
            return new Post(due, answered, id, failure == null ? answer.statusCode() : 0);
        });
    }

    private static String id(HttpResponse<byte[]> answer) {
        try {
            return answer.statusCode() == 202
                    ? JSON.readTree(answer.body()).path("id").textValue()
                    : null;
        } catch (IOException e) {
            return null;
        }
    }
}
