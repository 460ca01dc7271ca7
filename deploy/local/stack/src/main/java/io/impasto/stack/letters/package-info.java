/**
 * {@code impasto dlq}: lists the dead letters of a broker and sends them once more. A letter that was replayed is marked by
 * a further record in its own topic, so that it is not offered again. Start with {@link io.impasto.stack.letters.Dlq}.
 */
package io.impasto.stack.letters;
