package io.impasto.engine.network;

import io.impasto.autodiff.Activations;
import io.impasto.autodiff.Expr;

/** The features of an image expression: the network applied to it, as deep as it is asked for. */
public final class Features {
    private final FeatureNetwork network;
    private final Activations activations;

    Features(FeatureNetwork network, Activations activations) {
        this.network = network;
        this.activations = activations;
    }

    /**
     * The activations of a layer, {@code 1 x N x h x w}.
     *
     * @throws NetworkException if the network has no such layer; names it and those there are
     */
    public Expr layer(String name) {
        return activations.value(network.value(name));
    }
}
