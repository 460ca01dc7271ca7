package io.impasto.autodiff;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns the nodes that the outputs of a graph need into a model. */
final class Assembly {
    private final List<Node> nodes;
    private final List<Expr> inputs;
    private final Map<String, Expr> outputs;
    private final int opset;
    private final SymbolicShapes symbols;
    private final Set<Expr> needed = new HashSet<>();
    private final Map<Expr, String> renamed = new HashMap<>();

    Assembly(List<Node> nodes, List<Expr> inputs, Map<String, Expr> outputs, int opset, SymbolicShapes symbols) {
        this.nodes = nodes;
        this.inputs = inputs;
        this.outputs = outputs;
        this.opset = opset;
        this.symbols = symbols;
    }

    Model model() {
        List<Node> used = used();
        List<ModelNode> written = new ArrayList<>();
        List<ModelNode> copies = new ArrayList<>();
        List<ValueInfo> results = new ArrayList<>();
        outputs.forEach((name, value) -> {
            // A computed value takes the name of the output; an input, a constant or a second name needs a copy.
            if (value.producer() == null || renamed.putIfAbsent(value, name) != null) {
                copies.add(new ModelNode("Identity", name, List.of(name(value)), List.of(name), Attributes.NONE));
            }
            results.add(new ValueInfo(name, value.type(), value.hasRank() ? value.shape() : null));
        });
        used.forEach(node -> written.add(written(node)));
        written.addAll(copies);
        Map<String, Tensor> weights = new LinkedHashMap<>();
        needed.stream()
                .filter(value -> value.constant() != null)
                .forEach(value -> weights.put(name(value), value.constant()));
        List<ValueInfo> feeds = inputs.stream()
                .map(input -> new ValueInfo(input.name(), input.type(), input.shape()))
                .toList();
        Map<String, NamedShape> shapes = new HashMap<>();
        used.stream().map(Node::output).forEach(value -> symbols.said(value)
                .ifPresent(dims -> shapes.put(name(value), new NamedShape(value.type(), dims))));
        return new Model("program", opset, written, weights, feeds, results, shapes);
    }

    /** @return the nodes that the outputs need, in order */
    List<Node> used() {
        needed.addAll(outputs.values());
        List<Node> used = new ArrayList<>();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node node = nodes.get(i);
            if (node.outputs().stream().anyMatch(needed::contains)) {
                used.add(node);
                node.inputs().stream().filter(input -> input != null).forEach(needed::add);
            }
        }
        Collections.reverse(used);
        return used;
    }

    private ModelNode written(Node node) {
        List<String> reads = node.inputs().stream()
                .map(input -> input == null ? "" : name(input))
                .toList();
        if (node.body() != null) {
            int own = reads.size() - node.body().captured();
            Attributes attributes = node.attributes().with("body", node.body().proto(reads.subList(own, reads.size())));
            List<String> writes = node.outputs().stream().map(this::name).toList();
            return new ModelNode(node.operator(), name(node.output()), reads.subList(0, own), writes, attributes);
        }
        // An optional output that nobody reads is not asked for: MaxPool without Indices is much faster.
        List<Expr> computed = node.outputs();
        int last = computed.size();
        while (last > 1 && !needed.contains(computed.get(last - 1))) {
            last--;
        }
        List<String> writes = computed.subList(0, last).stream().map(this::name).toList();
        return new ModelNode(node.operator(), name(node.output()), reads, writes, node.attributes());
    }

    private String name(Expr value) {
        if (renamed.containsKey(value)) {
            return renamed.get(value);
        }
        boolean taken = taken(value.name()) && !inputs.contains(value);
        return taken ? "inner:" + value.name() : value.name();
    }

    private boolean taken(String name) {
        return outputs.containsKey(name)
                || inputs.stream().anyMatch(input -> input.name().equals(name));
    }
}
