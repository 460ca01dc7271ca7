/**
 * Pictures, each kept once under the SHA-256 of its bytes, whoever of the tenants sent them. An upload is checked while it arrives, or when it was put
 * straight into the store, and kept when it is whole; the description is the object's metadata. What no transfer uses is taken away again.
 * Start with {@link io.impasto.storage.images.KeepImage} and {@link io.impasto.storage.images.UnusedImages}; how files are read is in {@code format}.
 */
package io.impasto.storage.images;
