/**
 * Pictures in and out: files become {@link io.impasto.engine.image.Picture}s and back, at the size that is wanted, in memory that is bounded by
 * what is decoded and never by what a file claims. Uses ImageIO with the TwelveMonkeys readers and webp-imageio's writer, and metadata-extractor; knows
 * nothing of networks.
 * Start with {@link io.impasto.engine.image.ImageCodec}.
 */
package io.impasto.engine.image;
