/**
 * Bodies on their way to the store. A {@link io.impasto.storage.spool.Spool} takes a request's body to a temporary file as far as somebody reads
 * it, counting and hashing; so memory stays flat and a bad header is refused before the rest has come. It knows nothing of images or of S3.
 */
package io.impasto.storage.spool;
