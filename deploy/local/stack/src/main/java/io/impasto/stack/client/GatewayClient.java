package io.impasto.stack.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Talks to a gateway; a refusal is an exception that says what the gateway's problem document says. */
public final class GatewayClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
    private static final int RECONNECTS = 5;

    private final URI gateway;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    public GatewayClient(URI gateway) {
        this.gateway = gateway;
    }

    /** Posts a transfer with the parts given; answers the transfer with its links. */
    public JsonNode submit(Multipart parts) {
        HttpRequest request = request("/v1/transfers")
                .header("Content-Type", parts.contentType())
                .POST(parts.body())
                .build();
        return tree(send(request, BodyHandlers.ofString(), 202).body());
    }

    public JsonNode transfer(String id) {
        return tree(send(request("/v1/transfers/" + id).build(), BodyHandlers.ofString(), 200)
                .body());
    }

    /** @param link an address as the gateway writes it into {@code links} */
    public byte[] bytes(String link) {
        return send(request(link).build(), BodyHandlers.ofByteArray(), 200).body();
    }

    public void download(String link, Path file) {
        byte[] bytes = bytes(link);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new GatewayException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Follows the events of a transfer until the gateway ends the stream after the last one; a connection that breaks
     * before is opened again where it broke.
     *
     * @param link the transfer's {@code links.events}
     */
    public void follow(String link, Consumer<ServerEvent> listener) {
        EventParser parser = new EventParser();
        for (int connection = 0; connection <= RECONNECTS; connection++) {
            if (followOnce(link, parser, listener)) {
                return;
            }
        }
        throw new GatewayException("the event stream " + link + " broke off " + (RECONNECTS + 1) + " times");
    }

    private boolean followOnce(String link, EventParser parser, Consumer<ServerEvent> listener) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(gateway.resolve(link)).header("Accept", "text/event-stream");
        if (!parser.lastEventId().isEmpty()) {
            request.header("Last-Event-ID", parser.lastEventId());
        }
        boolean ended = false;
        try (Stream<String> lines =
                send(request.build(), BodyHandlers.ofLines(), 200).body()) {
            for (Iterator<String> each = lines.iterator(); each.hasNext(); ) {
                Optional<ServerEvent> event = parser.line(each.next());
                event.ifPresent(listener);
                ended |= event.filter(ServerEvent::isLast).isPresent();
            }
        } catch (UncheckedIOException brokenOff) {
            return ended;
        }
        return ended;
    }

    private HttpRequest.Builder request(String link) {
        return HttpRequest.newBuilder(gateway.resolve(link)).timeout(ANSWER_LIMIT);
    }

    private <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler, int expected) {
        try {
            HttpResponse<T> response = http.send(request, handler);
            if (response.statusCode() != expected) {
                throw new GatewayException(
                        request.method() + " " + request.uri().getPath() + " was answered with " + response.statusCode()
                                + ": " + said(response.body()));
            }
            return response;
        } catch (IOException e) {
            throw new GatewayException("cannot reach " + request.uri() + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GatewayException("interrupted", e);
        }
    }

    private static String said(Object body) {
        if (body instanceof String text) {
            return text;
        }
        return body instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : "";
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new GatewayException("the gateway answered what is no JSON: " + json, e);
        }
    }
}
