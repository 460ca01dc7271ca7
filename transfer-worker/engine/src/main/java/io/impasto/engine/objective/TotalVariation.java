package io.impasto.engine.objective;

/** How roughness is measured, over forward differences {@code dx}, {@code dy} within a channel, without the last row and column. */
public enum TotalVariation {
    /** {@code w * sum((dx^2 + dy^2)^1.25)}, as keras.io has it. */
    KERAS,
    /** {@code w / 2 * sum(dx^2 + dy^2)}, as neural-style has it. */
    QUADRATIC
}
