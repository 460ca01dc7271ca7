package io.impasto.storage.imports;

import java.util.List;
import java.util.Set;

import jakarta.inject.Singleton;

import io.impasto.egress.BucketAddress;
import io.impasto.egress.UnacceptableAddress;
import io.impasto.storage.problems.ProblemException;
import io.impasto.storage.problems.ProblemType;
import io.impasto.storage.store.OtherBuckets;
import io.impasto.storage.store.StoreConfig;

/** Pictures that other systems keep in the same store. */
@Singleton
class BucketImages {

    private final OtherBuckets store;
    private final Set<String> allowed;

    BucketImages(OtherBuckets store, StoreConfig own, ImportsConfig config) {
        this.store = store;
        this.allowed = Set.copyOf(config.buckets().orElse(List.of()));
        if (allowed.contains(own.bucket())) {
            // Its objects are kept apart by tenant; whoever may name any of them would not be.
            throw new IllegalStateException(
                    "IMPASTO_IMPORTS_BUCKETS must not name this installation's own bucket, " + own.bucket());
        }
    }

    /** @throws ProblemException {@code address-not-allowed} or {@code image-unavailable} */
    Fetched open(String text) {
        BucketAddress address = address(text);
        if (!allowed.contains(address.bucket())) {
            throw new ProblemException(ProblemType.ADDRESS_NOT_ALLOWED, "Nothing is fetched from this bucket.");
        }
        return store.open(address.bucket(), address.key())
                .map(object -> new Fetched(object.bytes(), object.length()))
                .orElseThrow(() -> Fetched.unavailable("The bucket has no such object, or does not give it away."));
    }

    private static BucketAddress address(String text) {
        try {
            return BucketAddress.parse(text);
        } catch (UnacceptableAddress e) {
            throw new ProblemException(ProblemType.ADDRESS_NOT_ALLOWED, e.getMessage());
        }
    }
}
