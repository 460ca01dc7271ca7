package io.impasto.engine.objective;

import java.util.List;

import io.impasto.engine.image.Picture;
import io.impasto.engine.network.FeatureNetwork;

/** Evaluates one objective on one network; one warm session for every image size. For one thread at a time. */
public final class Evaluator implements AutoCloseable {

    private Evaluator() {}

    /**
     * Differentiates the objective and opens its session.
     *
     * @throws io.impasto.engine.network.NetworkException if the network lacks a layer; names it and those there are
     */
    public static Evaluator open(FeatureNetwork network, ObjectiveSpec spec) {
        throw new UnsupportedOperationException();
    }

    /** One-off evaluation: targets of {@code content} and {@code styles}, then losses and gradient at {@code image}. */
    public static Evaluated evaluate(
            FeatureNetwork network, ObjectiveSpec spec, Picture content, List<Style> styles, Picture image) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
