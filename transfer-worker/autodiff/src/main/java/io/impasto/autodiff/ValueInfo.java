package io.impasto.autodiff;

/**
 * A named input or output.
 *
 * @param name  its name
 * @param type  its element type
 * @param shape its static shape, or null where not even the rank is declared
 */
public record ValueInfo(String name, DataType type, Shape shape) {}
