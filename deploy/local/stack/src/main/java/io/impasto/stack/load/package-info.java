/**
 * {@code impasto load}: posts transfers at a rate, follows many of them at once, and tells how long clients wait, what the
 * streams cost, and whether anything was lost. Start with {@link io.impasto.stack.load.Load}.
 */
package io.impasto.stack.load;
