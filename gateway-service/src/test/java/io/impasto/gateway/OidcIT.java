package io.impasto.gateway;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.impasto.gateway.stack.ApiKeys;
import io.impasto.gateway.stack.Client;
import io.impasto.gateway.stack.Client.Form;
import io.impasto.gateway.stack.Issuer;
import io.impasto.gateway.stack.OpenApi;
import io.impasto.gateway.stack.Pictures;
import io.impasto.gateway.stack.TestStack;
import io.impasto.stack.Ports;
import io.impasto.stack.Service;

import static io.impasto.gateway.stack.Client.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Gateways that let in tokens of an issuer beside API keys, as processes beside the one of the other tests. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
class OidcIT {

    private static final Path JAR =
            Path.of(System.getProperty("impasto.root"), "gateway-service/target/quarkus-app/quarkus-run.jar");

    @TempDir
    static Path folder;

    private static Issuer issuer;
    private static Service gateway;
    private static Client client;

    @BeforeAll
    static void start() throws Exception {
        issuer = new Issuer();
        gateway = gateway("gateway-with-issuer", issuer.url(), Map.of());
        client = new Client(gateway.url(), new OpenApi());
        await().until(() -> status(issuer.token("acme")) == 200);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        issuer.close();
    }

    static Stream<Arguments> badTokens() throws Exception {
        JwtClaims good = issuer.claims("acme");
        String token = issuer.token("acme");
        String[] parts = token.split("\\.");
        String[] others = issuer.token("umbra").split("\\.");
        return Stream.of(
                arguments(
                        issuer.token(changed(claims -> claims.setExpirationTime(NumericDate.fromSeconds(1000)))),
                        "The token has expired."),
                arguments(issuer.token(changed(claims -> claims.unsetClaim("exp"))), "The token has no end."),
                arguments(
                        issuer.token(changed(claims -> claims.setNotBeforeMinutesInThePast(-5))),
                        "The token is not valid yet."),
                arguments(
                        issuer.token(changed(claims -> claims.setAudience("another"))),
                        "The token is meant for another audience."),
                arguments(issuer.token(changed(claims -> claims.unsetClaim("aud"))), "The token names no audience."),
                arguments(
                        issuer.token(changed(claims -> claims.setIssuer("https://issuer.example"))),
                        "The token is of another issuer."),
                arguments(issuer.token(changed(claims -> claims.unsetClaim("iss"))), "The token names no issuer."),
                arguments(
                        issuer.token(changed(claims -> claims.unsetClaim("tenant"))),
                        "The token names no tenant: its claim tenant must be"),
                arguments(
                        issuer.token(changed(claims -> claims.setClaim("tenant", "../other"))),
                        "The token names no tenant: its claim tenant must be"),
                arguments(parts[0] + "." + others[1] + "." + parts[2], "The token's signature is not valid."),
                arguments(Issuer.token(good, Issuer.key()), "The token's key is none of its issuer's."),
                arguments(unsigned(good), ""),
                arguments(parts[0] + "." + parts[1] + ".", ""),
                arguments(signedWithThePublicKey(good), ""),
                arguments(parts[0] + "." + parts[1], ""),
                arguments("a.b.c", "This is neither a token that can be checked nor an API key."),
                arguments("a.b.c.d.e", "This is neither a token that can be checked nor an API key."),
                arguments("x".repeat(8000), "This is neither a token that can be checked nor an API key."));
    }

    @ParameterizedTest
    @MethodSource("badTokens")
    void aTokenThatIsNotGoodIsRefusedWithItsReason(String token, String reason) {
        HttpResponse<byte[]> refused = client.get("/v1/transfers", "Authorization", "Bearer " + token);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(json(refused).path("type").asText()).isEqualTo("urn:impasto:problem:credential-invalid");
        assertThat(json(refused).path("detail").asText()).startsWith(reason);
        assertThat(refused.headers().firstValue("WWW-Authenticate").orElseThrow())
                .startsWith("Bearer realm=\"impasto\", error=\"invalid_token\", error_description=\"" + reason);
        assertThat(new String(refused.body(), StandardCharsets.UTF_8)).doesNotContain(token);
    }

    @Test
    void aTokenOpensWhatBelongsToItsTenantAsAKeyDoes() {
        String transfer =
                json(submit(issuer.token("acme"))).path("links").path("self").asText();
        assertThat(show(transfer, issuer.token("acme"))).isEqualTo(200);
        assertThat(show(transfer, key("acme"))).isEqualTo(200);
        assertThat(show(transfer, issuer.token("umbra"))).isEqualTo(404);
        assertThat(status("imp_" + "0".repeat(72))).isEqualTo(401);
    }

    @Test
    void keysOfTheIssuerAreExchangedWithoutARestart() {
        String old = issuer.token("acme");
        issuer.rotate();
        await().untilAsserted(() ->
                assertThat(submit(issuer.token("acme")).statusCode()).isEqualTo(202));
        await().untilAsserted(() -> assertThat(status(old)).isEqualTo(401));
    }

    @Test
    void anIssuerThatIsNotThereAtTheStartStopsNobodyElse() throws Exception {
        int port = Ports.free();
        try (Service early = gateway("gateway-before-issuer", "http://127.0.0.1:" + port, Map.of())) {
            Client soon = new Client(early.url(), new OpenApi());
            HttpResponse<byte[]> refused = soon.get("/v1/transfers", "Authorization", "Bearer " + issuer.token("acme"));
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(json(refused).path("type").asText()).isEqualTo("urn:impasto:problem:issuer-unavailable");
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(soon.get("/v1/transfers", "Authorization", "Bearer " + key("acme"))
                            .statusCode())
                    .isEqualTo(200);
            String token;
            try (Issuer late = new Issuer(port)) {
                token = late.token("acme");
                await().untilAsserted(() -> assertThat(soon.get("/v1/transfers", "Authorization", "Bearer " + token)
                                .statusCode())
                        .isEqualTo(200));
            }
            // Gone again: what was fetched stays.
            await().until(() -> Files.readString(folder.resolve("gateway-before-issuer.log"))
                    .contains("those of before stay"));
            assertThat(soon.get("/v1/transfers", "Authorization", "Bearer " + token)
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aCallWithANewKeyWaitsForItWithItsBody() {
        try (Issuer own = new Issuer();
                Service other = gateway(
                        "gateway-with-old-keys",
                        own.url(),
                        Map.of(
                                "IMPASTO_ACCESS_OIDC_REFRESH", "1H",
                                "IMPASTO_ACCESS_OIDC_TENANT_CLAIM", "organisation.id"))) {
            Client patient = new Client(other.url(), new OpenApi());
            await().untilAsserted(() -> assertThat(
                            patient.get("/v1/transfers", "Authorization", "Bearer " + own.token(organised(own)))
                                    .statusCode())
                    .isEqualTo(200));
            assertThat(own.fetches()).isEqualTo(1);
            own.rotate();
            assertThat(submit(patient, own.token(organised(own))).statusCode()).isEqualTo(202);
            assertThat(own.fetches()).isEqualTo(2);
        }
    }

    /** Claims with the tenant within an object. */
    private static JwtClaims organised(Issuer issuer) {
        JwtClaims claims = issuer.claims("acme");
        claims.setClaim("organisation", Map.of("id", "umbra"));
        return claims;
    }

    private interface Change {
        void of(JwtClaims claims);
    }

    private static JwtClaims changed(Change change) {
        JwtClaims claims = issuer.claims("acme");
        change.of(claims);
        return claims;
    }

    private static String unsigned(JwtClaims claims) {
        JsonWebSignature token = new JsonWebSignature();
        token.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        token.setAlgorithmHeaderValue(AlgorithmIdentifiers.NONE);
        token.setKeyIdHeaderValue(issuer.keyId());
        token.setPayload(claims.toJson());
        return Issuer.serialised(token);
    }

    /** What a gateway would take that lets the token choose how it is checked. */
    private static String signedWithThePublicKey(JwtClaims claims) {
        JsonWebSignature token = new JsonWebSignature();
        token.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        token.setKeyIdHeaderValue(issuer.keyId());
        token.setKey(new HmacKey(issuer.publicKey().getEncoded()));
        token.setPayload(claims.toJson());
        return Issuer.serialised(token);
    }

    private static int status(String credential) {
        return client.get("/v1/transfers", "Authorization", "Bearer " + credential)
                .statusCode();
    }

    private static int show(String transfer, String credential) {
        return client.get(transfer, "Authorization", "Bearer " + credential).statusCode();
    }

    private static HttpResponse<byte[]> submit(String token) {
        return submit(client, token);
    }

    private static HttpResponse<byte[]> submit(Client client, String token) {
        return client.post(
                "/v1/transfers",
                new Form().file("content", Pictures.png(1)).file("style", Pictures.png(2)),
                "Authorization",
                "Bearer " + token);
    }

    private static Service gateway(String name, String issuer, Map<String, String> settings) {
        key("acme");
        Map<String, String> all = new HashMap<>();
        all.put("IMPASTO_KAFKA_BOOTSTRAP_SERVERS", TestStack.broker().bootstrapServers());
        all.put("IMPASTO_STORAGE_URL", TestStack.storage().url().toString());
        all.put("IMPASTO_ACCESS_KEYS_FILE", folder.resolve("keys").toString());
        all.put("IMPASTO_ACCESS_KEYS_REFRESH", "0S");
        all.put("IMPASTO_ACCESS_OIDC_ISSUER", issuer);
        all.put("IMPASTO_ACCESS_OIDC_AUDIENCE", Issuer.AUDIENCE);
        all.put("IMPASTO_ACCESS_OIDC_REFRESH", "0.5S");
        all.put("IMPASTO_ACCESS_OIDC_COOLDOWN", "0.1S");
        all.putAll(settings);
        return Service.start(name, JAR, folder, all);
    }

    private static String key(String tenant) {
        return new ApiKeys(folder.resolve("keys")).create(tenant);
    }
}
