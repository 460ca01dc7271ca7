package io.impasto.autodiff;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The values inside a network that was applied to expressions. Ask it only for what is used: the rest stays out. */
public final class Activations {
    private final Graph graph;
    private final Model model;
    private final Map<String, Expr> values = new HashMap<>();
    private final Map<String, ModelNode> producers = new HashMap<>();
    private final NodeImport importer;

    Activations(Graph graph, Model model, Map<String, Expr> feeds) {
        this.graph = graph;
        this.model = model;
        model.nodes().forEach(node -> node.outputs().forEach(output -> producers.put(output, node)));
        feeds.forEach(this::feed);
        this.importer = new NodeImport(graph, model, values, producers);
    }

    /**
     * The value that the network calls {@code name}: a node's output, or one of its inputs.
     *
     * @throws ModelException if the network has no such value, or needs an input that was not fed
     */
    public Expr value(String name) {
        if (!values.containsKey(name)) {
            Set<ModelNode> needed = needed(name);
            model.nodes().stream().filter(needed::contains).forEach(importer::add);
        }
        return values.get(name);
    }

    private void feed(String name, Expr value) {
        ValueInfo input = model.inputs().stream()
                .filter(info -> info.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ModelException(model.source() + " has no input '" + name + "'; it has "
                        + model.inputs().stream().map(ValueInfo::name).collect(Collectors.joining(", "))));
        if (input.type() != value.type()) {
            throw new ModelException(
                    model.source() + ": input '" + name + "' takes " + input.type() + ", not " + value);
        }
        if (input.shape() != null && value.hasRank() && !input.shape().agreesWith(value.shape())) {
            throw new ModelException(
                    model.source() + ": input '" + name + "' has shape " + input.shape() + ", not " + value.shape());
        }
        values.put(name, value);
    }

    /** Walks from {@code name} against the data flow, and collects what is not in the graph yet. */
    private Set<ModelNode> needed(String name) {
        Set<ModelNode> needed = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(name));
        while (!open.isEmpty()) {
            String wanted = open.remove();
            if (wanted.isEmpty() || values.containsKey(wanted)) {
                continue;
            }
            ModelNode producer = producers.get(wanted);
            if (producer != null) {
                if (needed.add(producer)) {
                    open.addAll(producer.inputs());
                }
            } else if (model.weight(wanted).isPresent()) {
                values.put(wanted, graph.constant(wanted, model.weight(wanted).orElseThrow()));
            } else if (model.inputs().stream().anyMatch(input -> input.name().equals(wanted))) {
                throw new ModelException(model.source() + ": its input '" + wanted + "' was not fed");
            } else {
                throw new ModelException(model.source() + " has no value named '" + wanted + "'");
            }
        }
        return needed;
    }
}
