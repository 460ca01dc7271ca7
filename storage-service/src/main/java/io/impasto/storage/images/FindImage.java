package io.impasto.storage.images;

import java.util.Optional;

import jakarta.inject.Singleton;

import io.impasto.storage.problems.ProblemException;
import io.impasto.storage.store.Bucket;
import io.impasto.storage.store.StoredObject;

/** The image that an id in an address means. */
@Singleton
public class FindImage {

    private final Owners owners;
    private final Bucket bucket;

    FindImage(Owners owners, Bucket bucket) {
        this.owners = owners;
        this.bucket = bucket;
    }

    /**
     * @param tenant who asks; empty for those who are trusted with every image
     * @throws ProblemException {@code image-not-found}, also for another tenant's
     */
    public StoredObject byId(Optional<Tenant> tenant, String id) {
        return byId(tenant, ImageId.parse(id));
    }

    StoredObject byId(Optional<Tenant> tenant, ImageId id) {
        return bucket.find(id.key())
                .filter(image -> tenant.isEmpty() || owners.owns(new Owned(tenant.get(), id), image))
                .orElseThrow(id::notFound);
    }
}
