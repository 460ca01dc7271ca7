package io.impasto.engine.network.importing;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.impasto.autodiff.Model;
import io.impasto.autodiff.ModelNode;
import io.impasto.engine.network.LayerNames;
import io.impasto.engine.network.NetworkException;

/** Cuts a network off after its last feature layer: what follows, the classifier, and weights that nobody reads are left out. */
final class FeatureLayers {
    /** What takes the place away that a feature had in the picture. */
    private static final Set<String> PLACELESS = Set.of(
            "Flatten",
            "Gemm",
            "GlobalAveragePool",
            "GlobalMaxPool",
            "LogSoftmax",
            "MatMul",
            "Reshape",
            "Shape",
            "Softmax",
            "Squeeze");

    private static final Pattern BY_POSITION = Pattern.compile("(relu|act|concat|add)\\d+_\\d+");

    private FeatureLayers() {}

    /** @param to the deepest layer to keep; null: all */
    static Model of(Model model, String to) {
        Set<String> placeless = placeless(model);
        Map<String, String> origins = origins(model);
        Map<String, String> names = new LinkedHashMap<>();
        LayerNames.of(model).forEach((name, value) -> names.put(name, origins.getOrDefault(value, value)));
        Map<String, String> layers = new LinkedHashMap<>();
        Set<String> named = new HashSet<>();
        names.forEach((name, value) -> {
            // Of several names for a value the one that says its position.
            boolean telling = BY_POSITION.matcher(name).matches() || Collections.frequency(names.values(), value) == 1;
            if (telling && !placeless.contains(value) && named.add(value)) {
                layers.put(name, value);
            }
        });
        if (layers.isEmpty()) {
            throw new NetworkException(
                    model.source()
                            + ": no feature layer was found: a ReLU after a convolution, or a named output with a place in the picture");
        }
        return model.cut(to == null ? layers : upTo(to, layers, model.source()));
    }

    /** What the copies of the model are copies of. */
    private static Map<String, String> origins(Model model) {
        Map<String, String> origins = new HashMap<>();
        for (ModelNode node : model.nodes()) {
            if (node.operator().equals("Identity")) {
                String of = node.inputs().get(0);
                origins.put(node.outputs().get(0), origins.getOrDefault(of, of));
            }
        }
        return origins;
    }

    private static Map<String, String> upTo(String to, Map<String, String> layers, String source) {
        List<String> order = List.copyOf(layers.keySet());
        if (!layers.containsKey(to)) {
            throw new NetworkException(source + ": has no layer '" + to + "'; it has " + String.join(", ", order));
        }
        Map<String, String> kept = new LinkedHashMap<>();
        order.subList(0, order.indexOf(to) + 1).forEach(name -> kept.put(name, layers.get(name)));
        return kept;
    }

    private static Set<String> placeless(Model model) {
        Set<String> placeless = new HashSet<>();
        for (ModelNode node : model.nodes()) {
            // A gate, as in squeeze-and-excitation, scales features that keep their places.
            boolean gate = node.operator().equals("Mul") && !placeless.containsAll(node.inputs());
            if (PLACELESS.contains(node.operator())
                    || !gate && node.inputs().stream().anyMatch(placeless::contains)) {
                placeless.addAll(node.outputs());
            }
        }
        return placeless;
    }
}
