/**
 * What a transfer leaves behind: results that are written once, previews and checkpoints that only the latest attempt may replace, and the claims
 * that tie a transfer to its one request and each attempt to one record of the queue. All rules hold for several writers at once. Start with
 * {@link io.impasto.storage.artifacts.KeepArtifact}.
 */
package io.impasto.storage.artifacts;
