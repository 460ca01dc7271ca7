/**
 * Gradient optimisers over a plain array of values, and the guard that takes them back when a step runs away. Uses
 * nothing but the JDK. Start reading at {@link io.impasto.engine.optimiser.Optimiser}.
 */
package io.impasto.engine.optimiser;
