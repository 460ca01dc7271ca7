/**
 * How good a painting is, in figures that can be compared between sizes, presets and runs: distances to style and content, and
 * how much of the content's structure is left. May use {@code image} and {@code objective}. Start reading at {@link
 * io.impasto.engine.quality.Quality}.
 */
package io.impasto.engine.quality;
