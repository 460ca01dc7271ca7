package io.impasto.acceptance;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.impasto.stack.client.Multipart;

import static org.assertj.core.api.Assertions.assertThat;

/** Plain HTTP, so that tests see what any client sees. */
public final class Http {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ANSWER =
            Pattern.compile("(?is)HTTP/1\\.1 (\\d{3}) .*\r\ncontent-type: ([^\r]*)\r\n.*?\r\n\r\n(.*)");

    private Http() {}

    /** @param body null where it is no JSON */
    public record Answer(int status, String contentType, JsonNode body, Duration took) {}

    public static Answer get(URI address) {
        return send(HttpRequest.newBuilder(address).build());
    }

    public static Answer post(URI address, Multipart parts, String... headers) {
        return send(with(headers, HttpRequest.newBuilder(address))
                .header("Content-Type", parts.contentType())
                .POST(parts.body())
                .build());
    }

    public static Answer post(URI address, String contentType, byte[] body) {
        return send(HttpRequest.newBuilder(address)
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build());
    }

    /** What is answered to these bytes until the other side ends the connection. */
    public static Answer exchange(URI address, byte[] bytes) {
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(5000);
            long start = System.nanoTime();
            socket.getOutputStream().write(bytes);
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            Matcher parts = ANSWER.matcher(answer);
            assertThat(answer).matches(ANSWER);
            parts.matches();
            return new Answer(Integer.parseInt(parts.group(1)), parts.group(2), JSON.readTree(parts.group(3)), took);
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        }
    }

    private static HttpRequest.Builder with(String[] headers, HttpRequest.Builder request) {
        return headers.length == 0 ? request : request.headers(headers);
    }

    public static Answer send(HttpRequest request) {
        long start = System.nanoTime();
        try {
            HttpResponse<byte[]> response = CLIENT.send(request, BodyHandlers.ofByteArray());
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            String type = response.headers().firstValue("Content-Type").orElse("");
            JsonNode body = type.contains("json") ? JSON.readTree(response.body()) : null;
            return new Answer(response.statusCode(), type, body, took);
        } catch (IOException e) {
            throw new AssertionError(request + " failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
