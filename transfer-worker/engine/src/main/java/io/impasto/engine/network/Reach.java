package io.impasto.engine.network;

import java.util.Map;

/**
 * How far the positions of layers reach over a picture: what is needed to compute them tile by tile. Position {@code i} of a
 * layer with stride {@code s} stands for the pixels from {@code i s} to before {@code (i + 1) s} on each axis, and sees some
 * more on both sides (Araujo, Norris, Sim: Computing Receptive Fields of Convolutional Neural Networks, 2019).
 *
 * @param strides pixels from one position to the next, by layer
 * @param alignment pixels; a cut at a multiple of it, counted from the picture's origin, is a cut between positions of
 *     every layer on the way
 * @param halo pixels around a tile on which its positions depend, rounded up to a multiple of {@code alignment}
 */
public record Reach(Map<String, Integer> strides, int alignment, int halo) {

    public Reach {
        strides = Map.copyOf(strides);
    }
}
