package io.impasto.storage.downloads;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import jakarta.inject.Singleton;

import io.impasto.storage.store.Bucket;
import io.impasto.storage.store.StoreConfig;

/** Makes links by which clients fetch an object from the store itself. */
@Singleton
public class Links {

    private final Bucket bucket;
    private final Duration lifetime;

    Links(Bucket bucket, StoreConfig config) {
        this.bucket = bucket;
        this.lifetime = config.linkLifetime();
    }

    /** A link to this object, whether there is one or not. */
    public Link to(String key) {
        Instant expiresAt = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(lifetime);
        return new Link(bucket.link(key, lifetime), expiresAt);
    }
}
