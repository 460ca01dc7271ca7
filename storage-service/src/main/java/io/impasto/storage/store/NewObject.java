package io.impasto.storage.store;

import java.util.Map;

/**
 * What to store bytes as.
 *
 * @param key the name in the bucket
 * @param mediaType the {@code Content-Type} it is served with
 * @param metadata what to remember about it, by lower-case name
 */
public record NewObject(String key, String mediaType, Map<String, String> metadata) {}
