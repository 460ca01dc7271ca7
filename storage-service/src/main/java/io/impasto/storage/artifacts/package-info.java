/**
 * What a transfer leaves behind: results that are written once, previews and checkpoints that only the latest attempt may replace, and the claim that
 * ties a transfer to the one request it belongs to. All rules hold for several writers at once. Start with
 * {@link io.impasto.storage.artifacts.KeepArtifact}.
 */
package io.impasto.storage.artifacts;
