/**
 * The bucket: the one place that speaks S3. Other packages see {@link io.impasto.storage.store.Bucket} and plain records, never the client library;
 * a store that does not answer is a problem {@code store-unavailable}, whatever the library threw. Start with {@code Bucket}.
 */
package io.impasto.storage.store;
