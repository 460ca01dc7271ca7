package io.impasto.gateway.stack;

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
import java.util.Arrays;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** A client of the gateway that holds every answer against the contract. */
public final class Client {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI base;
    private final OpenApi openApi;

    public Client(URI base, OpenApi openApi) {
        this.base = base;
        this.openApi = openApi;
    }

    /** A form under construction. */
    public static final class Form {

        private static final String BOUNDARY = "5iX0c8vT2e";
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();

        /** Two small pictures, as a transfer needs them. */
        public static Form pair() {
            return new Form().file("content", Pictures.png(1)).file("style", Pictures.png(2));
        }

        public Form file(String name, byte[] content) {
            part(name, "; filename=\"" + name + ".png\"\r\nContent-Type: image/png", content);
            return this;
        }

        public Form text(String name, String text) {
            part(name, "", text.getBytes(StandardCharsets.UTF_8));
            return this;
        }

        private void part(String name, String more, byte[] content) {
            body.writeBytes(
                    ("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"" + more + "\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            body.writeBytes(content);
            body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        }

        public byte[] bytes() {
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            whole.writeBytes(body.toByteArray());
            whole.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
            return whole.toByteArray();
        }

        public static String type() {
            return "multipart/form-data; boundary=" + BOUNDARY;
        }
    }

    public HttpResponse<byte[]> get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    public HttpResponse<byte[]> post(String path, Form form, String... headers) {
        return post(path, Form.type(), form.bytes(), headers);
    }

    public HttpResponse<byte[]> post(String path, String type, byte[] body, String... headers) {
        String[] all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 2, headers.length);
        all[0] = "Content-Type";
        all[1] = type;
        return send("POST", path, body, all);
    }

    public HttpResponse<byte[]> send(String method, String path, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            HttpResponse<byte[]> response = HTTP.send(request.build(), BodyHandlers.ofByteArray());
            openApi.check(method, path, response);
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Puts a transfer of two small pictures under an id of one's own. */
    public HttpResponse<byte[]> put(UUID id, String options, String... headers) {
        Form form = Form.pair().text("options", options);
        String[] all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Content-Type";
        all[headers.length + 1] = Form.type();
        return send("PUT", "/v1/transfers/" + id, form.bytes(), all);
    }

    /** Asks for a change of weights. */
    public HttpResponse<byte[]> patch(UUID id, String change) {
        byte[] body = change.getBytes(StandardCharsets.UTF_8);
        return send("PATCH", "/v1/transfers/" + id + "/options", body, "Content-Type", "application/json");
    }

    /** Asks for something that needs no words. */
    public HttpResponse<byte[]> ask(UUID id, String what) {
        return send("POST", "/v1/transfers/" + id + "/" + what, null);
    }

    /** Accepts a transfer of two small pictures and returns its id. */
    public UUID submit(String options, String webhook) {
        Form form = Form.pair().text("options", options);
        HttpResponse<byte[]> accepted = post("/v1/transfers", webhook == null ? form : form.text("webhook", webhook));
        if (accepted.statusCode() != 202) {
            throw new AssertionError(new String(accepted.body(), StandardCharsets.UTF_8));
        }
        return UUID.fromString(json(accepted).path("id").asText());
    }

    public String state(UUID id) {
        return json(get("/v1/transfers/" + id)).path("state").asText();
    }

    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static JsonNode json(HttpResponse<byte[]> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
