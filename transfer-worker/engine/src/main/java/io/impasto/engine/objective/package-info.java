/**
 * What a painting minimises: the presets' formulas, their weights and layers, and their evaluation (losses and gradient)
 * on a feature network. May use {@code network}, {@code image} and {@code io.impasto.autodiff}. Start reading at {@link
 * io.impasto.engine.objective.Formula}, then {@link io.impasto.engine.objective.Evaluator}.
 */
package io.impasto.engine.objective;
