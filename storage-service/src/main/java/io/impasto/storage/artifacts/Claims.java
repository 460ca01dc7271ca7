package io.impasto.storage.artifacts;

import java.util.Map;
import java.util.Optional;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.impasto.storage.problems.ProblemException;
import io.impasto.storage.problems.ProblemType;
import io.impasto.storage.store.Bucket;
import io.impasto.storage.store.KeyLocks;
import io.impasto.storage.store.NewObject;

/**
 * Ties a transfer to the first request that asked for it, and each of its attempts to the first lease of a record of the queue that began it; of several at
 * once, one wins.
 */
@Singleton
class Claims {

    static final String NAME = "claim.json";

    /** The folder of the attempts' claims. */
    static final String ATTEMPTS = "claims/";

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
     * A claim of a transfer, as it is sent and stored.
     *
     * @param request the {@code ce_id} of the request event
     */
    record Claim(String request) {}

    /**
     * A claim of an attempt, as it is sent and stored.
     *
     * @param holder the record of the queue, such as {@code impasto.requests-0-17}
     * @param lease of the record, of which there are several one after the other; null where the claimant does not say
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Hold(String holder, String lease) {}

    /** @throws ProblemException {@code transfer-claimed}, if another request was first */
    void claim(TransferId transfer, Claim claim) {
        Claim first = first(transfer.folder() + NAME, claim, Claim.class);
        if (!first.equals(claim)) {
            throw new ProblemException(
                    ProblemType.TRANSFER_CLAIMED,
                    "Transfer " + transfer.uuid() + " belongs to another request event.",
                    Map.of("request", first.request()));
        }
    }

    /**
     * @throws ProblemException {@code transfer-claimed}, if another record was first with this attempt; {@code attempt-over},
     *     if another lease of the same record was
     */
    void claim(TransferId transfer, Attempt attempt, Hold hold) {
        Hold first = first(transfer.folder() + ATTEMPTS + attempt.number() + ".json", hold, Hold.class);
        if (first.holder().equals(hold.holder())) {
            if (hold.lease() != null && !hold.lease().equals(first.lease())) {
                throw new ProblemException(
                        ProblemType.ATTEMPT_OVER,
                        "Attempt " + attempt.number() + " of transfer " + transfer.uuid()
                                + " was an earlier lease's. Claim the next one.");
            }
        } else {
            throw new ProblemException(
                    ProblemType.TRANSFER_CLAIMED,
                    "Attempt " + attempt.number() + " of transfer " + transfer.uuid()
                            + " belongs to another record of the queue.",
                    Map.of("holder", first.holder()));
        }
    }

    /** The claim that holds: the one that was there, or else this one. */
    private <T> T first(String key, T claim, Class<T> type) {
        var lock = locks.of(key);
        lock.lock();
        try {
            Optional<T> first = stored(key, type);
            if (first.isEmpty() && bucket.putIfAbsent(new NewObject(key, "application/json", Map.of()), bytes(claim))) {
                return claim;
            }
            return first.or(() -> stored(key, type)).orElseThrow();
        } finally {
            lock.unlock();
        }
    }

    private <T> Optional<T> stored(String key, Class<T> type) {
        return bucket.text(key, LONGEST).map(text -> read(text, type));
    }

    private <T> T read(String text, Class<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored claim cannot be read", e);
        }
    }

    private byte[] bytes(Object claim) {
        try {
            return json.writeValueAsBytes(claim);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a claim is plain JSON", e);
        }
    }
}
