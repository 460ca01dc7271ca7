package io.impasto.storage.images;

import java.util.Map;

import jakarta.inject.Singleton;

import io.impasto.storage.store.Bucket;
import io.impasto.storage.store.NewObject;
import io.impasto.storage.store.StoredObject;

/**
 * Which tenants have an image. Its bytes are stored once; each tenant that has sent them has a marker {@code owners/TENANT/SHA256}. Nothing but
 * having the bytes makes an owner.
 */
@Singleton
class Owners {

    private static final byte[] MARK = {'1'};

    private final Bucket bucket;

    Owners(Bucket bucket) {
        this.bucket = bucket;
    }

    /** Marks the tenant as an owner. Returns whether it was not one before. */
    boolean mark(Tenant tenant, ImageId id) {
        return bucket.putIfAbsent(new NewObject(key(tenant, id), "text/plain", Map.of()), MARK);
    }

    /** Whether the tenant has the image. One that was kept before there were markers is the default tenant's. */
    boolean owns(Tenant tenant, ImageId id, StoredObject image) {
        boolean fromBefore = !ImageDescription.isMarked(image);
        return (fromBefore && tenant.equals(Tenant.DEFAULT))
                || bucket.find(key(tenant, id)).isPresent();
    }

    private static String key(Tenant tenant, ImageId id) {
        return "owners/" + tenant.name() + "/" + id.sha256();
    }
}
