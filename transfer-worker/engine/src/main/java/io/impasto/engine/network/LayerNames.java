package io.impasto.engine.network;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.impasto.autodiff.Model;
import io.impasto.autodiff.ModelNode;
import io.impasto.autodiff.ValueInfo;

/**
 * Finds the names of a network's layers. Outputs that the file names ({@code style1_1}) are used as they are. Beside
 * them each ReLU over a convolution is called {@code reluB_I}, as in VGG: block {@code B} is one more than the poolings
 * before it, {@code I} counts within the block; so an export with numbered nodes has the same names as any other.
 */
public final class LayerNames {
    private static final Pattern TELLING = Pattern.compile("[A-Za-z][A-Za-z0-9_./:-]{0,63}");
    private static final Set<String> SAYING_NOTHING = Set.of("output", "out", "features", "y");
    private static final Set<String> POOLINGS = Set.of("MaxPool", "AveragePool");
    private static final Set<String> TRANSPARENT = Set.of("Identity", "Dropout", "BatchNormalization");

    private LayerNames() {}

    /** Names to values of the model, in the order in which they are computed. */
    public static Map<String, String> of(Model model) {
        Map<String, String> valueToName = byTopology(model);
        Map<String, String> names = new LinkedHashMap<>();
        Set<String> outputs = model.outputs().stream()
                .map(ValueInfo::name)
                .filter(name -> TELLING.matcher(name).matches() && !SAYING_NOTHING.contains(name))
                .collect(Collectors.toSet());
        for (ModelNode node : model.nodes()) {
            for (String value : node.outputs()) {
                String derived = valueToName.get(value);
                if (outputs.contains(value)) {
                    names.put(value, value);
                }
                // A file that gives this name to another value knows better.
                if (derived != null && !outputs.contains(derived)) {
                    names.put(derived, value);
                }
            }
        }
        return names;
    }

    private static Map<String, String> byTopology(Model model) {
        Map<String, String> names = new HashMap<>();
        Map<String, Integer> block = new HashMap<>();
        Map<Integer, Integer> counts = new HashMap<>();
        Set<String> convolved = new HashSet<>();
        for (ModelNode node : model.nodes()) {
            int depth = depth(node.inputs(), block);
            if (POOLINGS.contains(node.operator())) {
                depth++;
            }
            boolean afterConv = node.inputs().stream().anyMatch(convolved::contains);
            // Some exporters leave the bias outside of the convolution.
            boolean bias = node.operator().equals("Add")
                    && node.inputs().stream()
                            .anyMatch(input -> model.weight(input).isPresent());
            if (node.operator().equals("Conv") || afterConv && (bias || TRANSPARENT.contains(node.operator()))) {
                convolved.addAll(node.outputs());
            }
            for (String output : node.outputs()) {
                block.put(output, depth);
            }
            if (node.operator().equals("Relu") && afterConv) {
                names.put(node.outputs().get(0), "relu" + depth + "_" + counts.merge(depth, 1, Integer::sum));
            }
        }
        return names;
    }

    private static int depth(List<String> inputs, Map<String, Integer> block) {
        return inputs.stream()
                .mapToInt(input -> block.getOrDefault(input, 1))
                .max()
                .orElse(1);
    }
}
