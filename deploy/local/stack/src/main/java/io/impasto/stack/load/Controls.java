package io.impasto.stack.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.impasto.stack.client.GatewayException;

/** Uploads pictures, steers transfers and looks them up. */
final class Controls {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final URI gateway;

    Controls(HttpClient http, URI gateway) {
        this.http = http;
        this.gateway = gateway;
    }

    /** The id of a picture. */
    String uploaded(Path file) throws IOException {
        HttpResponse<byte[]> answer = send(HttpRequest.newBuilder(gateway.resolve("/v1/images"))
                .header("Content-Type", "image/jpeg")
                .POST(BodyPublishers.ofFile(file))
                .build());
        if (answer.statusCode() / 100 != 2) {
            throw new GatewayException("an image was answered with " + answer.statusCode());
        }
        return member(answer, "id");
    }

    void pause(List<String> transfers) {
        transfers.forEach(transfer -> post(transfer, "pause"));
    }

    void cancel(List<String> transfers) {
        transfers.forEach(transfer -> post(transfer, "cancel"));
    }

    /** The state of a transfer, or the status of the answer where it is not 200. */
    String state(String transfer) {
        HttpResponse<byte[]> answer = send(HttpRequest.newBuilder(gateway.resolve("/v1/transfers/" + transfer))
                .build());
        return answer.statusCode() == 200 ? member(answer, "state") : String.valueOf(answer.statusCode());
    }

    private static String member(HttpResponse<byte[]> answer, String name) {
        try {
            return JSON.readTree(answer.body()).path(name).asText();
        } catch (IOException e) {
            throw new GatewayException("the gateway answered what is no JSON", e);
        }
    }

    private void post(String transfer, String control) {
        HttpResponse<byte[]> answer =
                send(HttpRequest.newBuilder(gateway.resolve("/v1/transfers/" + transfer + "/" + control))
                        .POST(BodyPublishers.noBody())
                        .build());
        if (answer.statusCode() / 100 != 2) {
            throw new GatewayException(control + " was answered with " + answer.statusCode());
        }
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new GatewayException("the gateway cannot be reached: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GatewayException("interrupted", e);
        }
    }
}
