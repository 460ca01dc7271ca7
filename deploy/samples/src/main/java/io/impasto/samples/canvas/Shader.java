package io.impasto.samples.canvas;

/** The colour at a point of a picture; {@code x} and {@code y} are in pixels from the top left. */
@FunctionalInterface
public interface Shader {
    Colour at(double x, double y);
}
