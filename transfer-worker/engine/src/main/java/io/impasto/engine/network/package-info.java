/**
 * Feature networks: weights, preprocessing and named layers, where they are kept and how they are opened. May use
 * {@code io.impasto.autodiff}; knows nothing of objectives. Start reading at {@link
 * io.impasto.engine.network.Models}, which hands out a {@link io.impasto.engine.network.FeatureNetwork}.
 */
package io.impasto.engine.network;
