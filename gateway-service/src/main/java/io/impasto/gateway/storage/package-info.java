/**
 * The client of storage-service's internal REST: images in, images and artifacts out, its problems passed on as they are.
 * Uses {@code problems} and {@code events}. Start with {@link io.impasto.gateway.storage.StorageClient}.
 */
package io.impasto.gateway.storage;
