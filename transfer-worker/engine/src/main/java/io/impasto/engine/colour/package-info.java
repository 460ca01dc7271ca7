/**
 * Where a painting's colours come from, apart from its brush strokes: Oklab, the content's own colours, and styles whose colours are made
 * the content's. Start with {@link io.impasto.engine.colour.ContentColour} and {@link io.impasto.engine.colour.ColourMatching}.
 */
package io.impasto.engine.colour;
