/**
 * What can be configured: every key with its default. Keys become environment variables by upper-casing, so
 * {@code impasto.storage.url} is {@code IMPASTO_STORAGE_URL}. Uses nothing of the other packages; start reading at
 * {@link io.impasto.worker.settings.WorkerSettings}.
 */
package io.impasto.worker.settings;
