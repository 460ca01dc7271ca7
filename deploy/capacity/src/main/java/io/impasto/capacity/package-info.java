/**
 * A capacity model: {@link io.impasto.capacity.Inputs} are figures, each with where it comes from; {@link io.impasto.capacity.Simulation}
 * queues paintings before workers; {@link io.impasto.capacity.Ceilings} says what else a load takes, and what of it cannot be
 * had twice. Start with {@link io.impasto.capacity.Capacity}.
 */
package io.impasto.capacity;
