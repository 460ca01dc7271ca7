package io.impasto.engine.transfer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import io.impasto.engine.image.Picture;
import io.impasto.engine.network.Footprint;
import io.impasto.engine.network.Reach;
import io.impasto.engine.objective.ObjectiveSpec;
import io.impasto.engine.objective.TileSizes;

/**
 * Predicts resident memory. The factors are measured, on vgg19-slim and VGG19, at 256 to 1024 pixels; what
 * they stand for is said beside each.
 *
 * @param pictures that are held all along
 * @param finest pixels of the painting
 */
record MemoryNeed(Pictures pictures, long finest) {
    /** Three values a pixel. */
    private static final double VECTOR = 3.0 * Float.BYTES;
    /** The Java machine, its code, and ONNX Runtime. */
    private static final double PROCESS = 220e6;
    /** The file, as constants, and laid out for forward and backward passes; two of them while a session loads. */
    private static final double WEIGHT_COPIES = 8;
    /** Of all convolutions' results, what a forward pass holds at its widest. */
    private static final double FORWARD = 0.6;
    /** Of the same, what an evaluation holds. */
    private static final double EVALUATION = 1.4;

    /** In tiles, features are held once more where a mask cuts them. */
    private static final double MASKED = 1.2;

    /** What a stage is made of. */
    record Work(String network, Footprint footprint, ObjectiveSpec objective, Pyramid.Level level, long largestStyle) {}

    /** Bytes outside of the Java heap while this stage is painted. */
    double sessions(Work work, OptionalInt tileSide, Optional<Reach> reach) {
        double activations = work.footprint().activationBytes() + guided(work);
        double weights = WEIGHT_COPIES * work.footprint().weightBytes();
        if (tileSide.isEmpty()) {
            return weights
                    + (EVALUATION * activations + 2 * VECTOR) * work.level().pixels()
                    + FORWARD * activations * Math.max(work.level().pixels(), work.largestStyle());
        }
        long crop = TileSizes.largestCrop(
                work.level().width(), work.level().height(), tileSide.getAsInt(), reach.orElseThrow());
        return weights + (MASKED * (FORWARD + EVALUATION) * activations + 2 * VECTOR + features(work)) * crop;
    }

    /** Of content layers, for each pixel. */
    private static double features(Work work) {
        return work.objective().contentLayers().stream()
                .mapToDouble(work.footprint().layerBytes()::get)
                .sum();
    }

    /** A region's share of a layer's features is held for each style layer. */
    private static double guided(Work work) {
        return work.objective().regions()
                * work.objective().styleLayers().stream()
                        .mapToDouble(work.footprint().layerBytes()::get)
                        .sum();
    }

    /** Bytes in the Java heap while this stage is painted, the pictures of the whole job included. */
    double heap(Work work, OptimiserKind optimiser, History history) {
        double own =
                switch (optimiser) {
                    case LBFGS -> 3 * VECTOR
                            + history.bytesPerPixel(work.level().evaluations());
                    case ADAM -> 2 * VECTOR;
                    case SGD -> VECTOR;
                };
        // Values, gradient and both of the last good iterate; and the result, or the picture that a level starts from.
        double painting = (5 * VECTOR + own) * work.level().pixels();
        double held = VECTOR
                * (finest
                        + pictures.styles().stream()
                                .mapToLong(MemoryNeed::pixels)
                                .sum()
                        + pictures.start().map(MemoryNeed::pixels).orElse(0L)
                        + pictures.guides()
                                .pictures()
                                .mapToLong(MemoryNeed::pixels)
                                .sum());
        return painting + held;
    }

    private static long pixels(Picture picture) {
        return (long) picture.width() * picture.height();
    }

    /**
     * The process' peak.
     *
     * @param works of all stages
     * @param sessions bytes of each stage's sessions, which stay open to the end
     */
    double peak(List<Work> works, List<Double> sessions, OptimiserKind optimiser, History history) {
        Map<String, Double> open = new HashMap<>();
        double most = 0;
        for (int i = 0; i < works.size(); i++) {
            Work work = works.get(i);
            open.merge(work.network(), sessions.get(i), Math::max);
            double all = open.values().stream().mapToDouble(Double::doubleValue).sum();
            most = Math.max(
                    most,
                    all
                            + heap(work, optimiser, history)
                            + features(work) * work.level().pixels());
        }
        return PROCESS + most;
    }
}
