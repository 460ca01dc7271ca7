package io.impasto.storage.downloads;

import java.time.Instant;

/**
 * A link that needs no credentials.
 *
 * @param url a presigned GET
 * @param expiresAt when it stops working (UTC)
 */
public record Link(String url, Instant expiresAt) {}
