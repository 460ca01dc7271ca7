package io.impasto.gateway.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.impasto.gateway.events.Trace;
import io.impasto.gateway.problems.Problem;
import io.impasto.gateway.problems.ProblemException;
import io.impasto.gateway.problems.ProblemType;

/** Speaks to storage-service, in the name of a tenant where it is about images. What cannot be reached, or fails on its side, is {@code store-unavailable}. */
@ApplicationScoped
public class StorageClient {

    private static final String TENANT = "Impasto-Tenant";

    private final StorageConfig config;
    private final ObjectMapper json;
    private final HttpClient http;
    private final Trace trace;

    @Inject
    StorageClient(StorageConfig config, ObjectMapper json) {
        this(
                config,
                json,
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(config.connectTimeout())
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build(),
                Trace.NONE);
    }

    private StorageClient(StorageConfig config, ObjectMapper json, HttpClient http, Trace trace) {
        this.config = config;
        this.json = json;
        this.http = http;
        this.trace = trace;
    }

    /** The same, called on behalf of whoever the trace belongs to. */
    public StorageClient traced(Trace caller) {
        return new StorageClient(config, json, http, caller);
    }

    /** Stores an image that lies in a file; fails with the reason if it is none that can be painted. */
    public CompletableFuture<StoredImage> store(String tenant, Path file) {
        try {
            HttpRequest request = request("/v1/images", config.uploadTimeout())
                    .header("Content-Type", "application/octet-stream")
                    .header(TENANT, tenant)
                    .POST(BodyPublishers.ofFile(file))
                    .build();
            return http.sendAsync(request, BodyHandlers.ofByteArray())
                    .handle((response, failure) -> description(answered(response, failure)));
        } catch (FileNotFoundException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Has an image fetched from an address; fails with the reason if it cannot be had, or is none that can be painted. */
    public CompletableFuture<StoredImage> fetch(String tenant, String address) {
        byte[] body;
        try {
            body = json.writeValueAsBytes(Map.of("url", address));
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
        HttpRequest request = request("/v1/images/import", config.fetchTimeout())
                .header("Content-Type", "application/json")
                .header(TENANT, tenant)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        return http.sendAsync(request, BodyHandlers.ofByteArray())
                .handle((response, failure) -> description(answered(response, failure)));
    }

    /** The description of an image of the tenant, or nothing. */
    public CompletableFuture<Optional<StoredImage>> describe(String tenant, String imageId) {
        HttpRequest request = request("/v1/images/" + imageId, config.timeout())
                .header(TENANT, tenant)
                .GET()
                .build();
        return http.sendAsync(request, BodyHandlers.ofByteArray()).handle((response, failure) -> {
            HttpResponse<byte[]> answer = answered(response, failure);
            return answer.statusCode() == 404 ? Optional.empty() : Optional.of(description(answer));
        });
    }

    /**
     * Takes an image from the tenant; false if it has none of this id.
     *
     * @throws ProblemException {@code image-in-use}, while a transfer uses it
     */
    public boolean remove(String tenant, String imageId) {
        HttpResponse<byte[]> answer = answer(request("/v1/images/" + imageId, config.timeout())
                .header(TENANT, tenant)
                .DELETE()
                .build());
        if (answer.statusCode() != 404 && answer.statusCode() / 100 != 2) {
            throw refusal(answer.statusCode(), answer.body());
        }
        return answer.statusCode() != 404;
    }

    /** Opens an image of the tenant; nothing if it has none of this id. */
    public Optional<Content> openImage(String tenant, String imageId, Map<String, String> conditions) {
        return open(
                request("/v1/images/" + imageId + "/content", config.timeout()).header(TENANT, tenant), conditions);
    }

    /** Opens an artifact of a transfer; nothing if there is none of this name. */
    public Optional<Content> openArtifact(UUID transfer, String name, Map<String, String> conditions) {
        return open(request("/v1/transfers/" + transfer + "/artifacts/" + name, config.timeout()), conditions);
    }

    /**
     * Opens a picture of a transfer in another size, format or colours; nothing if there is none of this name.
     *
     * @param query what is wanted of it, as it came
     * @param photograph the image to blend with, of the tenant
     */
    public Optional<Content> openRendition(
            String tenant,
            UUID transfer,
            String name,
            String query,
            String photograph,
            Map<String, String> conditions) {
        String path = "/v1/transfers/" + transfer + "/artifacts/" + name + "/rendition?" + query;
        return open(
                request(path, config.uploadTimeout()).header(TENANT, tenant).header("Impasto-Photograph", photograph),
                conditions);
    }

    /**
     * How the tenant can put an image straight into the store.
     *
     * @param wish how long it is, and what it is
     */
    public ObjectNode beginUpload(String tenant, byte[] wish) {
        HttpRequest request = request("/v1/uploads", config.timeout())
                .header("Content-Type", "application/json")
                .header(TENANT, tenant)
                .POST(BodyPublishers.ofByteArray(wish))
                .build();
        return object(answer(request));
    }

    /** Takes what was put as an image; fails with the reason if nothing was, or none that can be painted. */
    public CompletableFuture<StoredImage> completeUpload(String tenant, String upload) {
        HttpRequest request = request("/v1/uploads/" + upload + "/complete", config.uploadTimeout())
                .header(TENANT, tenant)
                .POST(BodyPublishers.noBody())
                .build();
        return http.sendAsync(request, BodyHandlers.ofByteArray())
                .handle((response, failure) -> description(answered(response, failure)));
    }

    /** A link to an artifact of a transfer that needs no credential; nothing if there is none of this name. */
    public Optional<ObjectNode> link(UUID transfer, String name) {
        String path = "/v1/transfers/" + transfer + "/artifacts/" + name + "/link";
        HttpResponse<byte[]> answer = answer(
                request(path, config.timeout()).POST(BodyPublishers.noBody()).build());
        return answer.statusCode() == 404 ? Optional.empty() : Optional.of(object(answer));
    }

    /** Names of the artifacts stored for a transfer. */
    public List<String> artifacts(UUID transfer) {
        HttpRequest request = request("/v1/transfers/" + transfer + "/artifacts", config.timeout())
                .GET()
                .build();
        HttpResponse<byte[]> answer = answer(request);
        try {
            return answer.statusCode() == 200 ? json.readTree(answer.body()).findValuesAsText("name") : List.of();
        } catch (IOException e) {
            throw unavailable();
        }
    }

    /**
     * Waits for an answer.
     *
     * @throws ProblemException with the reason why there is none
     */
    public static <T> T result(CompletableFuture<T> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Whether it is ready to serve. */
    public boolean ready() {
        HttpRequest request =
                request("/q/health/ready", Duration.ofSeconds(2)).GET().build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Optional<Content> open(HttpRequest.Builder request, Map<String, String> conditions) {
        conditions.forEach(request::header);
        HttpResponse<InputStream> response = result(http.sendAsync(request.GET().build(), BodyHandlers.ofInputStream())
                .handle(StorageClient::answered));
        int status = response.statusCode();
        if (status == 200 || status == 206 || status == 304) {
            return Optional.of(new Content(status, response.headers(), response.body()));
        }
        try (InputStream body = response.body()) {
            if (status == 404) {
                return Optional.empty();
            }
            throw status == 416
                    ? ProblemType.RANGE_NOT_SATISFIABLE.problem("Ask for a range within the content.")
                    : refusal(status, body.readNBytes(64 * 1024));
        } catch (IOException e) {
            throw unavailable();
        }
    }

    private HttpRequest.Builder request(String path, Duration limit) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(config.url() + path)).timeout(limit);
        trace.headers().forEach(request::header);
        return request;
    }

    private HttpResponse<byte[]> answer(HttpRequest request) {
        return result(http.sendAsync(request, BodyHandlers.ofByteArray()).handle(StorageClient::answered));
    }

    private ObjectNode object(HttpResponse<byte[]> answer) {
        if (answer.statusCode() / 100 != 2) {
            throw refusal(answer.statusCode(), answer.body());
        }
        try {
            return json.readValue(answer.body(), ObjectNode.class);
        } catch (IOException e) {
            throw unavailable();
        }
    }

    private StoredImage description(HttpResponse<byte[]> answer) {
        if (answer.statusCode() / 100 != 2) {
            throw refusal(answer.statusCode(), answer.body());
        }
        try {
            return json.readValue(answer.body(), StoredImage.class);
        } catch (IOException e) {
            throw unavailable();
        }
    }

    /** Its own problems are passed on when they are the client's to mend. */
    private ProblemException refusal(int status, byte[] body) {
        try {
            if (status >= 500) {
                boolean busy = json.readTree(body).path("type").asText().equals(ProblemType.RENDITIONS_BUSY.urn());
                return busy
                        ? ProblemType.RENDITIONS_BUSY.problem("Too many pictures are being rendered. Ask again soon.")
                        : unavailable();
            }
            Map<?, ?> members = json.readValue(body, Map.class);
            Problem problem = new Problem(
                    String.valueOf(members.get("type")),
                    String.valueOf(members.get("title")),
                    status,
                    String.valueOf(members.get("detail")),
                    Map.of());
            for (Map.Entry<?, ?> member : members.entrySet()) {
                String name = String.valueOf(member.getKey());
                if (!List.of("type", "title", "status", "detail", "instance").contains(name)) {
                    problem = problem.with(name, member.getValue());
                }
            }
            return new ProblemException(problem);
        } catch (IOException e) {
            return unavailable();
        }
    }

    private static <T> HttpResponse<T> answered(HttpResponse<T> response, Throwable failure) {
        if (failure == null) {
            return response;
        }
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof ProblemException problem) {
                throw problem;
            }
        }
        throw unavailable();
    }

    private static ProblemException unavailable() {
        return ProblemType.STORE_UNAVAILABLE.problem(
                "The service that keeps the images does not answer. Try again in a moment.");
    }
}
