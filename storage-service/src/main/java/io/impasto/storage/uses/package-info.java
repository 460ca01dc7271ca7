/**
 * Which images the transfers use, read off the whole of the compacted topic {@code impasto.transfers} by each instance of this service. What may be
 * removed is decided with it, so it answers only when it has read to the end. Start with {@link io.impasto.storage.uses.ImageUses}.
 */
package io.impasto.storage.uses;
