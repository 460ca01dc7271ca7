package io.impasto.storage.images;

import java.time.Instant;

/**
 * A link that needs no credentials.
 *
 * @param url a presigned GET
 * @param expiresAt when it stops working (UTC)
 */
public record ImageLink(String url, Instant expiresAt) {}
