package io.impasto.gateway.transfers;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/** Ids of transfers, after RFC 9562. */
final class TransferIds {

    private static final UUID NAMESPACE = UUID.fromString("6c0f8d1e-3c55-4f0b-9a57-0d4f3d1b7a52");
    private static final SecureRandom RANDOM = new SecureRandom();

    private TransferIds() {}

    /** The id that belongs to an idempotency key of a tenant: the same again for the same (version 5). */
    static UUID ofKey(String tenant, String key) {
        return version5(NAMESPACE, tenant + "\n" + key);
    }

    static UUID version5(UUID namespace, String name) {
        ByteBuffer hash = ByteBuffer.wrap(sha1(
                ByteBuffer.allocate(16)
                        .putLong(namespace.getMostSignificantBits())
                        .putLong(namespace.getLeastSignificantBits())
                        .array(),
                name));
        return stamped(hash.getLong(), hash.getLong(), 5);
    }

    /** A fresh id that sorts by time (version 7). */
    static UUID fresh(Instant now) {
        long high = now.toEpochMilli() << 16 | RANDOM.nextInt(1 << 12);
        return stamped(high, RANDOM.nextLong(), 7);
    }

    static UUID fresh() {
        return fresh(Instant.now());
    }

    private static UUID stamped(long high, long low, int version) {
        return new UUID(high & ~0xf000L | (long) version << 12, low & 0x3fffffffffffffffL | 0x8000000000000000L);
    }

    private static byte[] sha1(byte[] namespace, String name) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            digest.update(namespace);
            return digest.digest(name.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
