package io.impasto.worker.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.impasto.worker.transfers.Artifact;
import io.impasto.worker.transfers.Json;
import io.impasto.worker.transfers.Trace;

/**
 * storage-service. Every call throws {@link StorageUnavailable} if it may succeed later and {@link StorageRefused} if it
 * will not. Safe to share between threads.
 */
public final class Storage {

    private static final String PROBLEM = "urn:impasto:problem:";
    private static final int OK = 200;
    private static final int MULTIPLE_CHOICES = 300;
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private final URI base;
    private final Duration timeout;
    private final Duration importTimeout;
    private final int maxImageBytes;
    private final HttpClient http;
    private final Trace trace;

    /**
     * @param base its address
     * @param timeout of one request
     * @param importTimeout of one that has it fetch an image; longer than it takes itself
     * @param maxImageBytes a larger image is refused
     */
    public Storage(URI base, Duration timeout, Duration importTimeout, int maxImageBytes) {
        this(
                URI.create(base.toString().replaceAll("/+$", "")),
                timeout,
                importTimeout,
                maxImageBytes,
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(5))
                        .build(),
                Trace.NONE);
    }

    private Storage(
            URI base, Duration timeout, Duration importTimeout, int maxImageBytes, HttpClient http, Trace trace) {
        this.base = base;
        this.timeout = timeout;
        this.importTimeout = importTimeout;
        this.maxImageBytes = maxImageBytes;
        this.http = http;
        this.trace = trace;
    }

    /** The same, called on behalf of whoever the trace belongs to. */
    public Storage traced(Trace caller) {
        return new Storage(base, timeout, importTimeout, maxImageBytes, http, caller);
    }

    /** Whose an attempt is. */
    public enum Claim {
        /** That of the lease that claims it. */
        OURS,
        /** That of an earlier lease of the same record, and so over. */
        OVER,
        /** That of another record. */
        ANOTHERS
    }

    /** Claims a transfer for a request; false if another request has it. */
    public boolean claim(String transfer, String request) {
        return claimed("/v1/transfers/" + transfer + "/claim", Map.of("request", request)) == Claim.OURS;
    }

    /**
     * Claims an attempt for a lease.
     *
     * @param holder the record of the queue, named by its place
     */
    public Claim claim(String transfer, int attempt, String holder, String lease) {
        return claimed("/v1/transfers/" + transfer + "/claims/" + attempt, Map.of("holder", holder, "lease", lease));
    }

    private Claim claimed(String path, Map<String, String> claim) {
        BodyPublisher body = BodyPublishers.ofByteArray(Json.write(claim));
        try {
            call(json(path).PUT(body));
            return Claim.OURS;
        } catch (StorageRefused e) {
            return switch (e.type()) {
                case "transfer-claimed" -> Claim.ANOTHERS;
                case "attempt-over" -> Claim.OVER;
                default -> throw e;
            };
        }
    }

    /**
     * Has an image fetched from an address; it is the tenant's from then on.
     *
     * @throws StorageRefused with the reason, if it cannot be had or is none that can be painted
     */
    public ImageDescription fetch(String tenant, String address) {
        return Json.read(
                call(json("/v1/images/import")
                        .timeout(importTimeout)
                        .header("Impasto-Tenant", tenant)
                        .POST(BodyPublishers.ofByteArray(Json.write(Map.of("url", address))))),
                ImageDescription.class);
    }

    /** What is known of an image; empty if it is unknown. */
    public Optional<ImageDescription> describe(String image) {
        return found(to("/v1/images/" + image)).map(json -> Json.read(json, ImageDescription.class));
    }

    /** The bytes of an image, straight from the store through a link that storage-service signs; empty if it is unknown. */
    public Optional<byte[]> image(String image) {
        return found(to("/v1/images/" + image + "/link").POST(BodyPublishers.noBody()))
                .map(json -> URI.create(Json.read(json, Link.class).url()))
                .map(this::download);
    }

    /** An artifact's bytes; empty if there is none of that name. */
    public Optional<byte[]> artifact(String transfer, String name) {
        return found(to(path(transfer, name)));
    }

    /** All artifacts of a transfer. */
    public List<Artifact> artifacts(String transfer) {
        return List.of(Json.read(call(to("/v1/transfers/" + transfer + "/artifacts")), Artifact[].class));
    }

    /**
     * Stores an artifact.
     *
     * @throws StorageRefused {@code artifact-exists} if it may be written only once and other bytes are there; {@code
     *     stale-attempt} if a later attempt has written it
     */
    public Artifact store(String transfer, int attempt, String name, String mediaType, byte[] bytes) {
        return Json.read(
                call(to(path(transfer, name))
                        .header("Content-Type", mediaType)
                        .header("Impasto-Attempt", String.valueOf(attempt))
                        .PUT(BodyPublishers.ofByteArray(bytes))),
                Artifact.class);
    }

    /** Removes an artifact; nothing if there is none of that name. */
    public void remove(String transfer, String name) {
        found(to(path(transfer, name)).DELETE());
    }

    /** Whether it is ready to serve. */
    public boolean ready() {
        try {
            call(to("/q/health/ready").timeout(Duration.ofSeconds(2)));
            return true;
        } catch (StorageUnavailable | StorageRefused e) {
            return false;
        }
    }

    private record Link(String url) {}

    private byte[] download(URI link) {
        HttpRequest request = HttpRequest.newBuilder(link).timeout(timeout).build();
        try {
            HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() != OK) {
                    // Also a link that has expired: the next try asks for a new one.
                    throw new StorageUnavailable(
                            "the store answered " + response.statusCode() + " to a signed link", null);
                }
                byte[] bytes = body.readNBytes(maxImageBytes + 1);
                if (bytes.length > maxImageBytes) {
                    throw new StorageRefused("image-too-large", "An image has more than " + maxImageBytes + " bytes.");
                }
                return bytes;
            }
        } catch (IOException e) {
            throw new StorageUnavailable("the store does not answer: " + reason(e), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private Optional<byte[]> found(HttpRequest.Builder request) {
        HttpResponse<byte[]> response = send(request);
        return response.statusCode() == NOT_FOUND ? Optional.empty() : Optional.of(checked(response));
    }

    private byte[] call(HttpRequest.Builder request) {
        return checked(send(request));
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new StorageUnavailable("storage-service does not answer: " + reason(e), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static byte[] checked(HttpResponse<byte[]> response) {
        int status = response.statusCode();
        if (status >= OK && status < MULTIPLE_CHOICES) {
            return response.body();
        }
        Refused problem = problem(response.body());
        String message =
                response.request().method() + " " + response.request().uri().getPath() + ": " + status + " "
                        + problem.title() + (problem.detail() == null ? "" : ", " + problem.detail());
        if (status >= SERVER_ERROR || status == TOO_MANY_REQUESTS) {
            throw new StorageUnavailable(message, null);
        }
        throw new StorageRefused(
                problem.type().replace(PROBLEM, ""),
                message,
                problem.detail() == null ? problem.title() : problem.detail());
    }

    private record Refused(String type, String title, String detail) {
        Refused {
            type = type == null ? "about:blank" : type;
            title = title == null ? "" : title;
        }
    }

    private static Refused problem(byte[] body) {
        try {
            return Json.read(body, Refused.class);
        } catch (UncheckedIOException e) {
            return new Refused(null, null, null);
        }
    }

    private HttpRequest.Builder to(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(timeout);
        trace.headers().forEach(request::header);
        return request;
    }

    private HttpRequest.Builder json(String path) {
        return to(path).header("Content-Type", "application/json");
    }

    private static String path(String transfer, String name) {
        return "/v1/transfers/" + transfer + "/artifacts/" + name;
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static StorageUnavailable interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new StorageUnavailable("interrupted", e);
    }
}
