package io.impasto.storage.store;

import java.util.Map;
import java.util.Optional;

/**
 * An object in the bucket, as the store describes it.
 *
 * @param key its name in the bucket
 * @param bytes its length
 * @param mediaType its {@code Content-Type}
 * @param metadata what was said about it when it was stored, by lower-case name
 */
public record StoredObject(String key, long bytes, String mediaType, Map<String, String> metadata) {

    /** What was said under this name. */
    public Optional<String> said(String name) {
        return Optional.ofNullable(metadata.get(name));
    }

    /** What must have been said under this name, unless the store forgets: one over a folder needs extended file attributes. */
    public String required(String name) {
        return said(name)
                .orElseThrow(() -> new IllegalStateException(
                        "the store forgot " + name + " of " + key + "; it must keep the metadata of objects"));
    }
}
