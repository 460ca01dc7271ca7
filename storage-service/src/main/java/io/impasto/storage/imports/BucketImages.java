package io.impasto.storage.imports;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.inject.Singleton;

import io.impasto.storage.problems.ProblemException;
import io.impasto.storage.problems.ProblemType;
import io.impasto.storage.store.OtherBuckets;
import io.impasto.storage.store.StoreConfig;

/** Pictures that other systems keep in the same store. */
@Singleton
class BucketImages {

    private static final Pattern ADDRESS = Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])/(.{1,1024})");

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
    Fetched open(String address) {
        Matcher parts = ADDRESS.matcher(address);
        if (!parts.matches()) {
            throw new ProblemException(
                    ProblemType.ADDRESS_NOT_ALLOWED, "An object of the store is named as s3://bucket/key.");
        }
        if (!allowed.contains(parts.group(1))) {
            throw new ProblemException(ProblemType.ADDRESS_NOT_ALLOWED, "Nothing is fetched from this bucket.");
        }
        return store.open(parts.group(1), parts.group(2))
                .map(object -> new Fetched(object.bytes(), object.length()))
                .orElseThrow(() -> Fetched.unavailable("The bucket has no such object, or does not give it away."));
    }
}
