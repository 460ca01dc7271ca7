package io.impasto.engine.network;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

import io.impasto.autodiff.Model;
import io.impasto.autodiff.ModelNode;

/** Follows the values of a network in order, and tells those that are feature maps by their kind, block and place in it. */
final class FeatureMaps {
    /** Names that a chain of convolutions, ReLUs and poolings does not have. */
    static final Pattern BEYOND_A_CHAIN = Pattern.compile("(act|concat|add)\\d+_\\d+");

    private static final Set<String> POOLINGS = Set.of("MaxPool", "AveragePool");
    /** Their outputs have no positions any more. */
    static final Set<String> WHOLE_POOLINGS =
            Set.of("GlobalAveragePool", "GlobalMaxPool", "ReduceMean", "ReduceMax", "ReduceSum", "Flatten");

    private static final Set<String> TRANSPARENT = Set.of("Identity", "Dropout", "BatchNormalization");
    private static final Set<String> ACTIVATIONS =
            Set.of("Clip", "Elu", "Gelu", "HardSwish", "LeakyRelu", "Mish", "PRelu", "Softplus");

    /** What the gate of an activation {@code x gate(x)} is made of; HardSwish, SiLU and Mish are often written so. */
    private static final Set<String> GATES =
            Set.of("Add", "Clip", "Div", "Erf", "HardSigmoid", "Mul", "Relu", "Sigmoid", "Softplus", "Tanh");

    private static final int LONGEST_GATE = 5;

    private final Model model;
    private final Map<String, String> names = new LinkedHashMap<>();
    private final Map<String, ModelNode> producers = new HashMap<>();
    private final Map<String, Integer> blocks = new HashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private final Set<String> pictorial = new HashSet<>();
    private final Set<String> convolved = new HashSet<>();
    private boolean begun;

    private FeatureMaps(Model model) {
        this.model = model;
        model.inputs().forEach(input -> pictorial.add(input.name()));
    }

    /** Values of the model to names of layers. */
    static Map<String, String> of(Model model) {
        FeatureMaps maps = new FeatureMaps(model);
        model.nodes().forEach(maps::follow);
        return maps.names;
    }

    private void follow(ModelNode node) {
        node.outputs().forEach(output -> producers.put(output, node));
        List<String> pictures =
                node.inputs().stream().filter(pictorial::contains).toList();
        // What was pooled over all positions, as the gate of squeeze and excite, is no feature map any more.
        if (pictures.isEmpty() || WHOLE_POOLINGS.contains(node.operator())) {
            return;
        }
        int block = pictures.stream()
                .mapToInt(input -> blocks.getOrDefault(input, 1))
                .max()
                .orElseThrow();
        if (begins(node)) {
            block++;
        }
        boolean afterConv = pictures.stream().anyMatch(convolved::contains);
        if (node.operator().equals("Conv") || afterConv && (isBias(node) || TRANSPARENT.contains(node.operator()))) {
            convolved.addAll(node.outputs());
        }
        for (String output : node.outputs()) {
            pictorial.add(output);
            blocks.put(output, block);
        }
        String kind = kind(node, pictures, afterConv);
        if (node.operator().equals("Relu") && isBlock(pictures.get(0))) {
            names.put(node.outputs().get(0), names.remove(pictures.get(0)));
        } else if (kind != null) {
            names.put(node.outputs().get(0), kind + block + "_" + counts.merge(kind + block, 1, Integer::sum));
        }
    }

    /** Some exporters leave the bias outside of the convolution. A single number is part of a function instead. */
    private boolean isBias(ModelNode node) {
        return node.operator().equals("Add")
                && node.inputs().stream()
                        .flatMap(input -> model.weight(input).stream())
                        .anyMatch(weight -> weight.elements() > 1);
    }

    /** Whether a block begins behind the node. */
    private boolean begins(ModelNode node) {
        if (POOLINGS.contains(node.operator())) {
            return LongStream.of(node.attributes().integers("strides", 1)).anyMatch(stride -> stride > 1);
        }
        if (!node.operator().equals("Conv")) {
            return false;
        }
        boolean first = !begun;
        begun = true;
        return !first && LongStream.of(node.attributes().integers("strides", 1)).anyMatch(stride -> stride > 1);
    }

    /** Null where the node computes no layer. */
    private String kind(ModelNode node, List<String> pictures, boolean afterConv) {
        return switch (node.operator()) {
            case "Relu" -> afterConv ? "relu" : null;
            case "Concat" -> pictures.stream().distinct().count() > 1 ? "concat" : null;
            case "Add", "Sum" -> pictures.size() > 1 && isResidual(pictures) ? "add" : null;
            case "Mul" -> afterConv && pictures.size() > 1 && gates(pictures) ? "act" : null;
            default -> afterConv && ACTIVATIONS.contains(node.operator()) ? "act" : null;
        };
    }

    /** Two branches of a network, not two halves of one function. */
    private boolean isResidual(List<String> pictures) {
        return pictures.stream().anyMatch(convolved::contains);
    }

    /** A ReLU over a residual sum, as in ResNets, is the block's output in place of it. */
    private boolean isBlock(String value) {
        return names.getOrDefault(value, "").startsWith("add");
    }

    /** Whether one factor is a function of the other, element by element. */
    private boolean gates(List<String> factors) {
        String a = factors.get(0);
        String b = factors.get(1);
        return isGate(a, b, LONGEST_GATE) || isGate(b, a, LONGEST_GATE);
    }

    private boolean isGate(String value, String of, int depth) {
        ModelNode node = producers.get(value);
        if (depth == 0 || node == null || !GATES.contains(node.operator())) {
            return false;
        }
        return node.inputs().stream()
                .filter(pictorial::contains)
                .anyMatch(input -> input.equals(of) || isGate(input, of, depth - 1));
    }
}
