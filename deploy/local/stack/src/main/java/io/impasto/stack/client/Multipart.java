package io.impasto.stack.client;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A {@code multipart/form-data} body (RFC 7578); files are streamed. */
public final class Multipart {

    private final String boundary = "impasto-" + UUID.randomUUID();
    private final List<BodyPublisher> pieces = new ArrayList<>();

    public Multipart text(String name, String value) {
        return part("name=\"" + name + "\"", "text/plain; charset=utf-8", BodyPublishers.ofString(value));
    }

    public Multipart json(String name, String value) {
        return part("name=\"" + name + "\"", "application/json", BodyPublishers.ofString(value));
    }

    public Multipart bytes(String name, byte[] value) {
        return part(
                "name=\"" + name + "\"; filename=\"" + name + "\"",
                "application/octet-stream",
                BodyPublishers.ofByteArray(value));
    }

    /** @throws FileNotFoundException if there is no such file */
    public Multipart file(String name, Path file) throws FileNotFoundException {
        return part(
                "name=\"" + name + "\"; filename=\"" + name + "\"",
                "application/octet-stream",
                BodyPublishers.ofFile(file));
    }

    public String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    public BodyPublisher body() {
        List<BodyPublisher> all = new ArrayList<>(pieces);
        all.add(BodyPublishers.ofString("--" + boundary + "--\r\n"));
        return BodyPublishers.concat(all.toArray(BodyPublisher[]::new));
    }

    private Multipart part(String disposition, String type, BodyPublisher body) {
        pieces.add(BodyPublishers.ofString("--" + boundary + "\r\nContent-Disposition: form-data; " + disposition
                + "\r\nContent-Type: " + type + "\r\n\r\n"));
        pieces.add(body);
        pieces.add(BodyPublishers.ofString("\r\n"));
        return this;
    }
}
