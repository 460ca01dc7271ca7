package io.impasto.storage.images;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.locks.ReentrantLock;

import jakarta.inject.Singleton;

import io.impasto.storage.images.format.ImageHeader;
import io.impasto.storage.problems.ProblemException;
import io.impasto.storage.problems.ProblemType;
import io.impasto.storage.spool.Contents;
import io.impasto.storage.spool.Spool;
import io.impasto.storage.spool.Spools;
import io.impasto.storage.store.Bucket;
import io.impasto.storage.store.KeyLocks;

/** Takes an upload: header, limits and end are checked while it arrives, then it is stored under its hash. */
@Singleton
public class KeepImage {

    private final Spools spools;
    private final ImageCheck check;
    private final Bucket bucket;
    private final Owners owners;
    private final KeyLocks locks;
    private final long maxBytes;

    KeepImage(Spools spools, ImageCheck check, Bucket bucket, Owners owners, KeyLocks locks, ImagesConfig config) {
        this.spools = spools;
        this.check = check;
        this.bucket = bucket;
        this.owners = owners;
        this.locks = locks;
        this.maxBytes = config.maxBytes().asLongValue();
    }

    /** @param isNew whether the tenant did not have the picture before; that others have it is not told */
    public record Kept(ImageDescription image, boolean isNew) {}

    /**
     * @param tenant who has the picture from now on
     * @param declared the {@code Content-Length}, or a negative number
     */
    public Kept keep(Tenant tenant, InputStream body, long declared) throws IOException {
        try (Spool spool = spools.open(body, declared, maxBytes)) {
            ImageHeader header = inspect(spool);
            Contents contents = spool.finish();
            ImageId id = new ImageId(contents.sha256());
            ImageDescription image = ImageDescription.of(header, contents);
            return store(new Owned(tenant, id), image, contents);
        }
    }

    /** Marked first, so that whoever sweeps sees the owner before the bytes are looked for; a marker without bytes owns nothing. */
    private Kept store(Owned owned, ImageDescription image, Contents contents) {
        String key = owned.id().key();
        ReentrantLock lock = locks.of(key);
        lock.lock();
        try {
            boolean had = bucket.find(key)
                    .filter(object -> owners.owns(owned, object))
                    .isPresent();
            owners.mark(owned);
            if (bucket.find(key).isEmpty()) {
                bucket.put(image.toStore(), contents.file());
            }
            return new Kept(image, !had);
        } finally {
            lock.unlock();
        }
    }

    private ImageHeader inspect(Spool spool) throws IOException {
        try {
            return check.check(spool);
        } catch (ProblemException e) {
            if (e.type() == ProblemType.NOT_AN_IMAGE && spool.isEmpty()) {
                throw Spools.empty();
            }
            throw e;
        }
    }
}
