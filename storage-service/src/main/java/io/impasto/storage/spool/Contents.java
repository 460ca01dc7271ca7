package io.impasto.storage.spool;

import java.nio.file.Path;

/**
 * A body that has come completely.
 *
 * @param file where it lies until its spool is closed
 * @param bytes its length
 * @param sha256 its SHA-256, lower-case hexadecimal
 */
public record Contents(Path file, long bytes, String sha256) {}
