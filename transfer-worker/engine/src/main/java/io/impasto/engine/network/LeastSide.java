package io.impasto.engine.network;

import java.util.HashMap;
import java.util.Map;

import io.impasto.autodiff.Model;
import io.impasto.autodiff.ModelNode;

/** Follows the length of one side of a picture through a network, to see how large its layers are. */
final class LeastSide {
    private static final int LARGEST_TRIED = 1024;

    private LeastSide() {}

    /** The shortest side, in pixels, at which {@code value} still has a position. */
    static int of(Model model, String value) {
        for (int side = 1; side < LARGEST_TRIED; side++) {
            if (lengths(model, side).getOrDefault(value, 0L) >= 1) {
                return side;
            }
        }
        return LARGEST_TRIED;
    }

    /** Lengths of values, by the layer's name, along a side of so many pixels. */
    static Map<String, Integer> lengths(Model model, Map<String, String> layers, int side) {
        Map<String, Long> all = lengths(model, side);
        Map<String, Integer> lengths = new HashMap<>();
        layers.forEach((layer, value) -> lengths.put(layer, Math.toIntExact(all.getOrDefault(value, 1L))));
        return lengths;
    }

    /** Lengths of all values along a side of so many pixels. */
    static Map<String, Long> lengths(Model model, int side) {
        Map<String, Long> lengths = new HashMap<>();
        model.inputs().forEach(input -> lengths.put(input.name(), (long) side));
        for (ModelNode node : model.nodes()) {
            long in = node.inputs().stream()
                    .filter(lengths::containsKey)
                    .mapToLong(lengths::get)
                    .min()
                    .orElse(Long.MAX_VALUE);
            // What was pooled over all positions fits any other length.
            if (in < Long.MAX_VALUE && !FeatureMaps.WHOLE_POOLINGS.contains(node.operator())) {
                long out = length(model, node, in);
                node.outputs().forEach(output -> lengths.put(output, out));
            }
        }
        return lengths;
    }

    private static long length(Model model, ModelNode node, long in) {
        return switch (node.operator()) {
            case "Conv" -> window(node, in, kernelOf(model, node));
            case "MaxPool", "AveragePool" -> window(node, in, node.attributes().integers("kernel_shape", 1)[0]);
            default -> in;
        };
    }

    private static long kernelOf(Model model, ModelNode node) {
        if (node.attributes().has("kernel_shape")) {
            return node.attributes().integers("kernel_shape")[0];
        }
        return model.weight(node.inputs().get(1))
                .map(weights -> weights.shape()[2])
                .orElse(1L);
    }

    private static long window(ModelNode node, long in, long kernel) {
        long stride = node.attributes().integers("strides", 1, 1)[0];
        long dilation = node.attributes().integers("dilations", 1, 1)[0];
        String autoPad = node.attributes().text("auto_pad", "NOTSET");
        if (autoPad.startsWith("SAME")) {
            return (in + stride - 1) / stride;
        }
        long[] pads = node.attributes().integers("pads", 0, 0, 0, 0);
        long padding = pads[0] + pads[pads.length / 2];
        long room = in + padding - (dilation * (kernel - 1) + 1);
        if (in < 1 || room < 0) {
            return 0;
        }
        boolean ceil = node.attributes().integer("ceil_mode", 0) != 0;
        return (ceil ? (room + stride - 1) / stride : room / stride) + 1;
    }
}
