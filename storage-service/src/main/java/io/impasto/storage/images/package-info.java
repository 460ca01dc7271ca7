/**
 * Pictures, each kept once under the SHA-256 of its bytes, whoever of the tenants sent them. An upload is checked while it arrives, or when it was put
 * straight into the store, and kept when it is whole; the description is the object's metadata. Start with
 * {@link io.impasto.storage.images.KeepImage}; how files are read is in {@code format}.
 */
package io.impasto.storage.images;
