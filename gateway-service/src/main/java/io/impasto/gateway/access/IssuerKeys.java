package io.impasto.gateway.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import com.fasterxml.jackson.databind.JsonNode;
import org.jboss.logging.Logger;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;

import io.impasto.gateway.access.AccessConfig.Oidc;
import io.impasto.gateway.events.Json;

/**
 * The public keys of the issuer, found by OpenID Connect Discovery 1.0 and fetched beside the calls that need them. What was
 * fetched last stays while the issuer does not answer.
 */
final class IssuerKeys {

    private static final Logger LOG = Logger.getLogger(IssuerKeys.class);
    private static final String DISCOVERY = "/.well-known/openid-configuration";

    private final Oidc config;
    private final String issuer;
    private final HttpClient http;
    private volatile List<JsonWebKey> keys;
    private CompletableFuture<Void> fetching = CompletableFuture.completedFuture(null);
    private long begunAt;
    private long fetchedAt;
    private boolean begun;
    private boolean failed;

    IssuerKeys(Oidc config, String issuer) {
        this.config = config;
        this.issuer = issuer;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(config.timeout())
                .build();
    }

    /** The keys as they were last fetched; null before the first time. */
    List<JsonWebKey> current() {
        return keys;
    }

    /** Fetches them if they are missing or old. */
    synchronized void keepFresh() {
        if (keys == null || !within(config.refresh(), fetchedAt)) {
            fetch();
        }
    }

    /** Fetches them, or joins who does already; so soon after the last time nothing is done. Never fails: the keys may be as before. */
    synchronized CompletableFuture<Void> fetch() {
        if (!fetching.isDone() || begun && within(config.cooldown(), begunAt)) {
            return fetching;
        }
        begun = true;
        begunAt = System.nanoTime();
        fetching = get(issuer.replaceFirst("/$", "") + DISCOVERY)
                .thenApply(this::keysAddress)
                .thenCompose(this::get)
                .thenApply(IssuerKeys::read)
                .handle(this::fetched);
        return fetching;
    }

    private synchronized Void fetched(List<JsonWebKey> fresh, Throwable failure) {
        if (failure == null) {
            if (keys == null || failed) {
                LOG.infof("Tokens of %s are checked with %d keys", issuer, fresh.size());
            }
            keys = fresh;
            fetchedAt = System.nanoTime();
        } else if (!failed) {
            LOG.warnf(
                    "The keys of %s cannot be fetched, %s: %s",
                    issuer, keys == null ? "so no token is let in yet" : "those of before stay", reason(failure));
        }
        failed = failure != null;
        return null;
    }

    private CompletableFuture<byte[]> get(String address) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .timeout(config.timeout())
                .header("Accept", "application/json")
                .build();
        return http.sendAsync(request, BodyHandlers.ofByteArray()).thenApply(IssuerKeys::body);
    }

    private static byte[] body(HttpResponse<byte[]> answer) {
        if (answer.statusCode() != 200) {
            throw wrong(answer.uri() + " answers " + answer.statusCode());
        }
        return answer.body();
    }

    /** Discovery, section 4.3: the document must name the very issuer that was asked. */
    private String keysAddress(byte[] document) {
        try {
            JsonNode metadata = Json.MAPPER.readTree(document);
            if (!metadata.path("issuer").asText().equals(issuer)) {
                throw wrong("its discovery document names another issuer");
            }
            String address = metadata.path("jwks_uri").asText();
            if (!AccessTokens.isSafe(URI.create(address))) {
                throw wrong("its keys do not lie behind https");
            }
            return address;
        } catch (IOException e) {
            throw wrong("its discovery document is no JSON");
        }
    }

    private static List<JsonWebKey> read(byte[] set) {
        try {
            return List.copyOf(new JsonWebKeySet(Json.MAPPER.readTree(set).toString()).getJsonWebKeys());
        } catch (IOException | JoseException e) {
            throw wrong("its keys are no JSON Web Key Set");
        }
    }

    private static UncheckedIOException wrong(String what) {
        return new UncheckedIOException(new IOException(what));
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        cause = cause instanceof UncheckedIOException ? cause.getCause() : cause;
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private static boolean within(Duration time, long since) {
        return System.nanoTime() - since < time.toNanos();
    }
}
