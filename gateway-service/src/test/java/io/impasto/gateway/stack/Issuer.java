package io.impasto.gateway.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/** An OpenID provider on loopback: discovery, keys that can be exchanged, and tokens. */
public final class Issuer implements AutoCloseable {

    /** What the gateways of these tests are as an audience. */
    public static final String AUDIENCE = "impasto-gateway";

    private final HttpServer server;
    private final List<PublicJsonWebKey> keys = new CopyOnWriteArrayList<>();
    private final AtomicInteger fetches = new AtomicInteger();

    public Issuer() {
        this(0);
    }

    /** @param port to listen on, or 0 for any */
    public Issuer(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        rotate();
        server.createContext(
                "/.well-known/openid-configuration",
                exchange -> answer(exchange, "{\"issuer\":\"" + url() + "\",\"jwks_uri\":\"" + url() + "/keys\"}"));
        server.createContext("/keys", exchange -> {
            fetches.incrementAndGet();
            answer(exchange, new JsonWebKeySet(keys).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY));
        });
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** How often its keys were fetched. */
    public int fetches() {
        return fetches.get();
    }

    /** A new key replaces those of before. */
    public void rotate() {
        RsaJsonWebKey fresh = key();
        keys.add(0, fresh);
        keys.removeIf(key -> key != fresh);
    }

    /** A key that no issuer has. */
    public static RsaJsonWebKey key() {
        try {
            RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
            key.setKeyId(UUID.randomUUID().toString());
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The public half of the key of now. */
    public PublicKey publicKey() {
        return (PublicKey) keys.get(0).getKey();
    }

    /** Claims of a good token for ten minutes. */
    public JwtClaims claims(String tenant) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(url());
        claims.setAudience(new ArrayList<>(List.of("another", AUDIENCE)));
        claims.setExpirationTimeMinutesInTheFuture(10);
        claims.setClaim("tenant", tenant);
        return claims;
    }

    public String token(String tenant) {
        return token(claims(tenant));
    }

    public String token(JwtClaims claims) {
        return token(claims, keys.get(0));
    }

    public static String token(JwtClaims claims, PublicJsonWebKey key) {
        JsonWebSignature token = new JsonWebSignature();
        token.setPayload(claims.toJson());
        token.setKey(key.getPrivateKey());
        token.setKeyIdHeaderValue(key.getKeyId());
        token.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        return serialised(token);
    }

    /** The id of the key of now. */
    public String keyId() {
        return keys.get(0).getKeyId();
    }

    public static String serialised(JsonWebSignature token) {
        try {
            return token.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
