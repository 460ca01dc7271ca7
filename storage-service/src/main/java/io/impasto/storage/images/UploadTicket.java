package io.impasto.storage.images;

import java.time.Instant;
import java.util.Map;

/**
 * How to put a picture into the store.
 *
 * @param id names the upload when it is complete
 * @param url a presigned link
 * @param method of the request to it
 * @param headers to send with it
 * @param expiresAt when the link stops working (UTC)
 */
public record UploadTicket(String id, String url, String method, Map<String, String> headers, Instant expiresAt) {}
