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
    private final Set<Expr> passing = new HashSet<>();
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
     * Pulls cotangents of several values back together (a vector-Jacobian product): the gradient of
     * {@code sum_i <cotangent_i, value_i>} with the cotangents held fixed.
     *
     * @param cotangents by value; each of the value's type and shape
     * @param wrt        values that are differentiated by, usually inputs of this graph
     * @return one for each of {@code wrt}, of its shape; zeros where no value depends on it
     * @throws ModelException as {@link #gradient}
     */
    public List<Expr> pullback(Map<Expr, Expr> cotangents, Expr... wrt) {
        cotangents.keySet().forEach(this::requireMine);
        cotangents.values().forEach(this::requireMine);
        List.of(wrt).forEach(this::requireMine);
        return new Backward(this).pullback(cotangents, List.of(wrt));
    }

    /**
     * Runs a program turn by turn, as one node: what it carries along stays on the device that runs it.
     *
     * @param turns at most so many, an INT64 scalar
     * @param body  the turn
     * @param feeds what the body's inputs are, by name: those that are carried at the first turn, the others at each
     * @return by output name: what is carried, as the last turn left it; everything else of every turn that was run, one
     *     after the other along a new first axis
     * @throws IllegalArgumentException if a feed is missing or of another type
     */
    public Map<String, Expr> loop(Expr turns, LoopBody body, Map<String, Expr> feeds) {
        Subgraph subgraph = new Subgraph(body);
        List<Expr> inputs = new ArrayList<>(Arrays.asList(turns, null));
        subgraph.carried().forEach(input -> inputs.add(feed(input, feeds)));
        subgraph.invariant().forEach(input -> inputs.add(feed(input, feeds)));
        opset = Math.max(opset, body.program().opset());
        Node node = new Node("Loop", "loop", Attributes.NONE, inputs, subgraph);
        Map<String, Expr> results = new LinkedHashMap<>();
        for (ValueInfo result : subgraph.results()) {
            results.put(result.name(), computed(node, result.name(), result.type(), result.shape()));
        }
        for (ValueInfo kept : subgraph.kept()) {
            results.put(kept.name(), computed(node, kept.name(), kept.type(), stacked(kept.shape())));
        }
        nodes.add(node);
        return results;
    }

    private Expr feed(ValueInfo input, Map<String, Expr> feeds) {
        Expr feed = feeds.get(input.name());
        if (feed == null || feed.type() != input.type()) {
            throw new IllegalArgumentException("the loop needs '" + input.name() + "' of " + input.type()
                    + (feed == null ? "" : ", not of " + feed.type()));
        }
        requireMine(feed);
        return feed;
    }

    private Expr computed(Node node, String name, DataType type, Shape shape) {
        Expr value = new Expr(this, unique(name), type, shape, node, null);
        node.computes(value);
        return value;
    }

    private static Shape stacked(Shape shape) {
        if (shape == null) {
            return null;
        }
        List<Long> dims = new ArrayList<>(List.of(Shape.UNKNOWN));
        dims.addAll(shape.dims());
        return new Shape(dims);
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
        return assembly().model();
    }

    /**
     * @return multiply-adds that one run of the program so far takes in convolutions and matrix products
     * @throws ModelException if a size is known only when the program runs
     */
    public long multiplyAdds() {
        return MultiplyAdds.of(assembly().used());
    }

    private Assembly assembly() {
        return new Assembly(nodes, inputs, outputs, opset, new SymbolicShapes(like, passing));
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
        return emitNode(operator, name, name, attributes, inputs, outputs);
    }

    /** As {@link #emitNode(String, String, Attributes, List, int)}, with outputs that are called otherwise than the node. */
    Node emitNode(String operator, String name, String output, Attributes attributes, List<Expr> inputs, int outputs) {
        Node node = new Node(operator, name, attributes, inputs);
        for (ShapeInference.Type type : ShapeInference.outputs(node, outputs)) {
            node.computes(new Expr(this, unique(output), type.type(), type.shape(), node, null));
        }
        nodes.add(node);
        return node;
    }

    /** Moves nodes, which nothing earlier reads, to the place behind another: all stand in the order of the data flow. */
    void place(List<Node> moved, Node behind) {
        nodes.removeAll(moved);
        nodes.addAll(nodes.indexOf(behind) + 1, moved);
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

    /**
     * Notes that {@code value} shall give its memory back soon. ONNX Runtime hands the buffer of a value on to the next
     * one of the same shape, however much later that comes, and holds it until then; so this shape stays unsaid.
     */
    void passes(Expr value) {
        passing.add(value);
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
