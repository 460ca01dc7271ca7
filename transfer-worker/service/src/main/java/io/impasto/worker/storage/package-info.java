/**
 * storage-service as this worker uses it: claims, images in, artifacts out. Plain HTTP, no bucket credentials. Start
 * reading at {@link io.impasto.worker.storage.Storage}.
 */
package io.impasto.worker.storage;
