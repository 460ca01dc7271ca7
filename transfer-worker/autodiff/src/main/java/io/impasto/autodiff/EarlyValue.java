package io.impasto.autodiff;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A small value that stands in for a large one in the backward pass, such as the places of maxima for the input of a
 * pooling. ONNX Runtime computes a value when its first reader is due, which would be in the backward pass, with the large
 * one kept until then; so what the forward pass goes on with is made to wait for the small one.
 *
 * @param large what the backward pass does without
 * @param y     what the forward pass computes from it
 * @param small computed from {@code large} alone
 */
record EarlyValue(Expr large, Expr y, Expr small) {

    /**
     * Brings the nodes of the small value to where {@code y} is computed, and the readers of {@code y} behind them.
     *
     * @return the nodes that are now part of the forward pass
     */
    List<Node> bringForward(Graph graph) {
        List<Node> nodes = graph.nodes();
        List<Node> later = List.copyOf(nodes.subList(nodes.indexOf(y.producer()) + 1, nodes.size()));
        Set<Node> needed = new HashSet<>();
        collect(small.producer(), new HashSet<>(later), needed);
        List<Node> moved =
                new ArrayList<>(later.stream().filter(needed::contains).toList());
        List<Node> readers = later.stream()
                .filter(node -> !needed.contains(node) && node.inputs().contains(y))
                .toList();
        if (readers.isEmpty()) {
            return List.of();
        }
        int before = nodes.size();
        Expr waiting = HalvingMaxPool.after(small, y);
        moved.addAll(List.copyOf(nodes.subList(before, nodes.size())));
        graph.place(moved, y.producer());
        readers.forEach(reader -> reader.reads(y, waiting));
        boolean forgotten = nodes.stream()
                .filter(node -> node.inputs().contains(large))
                .allMatch(node -> node == y.producer() || needed.contains(node));
        if (forgotten) {
            graph.passes(large);
        }
        return moved;
    }

    private static void collect(Node node, Set<Node> among, Set<Node> into) {
        if (node == null || !among.contains(node) || !into.add(node)) {
            return;
        }
        node.inputs().stream().filter(input -> input != null).forEach(input -> collect(input.producer(), among, into));
    }
}
