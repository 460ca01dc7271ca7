package io.impasto.autodiff;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Computes again what costs next to nothing instead of keeping it until the backward pass (Chen et al., Training Deep Nets
 * with Sublinear Memory Cost, 2016): activations of a convolution that reads an image. At full size and with many
 * channels they are the largest values of a network, but with three channels to read they take a hundredth of its time.
 */
final class Rematerialisation {
    /** A convolution of more channels is no longer cheap. */
    private static final long MOST_CHANNELS = 4;

    private static final Set<String> ELEMENTWISE = Set.of("Add", "Sub", "Mul", "Div", "Slice", "Cast", "Identity");

    private final Graph graph;
    private final Set<Node> early;
    private final Map<Expr, List<Node>> readers = new HashMap<>();
    private final Set<Expr> light = new HashSet<>();

    /** @param early readers that belong to the forward pass */
    Rematerialisation(Graph graph, Set<Node> early) {
        this.graph = graph;
        this.early = early;
    }

    /** Gives all readers but those of the forward pass a value of their own. */
    void apply() {
        List<Node> nodes = List.copyOf(graph.nodes());
        nodes.forEach(node -> node.inputs().stream()
                .filter(input -> input != null)
                .distinct()
                .forEach(input ->
                        readers.computeIfAbsent(input, any -> new ArrayList<>()).add(node)));
        nodes.stream().filter(this::isLight).forEach(node -> light.add(node.output()));
        nodes.stream().filter(this::readsImage).forEach(this::split);
    }

    /** @return whether a node moves or changes the elements of an image, and nothing larger */
    private boolean isLight(Node node) {
        return ELEMENTWISE.contains(node.operator()) && node.inputs().stream().allMatch(this::isImage);
    }

    private boolean isImage(Expr value) {
        return value == null || value.constant() != null || value.producer() == null || light.contains(value);
    }

    private boolean readsImage(Node node) {
        return node.operator().equals("Conv")
                && node.inputs().stream().allMatch(this::isImage)
                && node.input(1).constant() != null
                && node.input(1).shape().dim(1) <= MOST_CHANNELS
                && node.input(1).shape().dim(0) > MOST_CHANNELS;
    }

    private void split(Node conv) {
        List<Node> direct = readers.getOrDefault(conv.output(), List.of());
        boolean activated = direct.size() == 1 && direct.get(0).operator().equals("Relu");
        Node last = activated ? direct.get(0) : conv;
        List<Node> reading = readers.getOrDefault(last.output(), List.of()).stream()
                .filter(reader -> !early.contains(reader))
                .toList();
        if (reading.size() < 2) {
            return;
        }
        Node main =
                reading.stream().max(Comparator.comparingInt(this::followers)).orElseThrow();
        graph.passes(conv.output());
        graph.passes(last.output());
        reading.stream()
                .filter(reader -> reader != main)
                .forEach(reader -> reader.reads(last.output(), again(conv, activated)));
    }

    /** The same value; by weights under another name, for ONNX Runtime merges what is the same. */
    private Expr again(Node conv, boolean activated) {
        Expr weights = conv.input(1);
        List<Expr> inputs = new ArrayList<>(conv.inputs());
        inputs.set(1, graph.constant(weights.name() + "_again", weights.constant()));
        Node second = graph.emitNode(conv.operator(), conv.name() + "_again", conv.attributes(), inputs, 1);
        Expr value = activated ? second.output().relu() : second.output();
        graph.place(activated ? List.of(second, value.producer()) : List.of(second), conv);
        return value;
    }

    /** @return how many nodes depend on {@code node} */
    private int followers(Node node) {
        Set<Node> found = new HashSet<>();
        List<Node> open = new ArrayList<>(List.of(node));
        while (!open.isEmpty()) {
            for (Expr output : open.remove(open.size() - 1).outputs()) {
                readers.getOrDefault(output, List.of()).stream()
                        .filter(found::add)
                        .forEach(open::add);
            }
        }
        return found.size();
    }
}
