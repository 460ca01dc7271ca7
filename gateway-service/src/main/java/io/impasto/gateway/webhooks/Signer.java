package io.impasto.gateway.webhooks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signatures of Standard Webhooks, version 1: HMAC-SHA256 over {@code id.timestamp.body}. */
final class Signer {

    private static final String PREFIX = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";

    private final List<SecretKeySpec> keys;

    /**
     * @param secrets at least one, newest first
     * @throws IllegalArgumentException if one is not {@code whsec_} and 24..64 bytes in Base64
     */
    Signer(List<String> secrets) {
        keys = secrets.stream().map(Signer::key).toList();
    }

    /** Of the configured secrets; nothing if there is none. */
    static Optional<Signer> of(WebhooksConfig config) {
        List<String> secrets = new ArrayList<>(config.secrets().orElse(List.of()));
        config.secret().ifPresent(secrets::add);
        return secrets.isEmpty() ? Optional.empty() : Optional.of(new Signer(secrets));
    }

    private static SecretKeySpec key(String secret) {
        if (!secret.startsWith(PREFIX)) {
            throw new IllegalArgumentException("a webhook secret must start with whsec_");
        }
        byte[] bytes = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
        if (bytes.length < 24 || bytes.length > 64) {
            throw new IllegalArgumentException("a webhook secret must hold 24 to 64 bytes in Base64");
        }
        return new SecretKeySpec(bytes, ALGORITHM);
    }

    /** Value of the header {@code webhook-signature}: a signature for each secret, with spaces between them. */
    String sign(String id, Instant timestamp, String body) {
        return keys.stream().map(key -> sign(key, id, timestamp, body)).collect(Collectors.joining(" "));
    }

    private static String sign(SecretKeySpec key, String id, Instant timestamp, String body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            String signed = id + "." + timestamp.getEpochSecond() + "." + body;
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
