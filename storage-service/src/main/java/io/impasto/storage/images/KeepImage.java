package io.impasto.storage.images;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

import jakarta.inject.Singleton;

import io.impasto.storage.images.format.ImageHeader;
import io.impasto.storage.problems.ProblemException;
import io.impasto.storage.problems.ProblemType;
import io.impasto.storage.spool.Contents;
import io.impasto.storage.spool.Spool;
import io.impasto.storage.spool.Spools;
import io.impasto.storage.store.Bucket;
import io.impasto.storage.store.StoredObject;

/** Takes an upload: header, limits and end are checked while it arrives, then it is stored under its hash. */
@Singleton
public class KeepImage {

    private final Spools spools;
    private final ImageCheck check;
    private final Bucket bucket;
    private final Owners owners;
    private final long maxBytes;

    KeepImage(Spools spools, ImageCheck check, Bucket bucket, Owners owners, ImagesConfig config) {
        this.spools = spools;
        this.check = check;
        this.bucket = bucket;
        this.owners = owners;
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
            Optional<StoredObject> known = bucket.find(id.key());
            if (known.isEmpty()) {
                bucket.put(image.toStore(), contents.file());
            }
            boolean had =
                    known.filter(object -> owners.owns(tenant, id, object)).isPresent();
            return new Kept(image, !had && owners.mark(tenant, id));
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
