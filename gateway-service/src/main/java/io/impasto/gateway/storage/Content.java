package io.impasto.gateway.storage;

import java.io.InputStream;
import java.net.http.HttpHeaders;

/**
 * Bytes on their way from the store.
 *
 * @param status 200, 206 or 304
 * @param stream to be closed by the reader
 */
public record Content(int status, HttpHeaders headers, InputStream stream) {}
