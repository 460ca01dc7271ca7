/**
 * The pictures that stand for photographs: a landscape, a town, a portrait, each shaded from a small model of its scene in
 * linear light. Uses {@code io.impasto.samples.canvas} and the JDK. Start with {@link io.impasto.samples.content.Landscape};
 * a scene's geometry lies beside its painting, as {@code Terrain} and {@code Canal} do.
 */
package io.impasto.samples.content;
