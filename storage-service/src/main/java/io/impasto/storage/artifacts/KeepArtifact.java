package io.impasto.storage.artifacts;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

import jakarta.inject.Singleton;

import io.impasto.storage.images.ImageCheck;
import io.impasto.storage.images.format.ImageHeader;
import io.impasto.storage.problems.ProblemException;
import io.impasto.storage.problems.ProblemType;
import io.impasto.storage.spool.Contents;
import io.impasto.storage.spool.Spool;
import io.impasto.storage.spool.Spools;
import io.impasto.storage.store.Bucket;
import io.impasto.storage.store.KeyLocks;
import io.impasto.storage.store.NewObject;
import io.impasto.storage.store.StoredObject;

/** Stores an artifact by the rule of its name: written once, or replaced only by the same or a later attempt. */
@Singleton
class KeepArtifact {

    private final Spools spools;
    private final ImageCheck images;
    private final Bucket bucket;
    private final KeyLocks locks;
    private final long maxBytes;

    KeepArtifact(Spools spools, ImageCheck images, Bucket bucket, KeyLocks locks, ArtifactsConfig config) {
        this.spools = spools;
        this.images = images;
        this.bucket = bucket;
        this.locks = locks;
        this.maxBytes = config.maxBytes().asLongValue();
    }

    /** @param stored whether these bytes were written now; false if they were there already */
    record Kept(Artifact artifact, boolean stored) {}

    /**
     * @param declared the {@code Content-Length}, or a negative number
     * @throws ProblemException {@code artifact-exists} or {@code stale-attempt}; for pictures what {@link ImageCheck} finds
     */
    Kept keep(
            TransferId transfer, ArtifactName name, Attempt attempt, String mediaType, InputStream body, long declared)
            throws IOException {
        try (Spool spool = spools.open(body, declared, maxBytes)) {
            // What calls itself a picture is checked like one: a cut result must not become the result.
            Optional<ImageHeader> picture =
                    mediaType.startsWith("image/") ? Optional.of(images.check(spool)) : Optional.empty();
            Contents contents = spool.finish();
            Artifact artifact = Artifact.of(name, mediaType, contents, picture);
            NewObject object = artifact.toStore(name.key(transfer), attempt);
            ReentrantLock lock = locks.of(object.key());
            lock.lock();
            try {
                return name.writeOnce()
                        ? once(artifact, object, contents)
                        : latest(artifact, object, contents, attempt);
            } finally {
                lock.unlock();
            }
        }
    }

    private Kept once(Artifact artifact, NewObject object, Contents contents) {
        Optional<StoredObject> existing = bucket.find(object.key());
        if (existing.isEmpty()) {
            if (bucket.putIfAbsent(object, contents.file())) {
                return new Kept(artifact, true);
            }
            existing = bucket.find(object.key());
        }
        Artifact kept =
                existing.map(found -> Artifact.of(artifact.name(), found)).orElseThrow();
        if (kept.sha256().equals(artifact.sha256())) {
            return new Kept(kept, false);
        }
        throw new ProblemException(
                ProblemType.ARTIFACT_EXISTS,
                artifact.name() + " was stored before, with other bytes; it is written once.",
                Map.of("artifact", kept, "attempt", Artifact.attempt(existing.get())));
    }

    private Kept latest(Artifact artifact, NewObject object, Contents contents, Attempt attempt) {
        int taken = bucket.find(object.key()).map(Artifact::attempt).orElse(0);
        if (attempt.number() < taken) {
            throw new ProblemException(
                    ProblemType.STALE_ATTEMPT,
                    "Attempt " + taken + " has stored " + artifact.name() + "; attempt " + attempt.number()
                            + " is over.",
                    Map.of("attempt", taken));
        }
        bucket.put(object, contents.file());
        return new Kept(artifact, true);
    }
}
