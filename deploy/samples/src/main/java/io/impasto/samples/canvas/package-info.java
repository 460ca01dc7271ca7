/**
 * What every sample picture is drawn with: a float {@link io.impasto.samples.canvas.Picture} and its colours, seeded noise,
 * and strokes laid along paths; and what a sample is, a {@link io.impasto.samples.canvas.Painting}. Uses the JDK alone, and every piece gives the same result for the same seed on every
 * machine. Start with {@link io.impasto.samples.canvas.Picture}, then {@link io.impasto.samples.canvas.Noise}.
 */
package io.impasto.samples.canvas;
