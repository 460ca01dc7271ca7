package io.impasto.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * A program under construction: inputs, constants, expressions over them, networks applied to them, gradients, and
 * finally named outputs. What no output needs is left out of the program.
 *
 * <pre>{@code
 * Graph graph = new Graph();
 * Expr image = graph.input("image", Shape.of(1, 3, Shape.UNKNOWN, Shape.UNKNOWN));
 * Activations net = graph.apply(Model.read(file), Map.of("input", image.minus(mean)));
 * Expr loss = net.value("relu4_1").minus(target).squared().sum();
 * graph.output("loss", loss);
 * graph.output("gradient", graph.gradient(loss, image).get(0));
 * try (Program program = Program.load(graph.toModel(), ProgramOptions.DEFAULT)) { ... }
 * }</pre>
 *
 * <p>Nodes are emitted in the form of ONNX opset {@value #OPSET}, which later opsets understand too; networks of an older
 * opset are rewritten when they are applied, those of a later one raise the opset of the program. Not thread-safe.
 */
public final class Graph {
    /** The opset in whose form nodes are emitted: the first with the axes of every reduction as an input. */
    static final int OPSET = 18;

    private final List<Node> nodes = new ArrayList<>();
    private final List<Expr> inputs = new ArrayList<>();
    private final Map<String, Expr> outputs = new LinkedHashMap<>();
    private final Map<String, Integer> names = new HashMap<>();
    private final Set<String> inner = new HashSet<>();
    private final Map<Expr, Expr> like = new HashMap<>();
    private final Map<Expr, Map<Integer, Expr>> sizes = new HashMap<>();
    private int opset = OPSET;

    /** @return a FLOAT input that is fed at each run; a name can be given once */
    public Expr input(String name, Shape shape) {
        return input(name, DataType.FLOAT, shape);
    }

    /** @return an input that is fed at each run; a name can be given once */
    public Expr input(String name, DataType type, Shape shape) {
        reserve(name);
        Expr input = new Expr(this, name, type, shape, null, null);
        inputs.add(input);
        return input;
    }

    /** @return a constant that becomes part of the program */
    public Expr constant(Tensor value) {
        return constant("constant", value);
    }

    /** @return a constant scalar of type FLOAT */
    public Expr scalar(double value) {
        return constant(Tensor.scalar(DataType.FLOAT, value));
    }

    Expr constant(String name, Tensor value) {
        return new Expr(this, unique(name), value.type(), Shape.of(value.shape()), null, value);
    }

    /**
     * Applies a network to expressions. Its nodes join the graph when {@link Activations#value} first asks for
     * something that needs them, so the network is cut at the deepest activation used.
     *
     * @param feeds what to feed, by the names of the model's inputs; all that are needed have to be there
     * @throws ModelException if a name in {@code feeds} is no input of the model, or the shape does not fit
     */
    public Activations apply(Model model, Map<String, Expr> feeds) {
        feeds.values().forEach(this::requireMine);
        opset = Math.max(opset, model.opset());
        return new Activations(this, model, feeds);
    }

    /**
     * The gradient of a scalar by reverse accumulation: adds the backward pass to this graph.
     *
     * @param loss a real value with one element
     * @param wrt  values it is differentiated by, usually inputs of this graph
     * @return d loss / d wrt, one for each of {@code wrt}, of its shape; zeros where the loss does not depend on it
     * @throws ModelException naming operator and node where the way to {@code wrt} leads through one without a rule
     */
    public List<Expr> gradient(Expr loss, Expr... wrt) {
        requireMine(loss);
        List.of(wrt).forEach(this::requireMine);
        return new Backward(this).gradient(loss, List.of(wrt));
    }

    /**
     * Declares an output.
     *
     * @throws IllegalArgumentException if there is already an input or output of that name
     */
    public void output(String name, Expr value) {
        requireMine(value);
        reserve(name);
        outputs.put(name, value);
    }

    /** @return the program so far: what the outputs need, and nothing else */
    public Model toModel() {
        return new Assembly(nodes, inputs, outputs, opset, new SymbolicShapes(like)).model();
    }

    List<Node> nodes() {
        return Collections.unmodifiableList(nodes);
    }

    /** Adds a node with one output. */
    Expr emit(String operator, Attributes attributes, Expr... inputs) {
        return emitNode(operator, operator, attributes, Arrays.asList(inputs), 1)
                .output();
    }

    /** Adds a node; its outputs get the types and shapes that {@link ShapeInference} finds. */
    Node emitNode(String operator, String name, Attributes attributes, List<Expr> inputs, int outputs) {
        Node node = new Node(operator, name, attributes, inputs);
        for (ShapeInference.Type type : ShapeInference.outputs(node, outputs)) {
            node.computes(new Expr(this, unique(name), type.type(), type.shape(), node, null));
        }
        nodes.add(node);
        return node;
    }

    /** @return a size that is found once and then known: a value of INT64, a vector of length 1 */
    Expr size(Expr value, int axis, BiFunction<Expr, Integer, Expr> find) {
        Map<Integer, Expr> known = sizes.computeIfAbsent(value, any -> new HashMap<>());
        if (!known.containsKey(axis)) {
            known.put(axis, find.apply(value, axis));
        }
        return known.get(axis);
    }

    /** Notes that {@code value} has the shape of {@code other}, which was there before it. */
    void note(Expr value, Expr other) {
        if (value != other && value.producer() != null) {
            like.putIfAbsent(value, other);
        }
    }

    /** Names inside of the graph give way to those of inputs and outputs when the program is assembled. */
    private String unique(String base) {
        String name;
        do {
            int count = names.merge(base, 1, Integer::sum);
            name = count == 1 ? base : base + "_" + count;
        } while (!inner.add(name));
        return name;
    }

    private void reserve(String name) {
        if (outputs.containsKey(name)
                || inputs.stream().anyMatch(input -> input.name().equals(name))) {
            throw new IllegalArgumentException("the graph already has an input or output called '" + name + "'");
        }
    }

    private void requireMine(Expr value) {
        if (value.graph() != this) {
            throw new IllegalArgumentException("'" + value.name() + "' belongs to another graph");
        }
    }
}
