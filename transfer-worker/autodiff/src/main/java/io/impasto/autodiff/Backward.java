package io.impasto.autodiff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The reverse walk: from the loss against the data flow to the values that it is differentiated by. A cotangent is kept
 * in the shape that its rule gave it, with size 1 where it is the same along an axis, until a rule needs all of it:
 * the cotangent of a sum stays a scalar.
 */
final class Backward {
    /** Rules that take, and may give, cotangents that are not spread to all elements yet. */
    private static final Map<String, VjpRule> BROADCASTING = broadcasting();

    private static final Map<String, VjpRule> RULES = rules();

    /** Operators whose output does not change with small changes of the input. */
    private static final Set<String> STEPS = Set.of(
            "Shape", "Size", "ConstantOfShape", "Floor", "Ceil", "Round", "Sign", "Equal", "Greater", "Less", "ArgMax");

    /** Channels per block of that layout, on the widest CPUs. */
    private static final long BLOCK = 16;

    private final Graph graph;
    private final Set<Expr> dependent = new HashSet<>();
    private final Map<Expr, List<Expr>> cotangents = new HashMap<>();
    private final List<EarlyValue> early = new ArrayList<>();

    Backward(Graph graph) {
        this.graph = graph;
    }

    private static Map<String, VjpRule> broadcasting() {
        Map<String, VjpRule> rules = new TreeMap<>();
        rules.putAll(ElementwiseRules.RULES);
        rules.putAll(ActivationRules.RULES);
        rules.putAll(SelectionRules.RULES);
        return Map.copyOf(rules);
    }

    private static Map<String, VjpRule> rules() {
        Map<String, VjpRule> rules = new TreeMap<>();
        rules.putAll(BROADCASTING);
        rules.putAll(ReductionRules.RULES);
        rules.putAll(ShapeRules.RULES);
        rules.putAll(ConvolutionRules.RULES);
        rules.putAll(PoolingRules.RULES);
        return Map.copyOf(rules);
    }

    List<Expr> gradient(Expr loss, List<Expr> wrt) {
        if (!loss.type().isReal() || loss.shape().elements() != 1) {
            throw new ModelException("a loss has to be one real number, '" + loss.name() + "' is " + loss.shape());
        }
        Tensor one = Tensor.allocate(loss.type(), loss.shape().toArray());
        one.put(0, 1);
        return pullback(Map.of(loss, graph.constant("one", one)), wrt);
    }

    List<Expr> pullback(Map<Expr, Expr> seeds, List<Expr> wrt) {
        List<Node> forward = List.copyOf(graph.nodes());
        mark(forward, wrt);
        seeds.forEach((value, cotangent) -> cotangents.put(value, new ArrayList<>(List.of(cotangent))));
        for (int i = forward.size() - 1; i >= 0; i--) {
            pull(forward.get(i));
        }
        List<Expr> gradients = wrt.stream().map(this::result).toList();
        Set<Node> forwards = new HashSet<>();
        early.forEach(value -> forwards.addAll(value.bringForward(graph)));
        new Rematerialisation(graph, forwards).apply();
        return gradients;
    }

    /** Asks for a value to be computed in the forward pass, so that this need not keep a larger one. */
    void keep(EarlyValue value) {
        early.add(value);
    }

    /** @return whether a cotangent of {@code node}'s input {@code i} leads anywhere */
    boolean needs(Node node, int i) {
        return node.has(i) && dependent.contains(node.input(i));
    }

    /** @return {@code dy} with all elements of the value {@code y} that it belongs to */
    Expr full(Expr dy, Expr y) {
        return isBroadcast(dy, y) ? like(y, dy.emit("Expand", dy, Sizes.shape(y))) : dy;
    }

    /** Sums a cotangent of the broadcast value {@code y} back to the shape of the operand {@code x}. */
    Expr unbroadcast(Expr dy, Expr y, Expr x) {
        int lead = y.shape().rank() - x.shape().rank();
        int[] axes = IntStream.range(0, y.shape().rank())
                .filter(i ->
                        i < lead || x.shape().dim(i - lead) == 1 && y.shape().dim(i) != 1)
                .toArray();
        if (axes.length == 0) {
            return dy;
        }
        Expr summed = full(dy, y).sumKeepingAxes(axes);
        return lead == 0 ? summed : summed.squeeze(IntStream.range(0, lead).toArray());
    }

    /** Finds what depends on {@code wrt}. */
    private void mark(List<Node> forward, List<Expr> wrt) {
        dependent.addAll(wrt);
        for (Node node : forward) {
            boolean depends =
                    !STEPS.contains(node.operator()) && node.inputs().stream().anyMatch(dependent::contains);
            node.outputs().stream()
                    .filter(output -> depends && output.type().isReal())
                    .forEach(dependent::add);
        }
    }

    private void pull(Node node) {
        for (Expr output : node.outputs()) {
            if (cotangents.containsKey(output) && dependent.contains(output)) {
                VjpRule rule = RULES.get(node.operator());
                if (rule == null || output != node.output()) {
                    throw new ModelException("operator " + node.operator() + " of node '" + node.name()
                            + "' cannot be differentiated; those that can: "
                            + String.join(", ", new TreeMap<>(RULES).keySet()));
                }
                pull(node, rule);
            }
        }
    }

    private void pull(Node node, VjpRule rule) {
        Expr dy = total(node.output());
        boolean broadcasts = BROADCASTING.containsKey(node.operator());
        List<Expr> gradients = rule.vjp(node, broadcasts ? dy : full(dy, node.output()), this);
        for (int i = 0; i < gradients.size(); i++) {
            if (gradients.get(i) != null && needs(node, i)) {
                add(node, node.input(i), gradients.get(i));
            }
        }
    }

    private void add(Node node, Expr x, Expr dx) {
        boolean fits = dx.shape().rank() == x.shape().rank()
                && IntStream.range(0, x.shape().rank())
                        .allMatch(i -> dx.shape().dim(i) == 1
                                || !dx.shape().knows(i)
                                || !x.shape().knows(i)
                                || dx.shape().dim(i) == x.shape().dim(i));
        if (!fits || dx.type() != x.type()) {
            throw new IllegalStateException(
                    "the rule of " + node.describe() + " gave " + dx + " as a cotangent of " + x);
        }
        // A size that the rule left open is the input's own, never a 1 that is still to be spread.
        dx.narrow(x.shape());
        cotangents.computeIfAbsent(x, value -> new ArrayList<>()).add(like(x, dx));
    }

    private Expr total(Expr y) {
        List<Expr> parts = cotangents.get(y);
        boolean meetsConvolution = parts.size() > 1 && parts.stream().anyMatch(Backward::isConvolution);
        return parts.stream()
                .map(part -> meetsConvolution && !isConvolution(part) ? blocked(part, y) : part)
                .reduce((a, b) -> like(y, graph.emit("Sum", Attributes.NONE, a, b)))
                .orElseThrow();
    }

    private static boolean isConvolution(Expr value) {
        return value.producer() != null && value.producer().operator().equals("Conv");
    }

    /**
     * Where a cotangent of another kind meets that of a convolution, a MaxPool over single elements changes nothing, but
     * brings it into the blocked layout, so that the sum becomes part of the convolution instead of taking that out.
     */
    private Expr blocked(Expr part, Expr y) {
        boolean fits = part.type() == DataType.FLOAT
                && part.shape().rank() == 4
                && !isBroadcast(part, y)
                && y.shape().knows(1)
                && y.shape().dim(1) % BLOCK == 0;
        return fits ? like(y, part.maxPool(1, 1)) : part;
    }

    private Expr like(Expr y, Expr value) {
        if (!isBroadcast(value, y)) {
            graph.note(value, y);
        }
        return value;
    }

    private Expr result(Expr x) {
        if (cotangents.containsKey(x)) {
            return full(total(x), x);
        }
        Expr zero = graph.constant("zero", Tensor.scalar(x.type(), 0));
        return zero.emit("Expand", zero, Sizes.shape(x));
    }

    private static boolean isBroadcast(Expr dy, Expr y) {
        return IntStream.range(0, y.shape().rank())
                .anyMatch(i -> dy.shape().dim(i) == 1 && y.shape().dim(i) != 1);
    }
}
