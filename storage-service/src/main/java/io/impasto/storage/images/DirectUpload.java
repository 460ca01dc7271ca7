package io.impasto.storage.images;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.impasto.storage.problems.ProblemException;
import io.impasto.storage.problems.ProblemType;
import io.impasto.storage.spool.Spools;
import io.impasto.storage.store.Bucket;
import io.impasto.storage.store.NewObject;
import io.impasto.storage.store.StoreConfig;
import io.impasto.storage.store.StoredObject;

/** Lets clients put pictures straight into the store, and takes them as images when they say that they have. */
@Singleton
class DirectUpload {

    private static final int LONGEST_PROMISE = 4096;

    private final KeepImage keepImage;
    private final Bucket bucket;
    private final ObjectMapper json;
    private final long maxBytes;
    private final Duration linkLifetime;

    DirectUpload(KeepImage keepImage, Bucket bucket, ObjectMapper json, ImagesConfig config, StoreConfig store) {
        this.keepImage = keepImage;
        this.bucket = bucket;
        this.json = json;
        this.maxBytes = config.maxBytes().asLongValue();
        this.linkLifetime = store.linkLifetime();
    }

    /**
     * A link to put a picture to.
     *
     * @param bytes how long it will be, at least 1
     * @param mediaType to put it with; its format is told from its bytes
     * @throws ProblemException {@code body-too-large}
     */
    UploadTicket begin(Tenant tenant, long bytes, String mediaType) {
        if (bytes > maxBytes) {
            throw Spools.tooLarge(maxBytes);
        }
        UploadId id = UploadId.random();
        remember(id, new Upload(tenant.name(), bytes, null));
        Instant expiresAt = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(linkLifetime);
        String url = bucket.linkToPut(id.data(), linkLifetime);
        return new UploadTicket(id.uuid(), url, "PUT", Map.of("Content-Type", mediaType), expiresAt);
    }

    /**
     * Takes what was put as an image; asked again, says the same.
     *
     * @throws ProblemException {@code upload-not-found}, {@code upload-missing}, {@code upload-mismatch}, or what an image is refused with; after a
     *     refusal the picture can be put again
     */
    ImageDescription complete(Tenant tenant, UploadId id) {
        Upload upload = bucket.text(id.promise(), LONGEST_PROMISE)
                .map(this::read)
                .filter(promised -> promised.tenant().equals(tenant.name()))
                .orElseThrow(id::notFound);
        if (upload.image() != null) {
            return upload.image();
        }
        StoredObject data = bucket.find(id.data()).orElseThrow(DirectUpload::missing);
        try {
            ImageDescription image = keep(tenant, upload, data);
            remember(id, upload.became(image));
            bucket.remove(id.data());
            return image;
        } catch (ProblemException e) {
            if (e.type() != ProblemType.STORE_UNAVAILABLE) {
                bucket.remove(id.data());
            }
            throw e;
        }
    }

    private ImageDescription keep(Tenant tenant, Upload upload, StoredObject data) {
        if (data.bytes() != upload.bytes()) {
            throw new ProblemException(
                    ProblemType.UPLOAD_MISMATCH,
                    upload.bytes() + " bytes were promised and " + data.bytes() + " were put.",
                    Map.of("promised", upload.bytes(), "found", data.bytes()));
        }
        // The bytes that were checked are stored, not copied from where the link can still change them.
        try (InputStream body = bucket.read(data.key(), 0, data.bytes()).orElseThrow(DirectUpload::missing)) {
            return keepImage.keep(tenant, body, data.bytes()).image();
        } catch (IOException e) {
            throw new ProblemException(ProblemType.STORE_UNAVAILABLE, "The object store broke off its answer.");
        }
    }

    private static ProblemException missing() {
        return new ProblemException(ProblemType.UPLOAD_MISSING, "Nothing was put yet; put the picture, then complete.");
    }

    /** Removes uploads that nobody has touched since a time. */
    void sweep(Instant untouchedSince) {
        bucket.keysBefore(UploadId.FOLDER, untouchedSince).forEach(bucket::remove);
    }

    private void remember(UploadId id, Upload upload) {
        try {
            bucket.put(new NewObject(id.promise(), "application/json", Map.of()), json.writeValueAsBytes(upload));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an upload is plain JSON", e);
        }
    }

    private Upload read(String text) {
        try {
            return json.readValue(text, Upload.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored upload cannot be read", e);
        }
    }
}
