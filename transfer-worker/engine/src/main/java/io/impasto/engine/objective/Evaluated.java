package io.impasto.engine.objective;

/**
 * Losses and gradient at one image.
 *
 * @param losses every weighted term
 * @param gradient of the total with respect to the image, planar {@code 3 x H x W}, per RGB value of 0..255
 */
public record Evaluated(Losses losses, float[] gradient) {}
