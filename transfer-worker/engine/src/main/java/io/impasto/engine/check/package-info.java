/**
 * Proves a device: parity with the processor, speed against what its matrix products allow, memory. May use every package
 * of the engine but {@code cli}. Start reading at {@link io.impasto.engine.check.DeviceCheck}.
 */
package io.impasto.engine.check;
