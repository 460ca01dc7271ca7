/**
 * On what and how precisely an engine computes: provider, device, precision, steps per run. Uses {@code io.impasto.autodiff}
 * only. Start reading at {@link io.impasto.engine.device.Execution}.
 */
package io.impasto.engine.device;
