package io.impasto.gateway.storage;

/**
 * An image that is stored.
 *
 * @param id SHA-256 of its bytes in hexadecimal
 * @param width in pixels, after the EXIF orientation
 * @param height likewise
 * @param bytes its size
 */
public record StoredImage(String id, String mediaType, int width, int height, long bytes) {}
