package io.impasto.storage.artifacts;

import java.util.Map;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.impasto.storage.problems.ProblemException;
import io.impasto.storage.problems.ProblemType;
import io.impasto.storage.store.Bucket;
import io.impasto.storage.store.NewObject;

/** Ties a transfer to the first request that asked for it; of several at once, one wins. */
@Singleton
class Claims {

    static final String NAME = "claim.json";

    private static final int LONGEST = 4096;

    private final Bucket bucket;
    private final KeyLocks locks;
    private final ObjectMapper json;

    Claims(Bucket bucket, KeyLocks locks, ObjectMapper json) {
        this.bucket = bucket;
        this.locks = locks;
        this.json = json;
    }

    /**
     * A claim, as it is sent and stored.
     *
     * @param request the {@code ce_id} of the request event
     */
    record Claim(String request) {}

    /** @throws ProblemException {@code transfer-claimed}, if another request was first */
    void claim(TransferId transfer, Claim claim) {
        String key = transfer.folder() + NAME;
        var lock = locks.of(key);
        lock.lock();
        try {
            Claim first = bucket.text(key, LONGEST).map(this::read).orElse(null);
            if (first == null && !bucket.putIfAbsent(new NewObject(key, "application/json", Map.of()), bytes(claim))) {
                first = bucket.text(key, LONGEST).map(this::read).orElseThrow();
            }
            if (first != null && !first.equals(claim)) {
                throw new ProblemException(
                        ProblemType.TRANSFER_CLAIMED,
                        "Transfer " + transfer.uuid() + " belongs to another request event.",
                        Map.of("request", first.request()));
            }
        } finally {
            lock.unlock();
        }
    }

    private Claim read(String text) {
        try {
            return json.readValue(text, Claim.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored claim cannot be read", e);
        }
    }

    private byte[] bytes(Claim claim) {
        try {
            return json.writeValueAsBytes(claim);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a claim is plain JSON", e);
        }
    }
}
