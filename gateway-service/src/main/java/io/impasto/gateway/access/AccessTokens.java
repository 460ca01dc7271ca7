package io.impasto.gateway.access;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.lang.UnresolvableKeyException;

import io.impasto.gateway.access.AccessConfig.Oidc;
import io.impasto.gateway.problems.ProblemException;
import io.impasto.gateway.problems.ProblemType;

/**
 * Access tokens of the configured issuer: JWTs (RFC 7519) with a signature of one of its keys, its name, this gateway as
 * audience, and time left. Only signatures with a pair of keys count: whoever can check a token must not be able to make one.
 */
@ApplicationScoped
public class AccessTokens {

    private static final AlgorithmConstraints SIGNATURES = new AlgorithmConstraints(
            ConstraintType.PERMIT,
            AlgorithmIdentifiers.RSA_USING_SHA256,
            AlgorithmIdentifiers.RSA_USING_SHA384,
            AlgorithmIdentifiers.RSA_USING_SHA512,
            AlgorithmIdentifiers.RSA_PSS_USING_SHA256,
            AlgorithmIdentifiers.RSA_PSS_USING_SHA384,
            AlgorithmIdentifiers.RSA_PSS_USING_SHA512,
            AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256,
            AlgorithmIdentifiers.ECDSA_USING_P384_CURVE_AND_SHA384,
            AlgorithmIdentifiers.ECDSA_USING_P521_CURVE_AND_SHA512,
            AlgorithmIdentifiers.EDDSA);

    /** What is wrong with a token, most telling first. */
    private static final List<Map.Entry<Integer, String>> FAULTS = List.of(
            Map.entry(ErrorCodes.SIGNATURE_INVALID, "The token's signature is not valid."),
            Map.entry(ErrorCodes.ISSUER_INVALID, "The token is of another issuer."),
            Map.entry(ErrorCodes.ISSUER_MISSING, "The token names no issuer."),
            Map.entry(ErrorCodes.AUDIENCE_INVALID, "The token is meant for another audience."),
            Map.entry(ErrorCodes.AUDIENCE_MISSING, "The token names no audience."),
            Map.entry(ErrorCodes.EXPIRED, "The token has expired."),
            Map.entry(ErrorCodes.EXPIRATION_MISSING, "The token has no end."),
            Map.entry(ErrorCodes.NOT_YET_VALID, "The token is not valid yet."));

    private final Oidc config;
    private final String issuer;
    private final IssuerKeys keys;
    private final ScheduledExecutorService clock;

    AccessTokens(AccessConfig access) {
        config = access.oidc();
        if (config.issuer().isEmpty()) {
            issuer = null;
            keys = null;
            clock = null;
            return;
        }
        URI address = config.issuer().get();
        if (!isSafe(address)) {
            throw new ConfigurationException(
                    "The issuer " + address + " must be an https address, or lie on this machine.");
        }
        if (config.audience().isEmpty()) {
            throw new ConfigurationException(
                    "Set IMPASTO_ACCESS_OIDC_AUDIENCE: without it any token of the issuer would be let in, whomever it is for.");
        }
        issuer = address.toString();
        keys = new IssuerKeys(config, issuer);
        clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "issuer-keys");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Whether what is fetched from there cannot be exchanged on the way. */
    static boolean isSafe(URI address) {
        return address.getHost() != null
                && ("https".equals(address.getScheme())
                        || "http".equals(address.getScheme()) && Exposure.isLoopback(address.getHost()));
    }

    void start(@Observes StartupEvent started) {
        if (accepted()) {
            clock.scheduleWithFixedDelay(keys::keepFresh, 0, config.cooldown().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @PreDestroy
    void stop() {
        if (accepted()) {
            clock.shutdownNow();
        }
    }

    /** Whether there is an issuer whose tokens are let in. */
    boolean accepted() {
        return keys != null;
    }

    /**
     * The tenant that a token names. Completes at once, but for a token of an unknown key: the issuer may have a new one.
     * Fails with {@code credential-invalid} or, before there are any keys, {@code issuer-unavailable}.
     */
    CompletableFuture<String> tenant(String token) {
        try {
            return CompletableFuture.completedFuture(check(token));
        } catch (ProblemException e) {
            return CompletableFuture.failedFuture(e);
        } catch (UnknownKey e) {
            return keys.fetch().thenApply(done -> {
                try {
                    return check(token);
                } catch (UnknownKey still) {
                    throw keys.current() == null
                            ? ProblemType.ISSUER_UNAVAILABLE.problem(
                                    "The issuer of the tokens has not been reached yet. Try again in a moment.")
                            : invalid("The token's key is none of its issuer's.");
                }
            });
        }
    }

    private String check(String token) throws UnknownKey {
        List<JsonWebKey> known = keys.current();
        if (known == null) {
            throw new UnknownKey();
        }
        JwtConsumer consumer = new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(SIGNATURES)
                .setVerificationKeyResolver(new JwksVerificationKeyResolver(known))
                .setExpectedIssuer(issuer)
                .setExpectedAudience(config.audience().orElseThrow())
                .setRequireExpirationTime()
                .setAllowedClockSkewInSeconds(Math.toIntExact(config.leeway().toSeconds()))
                .build();
        try {
            return tenant(consumer.processToClaims(token));
        } catch (InvalidJwtException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof UnresolvableKeyException) {
                    throw new UnknownKey();
                }
            }
            throw invalid(FAULTS.stream()
                    .filter(fault -> e.hasErrorCode(fault.getKey()))
                    .findFirst()
                    .map(Map.Entry::getValue)
                    .orElse("This is neither a token that can be checked nor an API key."));
        }
    }

    private String tenant(JwtClaims claims) {
        Object value = claims.getClaimsMap();
        for (String name : config.tenantClaim().split("\\.")) {
            value = value instanceof Map<?, ?> object ? object.get(name) : null;
        }
        if (value instanceof String tenant && KeyRing.TENANT.matcher(tenant).matches()) {
            return tenant;
        }
        throw invalid("The token names no tenant: its claim " + config.tenantClaim()
                + " must be a text of a-z, 0-9, _ and -, at most 63.");
    }

    private static ProblemException invalid(String detail) {
        return ProblemType.CREDENTIAL_INVALID.problem(detail);
    }

    /** The token may be good, but none of the keys at hand can tell. */
    private static final class UnknownKey extends Exception {

        private static final long serialVersionUID = 1L;

        UnknownKey() {
            super(null, null, false, false);
        }
    }
}
