package io.impasto.autodiff;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keeps of a model what some of its values need, and makes these its outputs. */
final class ModelCut {
    private final Model model;
    private final Map<String, String> names = new HashMap<>();
    private final Set<String> taken;

    private ModelCut(Model model, Map<String, String> outputs) {
        this.model = model;
        this.taken = outputs.keySet();
        outputs.forEach((name, value) -> {
            if (names.putIfAbsent(value, name) != null) {
                throw new IllegalArgumentException("'" + value + "' can't have two names");
            }
        });
    }

    static Model of(Model model, Map<String, String> outputs) {
        return new ModelCut(model, outputs).cut(outputs);
    }

    private Model cut(Map<String, String> outputs) {
        Set<String> needed = new HashSet<>(outputs.values());
        List<ModelNode> kept = new ArrayList<>();
        for (int i = model.nodes().size() - 1; i >= 0; i--) {
            ModelNode node = model.nodes().get(i);
            if (node.outputs().stream().anyMatch(needed::contains)) {
                needed.addAll(node.inputs());
                kept.add(renamed(node));
            }
        }
        Collections.reverse(kept);
        Map<String, Tensor> weights = new LinkedHashMap<>();
        model.weights().forEach((name, weight) -> {
            if (needed.contains(name)) {
                weights.put(renamed(name), weight);
            }
        });
        List<ValueInfo> inputs = model.inputs().stream()
                .filter(input -> needed.contains(input.name()))
                .map(input -> new ValueInfo(renamed(input.name()), input.type(), input.shape()))
                .toList();
        List<ValueInfo> results = outputs.keySet().stream()
                .map(name -> new ValueInfo(name, DataType.FLOAT, null))
                .toList();
        return new Model(model.source(), model.opset(), kept, weights, inputs, results, Map.of());
    }

    private ModelNode renamed(ModelNode node) {
        return new ModelNode(
                node.operator(),
                node.name(),
                node.inputs().stream().map(this::renamed).toList(),
                node.outputs().stream().map(this::renamed).toList(),
                node.attributes());
    }

    private String renamed(String value) {
        String name = names.get(value);
        if (name != null) {
            return name;
        }
        return taken.contains(value) ? "inner:" + value : value;
    }
}
