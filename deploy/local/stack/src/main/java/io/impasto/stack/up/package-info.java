/**
 * The command {@code impasto up}: starts the stack for a person, shows what happens, and stops it.
 * Uses {@link io.impasto.stack} and {@link io.impasto.stack.client}; everything printed is printed here.
 * Start reading at {@link io.impasto.stack.up.Up}.
 */
package io.impasto.stack.up;
