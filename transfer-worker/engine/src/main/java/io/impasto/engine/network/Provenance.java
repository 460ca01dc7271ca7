package io.impasto.engine.network;

/**
 * What a weights file does not say of itself.
 *
 * @param preprocessing that its network was trained with
 * @param licence of the weights, as a sentence or an SPDX expression; null where it is not known
 * @param source where the weights come from; null where it is not known
 */
public record Provenance(Preprocessing preprocessing, String licence, String source) {}
