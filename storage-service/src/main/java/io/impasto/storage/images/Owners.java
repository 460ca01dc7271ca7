package io.impasto.storage.images;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import io.impasto.storage.store.Bucket;
import io.impasto.storage.store.NewObject;
import io.impasto.storage.store.StoredObject;

/**
 * Which tenants have an image. Its bytes are stored once; each tenant that has sent them has a marker {@code owners/TENANT/SHA256}, as old as the
 * last sending. Nothing but having the bytes makes an owner. A second marker, {@code condemned/TENANT/SHA256}, says that the tenant has it no more.
 *
 * <p>Sending writes the first marker and then removes the second; condemning writes the second and then looks at the first. So whichever way the two
 * meet, also in several processes, a picture that was just sent stays.
 */
@Singleton
class Owners {

    private static final byte[] MARK = {'1'};

    private final Bucket bucket;

    Owners(Bucket bucket) {
        this.bucket = bucket;
    }

    /** Whether the tenant has the image. One that was kept before there were markers is the default tenant's. */
    boolean owns(Owned owned, StoredObject image) {
        boolean fromBefore = !ImageDescription.isMarked(image) && owned.tenant().equals(Tenant.DEFAULT);
        return (fromBefore || bucket.find(owned.owner()).isPresent())
                && bucket.find(owned.condemned()).isEmpty();
    }

    /** The tenant has sent the image just now. */
    void mark(Owned owned) {
        bucket.put(new NewObject(owned.owner(), "text/plain", Map.of()), MARK);
        spare(owned);
    }

    /** The tenant has the image no more, unless it has sent it since the time. */
    void condemn(Owned owned, Instant sentBefore) {
        condemn(owned);
        if (bucket.keysBefore(owned.owner(), sentBefore).isEmpty()) {
            spare(owned);
        }
    }

    /** The tenant has the image no more; when it was condemned before, that time counts. */
    void condemn(Owned owned) {
        bucket.putIfAbsent(new NewObject(owned.condemned(), "text/plain", Map.of()), MARK);
    }

    /** The tenant has the image again. */
    void spare(Owned owned) {
        bucket.remove(owned.condemned());
    }

    /** Whether the tenant was condemned before the time, and not spared. */
    boolean condemnedBefore(Owned owned, Instant limit) {
        return !bucket.keysBefore(owned.condemned(), limit).isEmpty();
    }

    /** Forgets that the tenant ever had the image. */
    void forget(Owned owned) {
        bucket.remove(owned.owner());
        bucket.remove(owned.condemned());
    }

    /** Whether any tenant has a marker of the image. */
    boolean anyone(ImageId id) {
        return Stream.of(Owned.OWNERS, Owned.CONDEMNED)
                .flatMap(folder -> bucket.folders(folder).stream().map(tenant -> folder + tenant + "/" + id.sha256()))
                .anyMatch(marker -> bucket.find(marker).isPresent());
    }

    /** Those with a marker of a kind, {@link Owned#OWNERS} or {@link Owned#CONDEMNED}. */
    List<Owned> all(String kind) {
        return bucket.keys(kind).stream()
                .map(Owned::of)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Those with a marker of a kind that is older than the time. */
    List<Owned> before(String kind, Instant limit) {
        return bucket.keysBefore(kind, limit).stream()
                .map(Owned::of)
                .flatMap(Optional::stream)
                .toList();
    }
}
