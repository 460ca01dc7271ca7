package io.impasto.engine.network;

import java.util.HashMap;
import java.util.Map;

import io.impasto.autodiff.Activations;
import io.impasto.autodiff.DataType;
import io.impasto.autodiff.Expr;

/** The features of an image expression: the network applied to it, as deep as it is asked for. */
public final class Features {
    private final FeatureNetwork network;
    private final Activations activations;
    private final Map<String, Expr> layers = new HashMap<>();

    Features(FeatureNetwork network, Activations activations) {
        this.network = network;
        this.activations = activations;
    }

    /**
     * The activations of a layer, {@code 1 x N x h x w}, in float32 whatever the network computes in.
     *
     * @throws NetworkException if the network has no such layer; names it and those there are
     */
    public Expr layer(String name) {
        return layers.computeIfAbsent(
                name, layer -> activations.value(network.value(layer)).cast(DataType.FLOAT));
    }
}
