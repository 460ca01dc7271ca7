package io.impasto.engine.network;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.impasto.autodiff.Model;
import io.impasto.autodiff.ModelNode;

/** Adds up weights and activations on the way to layers. */
final class Footprints {
    // Long enough for the rounding of odd lengths not to matter.
    private static final int SIDE = 1024;

    private Footprints() {}

    static Footprint of(Model model, Map<String, String> layers) {
        Set<ModelNode> needed = ReceptiveFields.needed(model, layers.values());
        Map<String, Long> lengths = LeastSide.lengths(model, SIDE);
        Map<String, Long> channels = new HashMap<>();
        model.inputs().forEach(input -> channels.put(input.name(), 3L));
        long weights = 0;
        double activations = 0;
        for (ModelNode node : model.nodes()) {
            long through = channels(model, node, channels);
            node.outputs().forEach(output -> channels.put(output, through));
            if (node.operator().equals("Conv") && needed.contains(node)) {
                weights += weights(model, node).map(Footprints::elements).orElse(0L);
                activations += through * positions(lengths, node.outputs().get(0));
            }
        }
        Map<String, Double> layerBytes = new HashMap<>();
        layers.forEach(
                (layer, value) -> layerBytes.put(layer, Float.BYTES * channels.get(value) * positions(lengths, value)));
        return new Footprint(Float.BYTES * weights, Float.BYTES * activations, layerBytes);
    }

    private static long channels(Model model, ModelNode node, Map<String, Long> channels) {
        return switch (node.operator()) {
            case "Conv" -> weights(model, node)
                    .map(shape -> shape[0])
                    .orElse(channels.getOrDefault(node.inputs().get(0), 0L));
            case "Concat" -> node.inputs().stream()
                    .mapToLong(input -> channels.getOrDefault(input, 0L))
                    .sum();
            default -> node.inputs().stream()
                    .mapToLong(input -> channels.getOrDefault(input, 0L))
                    .max()
                    .orElse(0);
        };
    }

    /** Empty where they are computed. */
    private static Optional<long[]> weights(Model model, ModelNode convolution) {
        return ReceptiveFields.knownShape(model, convolution.inputs().get(1));
    }

    /** Of a value, for each pixel. */
    private static double positions(Map<String, Long> lengths, String value) {
        double length = lengths.getOrDefault(value, 0L);
        return length / SIDE * length / SIDE;
    }

    private static long elements(long[] shape) {
        long elements = 1;
        for (long dim : shape) {
            elements *= dim;
        }
        return elements;
    }
}
