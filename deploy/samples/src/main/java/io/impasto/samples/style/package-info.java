/**
 * The pictures that lend their manner: thick strokes, swirls, glass mosaic, ink and wash, halftone. Each fills its whole area
 * with texture of about 8 to 60 pixels in one palette, which is what a Gram matrix can carry over. Start with
 * {@link io.impasto.samples.style.Strokes}.
 */
package io.impasto.samples.style;
