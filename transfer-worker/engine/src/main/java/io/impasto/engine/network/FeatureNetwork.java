package io.impasto.engine.network;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.impasto.autodiff.DataType;
import io.impasto.autodiff.Expr;
import io.impasto.autodiff.Graph;
import io.impasto.autodiff.Model;
import io.impasto.autodiff.ModelException;
import io.impasto.autodiff.Tensor;
import io.impasto.autodiff.ValueInfo;
import io.impasto.engine.device.Precision;

/** A network whose activations serve as features: weights, preprocessing and named layers. Immutable; share freely. */
public final class FeatureNetwork {
    private final NetworkManifest manifest;
    private final Model model;
    private final Map<String, String> values;
    private final String input;

    /** @throws NetworkException if the model does not take one batch of three-channel images, or has no layer */
    FeatureNetwork(NetworkManifest manifest, Model model) {
        this.manifest = manifest;
        this.model = model;
        this.values = LayerNames.of(model);
        this.input = imageInput(model);
        if (values.isEmpty()) {
            throw new NetworkException(
                    model.source() + ": no layer was found: it has neither named outputs nor a ReLU after a Conv");
        }
        requireLayers(manifest.contentLayers());
        requireLayers(manifest.styleLayers());
    }

    private static String imageInput(Model model) {
        if (model.inputs().size() != 1) {
            throw new NetworkException(model.source() + ": a feature network has one input, this has "
                    + model.inputs().size());
        }
        ValueInfo info = model.inputs().get(0);
        boolean image = info.type() == DataType.FLOAT
                && (info.shape() == null
                        || info.shape().rank() == 4
                                && (!info.shape().knows(1) || info.shape().dim(1) == 3));
        if (!image) {
            throw new NetworkException(model.source() + ": input '" + info.name()
                    + "' should be FLOAT [1 x 3 x H x W], not " + info.type() + " " + info.shape());
        }
        return info.name();
    }

    /** How people call it. */
    public String name() {
        return manifest.name();
    }

    /** SHA-256 of the weights file, 64 lower-case hex digits. */
    public String sha256() {
        return manifest.sha256();
    }

    /** Licence, source, preprocessing and default layers. */
    public NetworkManifest manifest() {
        return manifest;
    }

    /** Names of the layers that an objective may use, shallowest first. */
    public List<String> layers() {
        return List.copyOf(values.keySet());
    }

    /** Of the given layers, the one that is computed last. */
    public String deepest(Collection<String> among) {
        requireLayers(among);
        List<String> order = new ArrayList<>(values.keySet());
        return order.stream().filter(among::contains).reduce((a, b) -> b).orElseThrow();
    }

    /** The shortest side of a picture, in pixels, for which each of these layers has a position. */
    public int leastSide(Collection<String> layers) {
        return layers.stream()
                .mapToInt(layer -> LeastSide.of(model, value(layer)))
                .max()
                .orElse(1);
    }

    /** Lengths of the layers along a side of so many pixels. */
    public Map<String, Integer> lengths(Collection<String> layers, int side) {
        return LeastSide.lengths(model, named(layers), side);
    }

    /**
     * How far the positions of these layers reach over a picture.
     *
     * @throws NotTileable if they can't be computed tile by tile
     */
    public Reach reach(Collection<String> layers) {
        return ReceptiveFields.of(model, named(layers));
    }

    /** What computing these layers takes. */
    public Footprint footprint(Collection<String> layers) {
        return Footprints.of(model, named(layers));
    }

    private Map<String, String> named(Collection<String> layers) {
        Map<String, String> named = new LinkedHashMap<>();
        layers.forEach(layer -> named.put(layer, value(layer)));
        return named;
    }

    /**
     * Applies preprocessing and network to an image inside a graph; only the layers that are asked for, and what they
     * need, become part of it.
     *
     * @param graph under construction
     * @param image RGB 0..255, {@code 1 x 3 x H x W}
     * @param averagePooling whether poolings average in place of taking the maximum
     * @param precision of the network; preprocessing before it and features after it are float32
     */
    public Features features(Graph graph, Expr image, boolean averagePooling, Precision precision) {
        Model pooling = averagePooling ? model.withAveragePooling() : model;
        Expr seen = preprocessed(graph, image);
        return precision == Precision.HALF
                ? new Features(this, graph.apply(half(pooling), Map.of(input, seen.cast(DataType.FLOAT16))))
                : new Features(this, graph.apply(pooling, Map.of(input, seen)));
    }

    private Model half(Model single) {
        try {
            return single.inHalfPrecision();
        } catch (ModelException refused) {
            throw new NetworkException("network " + name() + ": " + refused.getMessage(), refused);
        }
    }

    /** Before the network, whose layers pad with 0: so the means can't be folded into its first weights. */
    private Expr preprocessed(Graph graph, Expr image) {
        Preprocessing to = manifest.preprocessing();
        Expr ordered = to.order() == ChannelOrder.RGB ? image : image.reversed(1);
        Expr scaled = to.scale() == 1 ? ordered : ordered.times(to.scale());
        Expr centred = scaled.minus(perChannel(graph, to.mean()));
        return to.std().stream().allMatch(std -> std == 1) ? centred : centred.dividedBy(perChannel(graph, to.std()));
    }

    private static Expr perChannel(Graph graph, List<Double> values) {
        float[] channels = new float[values.size()];
        for (int i = 0; i < channels.length; i++) {
            channels[i] = values.get(i).floatValue();
        }
        return graph.constant(Tensor.of(channels, 1, channels.length, 1, 1));
    }

    /** The model's name for a layer's activations. */
    String value(String layer) {
        String value = values.get(layer);
        if (value == null) {
            throw new NetworkException("network " + name() + " has no layer '" + layer + "'; it has "
                    + String.join(", ", values.keySet()));
        }
        return value;
    }

    private void requireLayers(Collection<String> layers) {
        layers.forEach(this::value);
    }
}
