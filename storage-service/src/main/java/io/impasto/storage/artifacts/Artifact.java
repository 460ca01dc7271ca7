package io.impasto.storage.artifacts;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

import io.impasto.storage.images.format.ImageHeader;
import io.impasto.storage.spool.Contents;
import io.impasto.storage.store.NewObject;
import io.impasto.storage.store.StoredObject;

/**
 * An artifact as clients see it (contract: {@code artifact.v1}).
 *
 * @param name within its transfer
 * @param mediaType as it was stored with
 * @param bytes its length
 * @param sha256 of its bytes, lower-case hexadecimal
 * @param width of a picture, in pixels; else absent
 * @param height of a picture, in pixels; else absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Artifact(String name, String mediaType, long bytes, String sha256, Integer width, Integer height) {

    private static final String SHA256 = "impasto-sha256";
    private static final String ATTEMPT = "impasto-attempt";
    private static final String WIDTH = "impasto-width";
    private static final String HEIGHT = "impasto-height";

    static Artifact of(ArtifactName name, String mediaType, Contents contents, Optional<ImageHeader> picture) {
        return new Artifact(
                name.text(),
                mediaType,
                contents.bytes(),
                contents.sha256(),
                picture.map(ImageHeader::width).orElse(null),
                picture.map(ImageHeader::height).orElse(null));
    }

    static Artifact of(String name, StoredObject object) {
        return new Artifact(
                name,
                object.mediaType(),
                object.bytes(),
                object.required(SHA256),
                object.said(WIDTH).map(Integer::valueOf).orElse(null),
                object.said(HEIGHT).map(Integer::valueOf).orElse(null));
    }

    /** The attempt that stored it. */
    static int attempt(StoredObject object) {
        return Integer.parseInt(object.required(ATTEMPT));
    }

    NewObject toStore(String key, Attempt attempt) {
        Map<String, String> metadata = new HashMap<>();
        metadata.put(SHA256, sha256);
        metadata.put(ATTEMPT, Integer.toString(attempt.number()));
        if (width != null) {
            metadata.put(WIDTH, width.toString());
            metadata.put(HEIGHT, height.toString());
        }
        return new NewObject(key, mediaType, metadata);
    }
}
