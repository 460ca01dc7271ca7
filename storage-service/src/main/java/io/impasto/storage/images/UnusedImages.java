package io.impasto.storage.images;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

import io.impasto.storage.store.Bucket;
import io.impasto.storage.store.KeyLocks;
import io.impasto.storage.store.StoredObject;
import io.impasto.storage.uses.ImageUses;

/**
 * Takes images away that nobody uses, in two steps with a grace between them: a tenant is condemned to lose an image, then the marker goes, and with
 * the last marker the bytes.
 *
 * <p>Several processes may sweep at once. Within one, nobody sends an image while it is removed. Between two, a picture that is sent again in the
 * instant between the last look at its markers and their removal is lost, a day or more after it was condemned; its id is then unknown, and
 * sending it once more keeps it.
 */
@Singleton
class UnusedImages {

    private static final Logger LOG = Logger.getLogger(UnusedImages.class);

    private final Bucket bucket;
    private final Owners owners;
    private final ImageUses uses;
    private final KeyLocks locks;

    UnusedImages(Bucket bucket, Owners owners, ImageUses uses, KeyLocks locks) {
        this.bucket = bucket;
        this.owners = owners;
        this.uses = uses;
        this.locks = locks;
    }

    /**
     * @param sentBefore whoever has sent an image since is not condemned
     * @param condemnedBefore whoever was condemned since may still be spared
     * @param patience how long it may take to learn what is used
     * @return whether it was done; nothing is touched unless all transfers are known
     */
    boolean sweep(Instant sentBefore, Instant condemnedBefore, Duration patience) {
        if (!uses.catchUp(patience)) {
            LOG.debug("not all transfers are known; no image is removed this time");
            return false;
        }
        owners.all(Owned.CONDEMNED).stream().filter(this::used).forEach(owners::spare);
        owners.before(Owned.CONDEMNED, condemnedBefore).stream()
                .filter(owned -> !used(owned))
                .forEach(owned -> remove(owned, condemnedBefore));
        Set<Owned> condemned = new HashSet<>(owners.all(Owned.CONDEMNED));
        owners.before(Owned.OWNERS, sentBefore).stream()
                .filter(owned -> !used(owned) && !condemned.contains(owned))
                .forEach(owned -> owners.condemn(owned, sentBefore));
        withoutMarkers(sentBefore).forEach(this::settle);
        return true;
    }

    private boolean used(Owned owned) {
        return uses.uses(owned.tenant().name(), owned.id().sha256());
    }

    private void remove(Owned owned, Instant condemnedBefore) {
        locked(owned.id(), () -> {
            if (owners.condemnedBefore(owned, condemnedBefore)) {
                owners.forget(owned);
                boolean defaultTenants = bucket.find(owned.id().key())
                        .filter(image -> !ImageDescription.isMarked(image))
                        .isPresent();
                if (!defaultTenants || owned.tenant().equals(Tenant.DEFAULT)) {
                    removeBytes(owned.id());
                }
            }
        });
    }

    /** Images that no tenant has marked: from before there were markers, left when a removal broke off, or used by those who never sent them. */
    private Stream<ImageId> withoutMarkers(Instant storedBefore) {
        Set<String> marked = new HashSet<>();
        Stream.of(Owned.OWNERS, Owned.CONDEMNED)
                .flatMap(kind -> owners.all(kind).stream())
                .forEach(owned -> marked.add(owned.id().key()));
        return bucket.keysBefore(ImageId.FOLDER, storedBefore).stream()
                .filter(key -> !marked.contains(key))
                .map(ImageId::ofKey)
                .flatMap(Optional::stream)
                .filter(id -> !uses.anyoneUses(id.sha256()));
    }

    /** The default tenant loses what it had before there were markers as any other image; what nobody has goes at once. */
    private void settle(ImageId id) {
        Optional<StoredObject> image = bucket.find(id.key());
        if (image.isPresent() && !ImageDescription.isMarked(image.get())) {
            owners.condemn(new Owned(Tenant.DEFAULT, id));
        } else {
            locked(id, () -> removeBytes(id));
        }
    }

    private void removeBytes(ImageId id) {
        if (!uses.anyoneUses(id.sha256()) && !owners.anyone(id)) {
            bucket.remove(id.key());
            LOG.debugf("image %s is removed; nobody uses it", id.sha256());
        }
    }

    private void locked(ImageId id, Runnable work) {
        ReentrantLock lock = locks.of(id.key());
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }
}
