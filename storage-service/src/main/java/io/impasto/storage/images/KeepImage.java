package io.impasto.storage.images;

import java.io.IOException;
import java.io.InputStream;

import jakarta.inject.Singleton;

import io.impasto.storage.images.format.ImageHeader;
import io.impasto.storage.problems.ProblemException;
import io.impasto.storage.problems.ProblemType;
import io.impasto.storage.spool.Contents;
import io.impasto.storage.spool.Spool;
import io.impasto.storage.spool.Spools;
import io.impasto.storage.store.Bucket;

/** Takes an upload: header, limits and end are checked while it arrives, then it is stored under its hash. */
@Singleton
class KeepImage {

    private final Spools spools;
    private final ImageCheck check;
    private final Bucket bucket;
    private final long maxBytes;

    KeepImage(Spools spools, ImageCheck check, Bucket bucket, ImagesConfig config) {
        this.spools = spools;
        this.check = check;
        this.bucket = bucket;
        this.maxBytes = config.maxBytes().asLongValue();
    }

    /** @param isNew whether the picture was not known before */
    record Kept(ImageDescription image, boolean isNew) {}

    /** @param declared the {@code Content-Length}, or a negative number */
    Kept keep(InputStream body, long declared) throws IOException {
        try (Spool spool = spools.open(body, declared, maxBytes)) {
            ImageHeader header = inspect(spool);
            Contents contents = spool.finish();
            ImageId id = new ImageId(contents.sha256());
            ImageDescription image = ImageDescription.of(header, contents);
            if (bucket.find(id.key()).isPresent()) {
                return new Kept(image, false);
            }
            bucket.put(image.toStore(), contents.file());
            return new Kept(image, true);
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
