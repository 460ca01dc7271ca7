/**
 * The storage-service: images and artifacts in an S3 store. It is the only holder of bucket credentials; other services reach pictures through its
 * REST API or through links that it signs. Start with {@code images} for uploads, {@code artifacts} for what a transfer leaves behind, and
 * {@code records} for the permanent record.
 */
package io.impasto.storage;
