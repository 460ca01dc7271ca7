package io.impasto.storage.downloads;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import jakarta.inject.Singleton;

import io.impasto.storage.store.Bucket;
import io.impasto.storage.store.StoreConfig;

/** Makes links by which an object is fetched from the store itself. */
@Singleton
public class Links {

    private final Bucket bucket;
    private final Duration lifetime;

    Links(Bucket bucket, StoreConfig config) {
        this.bucket = bucket;
        this.lifetime = config.linkLifetime();
    }

    /** A client's link to this object, whether there is one or not. */
    public Link to(String key) {
        return new Link(bucket.link(key, lifetime), expiry());
    }

    /** A link for another service of this installation. */
    public Link within(String key) {
        return new Link(bucket.linkWithin(key, lifetime), expiry());
    }

    private Instant expiry() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(lifetime);
    }
}
