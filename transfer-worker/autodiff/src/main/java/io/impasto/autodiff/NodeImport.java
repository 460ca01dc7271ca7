package io.impasto.autodiff;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Brings the nodes of a model into a graph, in the form of the graph's opset: what older opsets wrote as attributes
 * (axes, pads, starts, ends, shape) becomes an input. Constants, and casts of constants, become weights, so that the
 * rules see the numbers. Operators that no rule knows join as they are, unless their meaning has changed since.
 */
final class NodeImport {
    /** Operators without a rule whose form or meaning differs between an older opset and the graph's. */
    private static final Set<String> CHANGED = Set.of("Hardmax", "LogSoftmax", "Resize", "Scatter", "TopK", "Upsample");

    /** Before this opset, Softmax read its input as a matrix. */
    private static final int SOFTMAX_ALONG_AN_AXIS = 13;

    private final Graph graph;
    private final Model model;
    private final Map<String, Expr> values;
    private final Map<String, ModelNode> producers;

    NodeImport(Graph graph, Model model, Map<String, Expr> values, Map<String, ModelNode> producers) {
        this.graph = graph;
        this.model = model;
        this.values = values;
        this.producers = producers;
    }

    void add(ModelNode node) {
        try {
            List<Expr> outputs = outputs(node);
            for (int i = 0; i < Math.min(outputs.size(), node.outputs().size()); i++) {
                values.put(node.outputs().get(i), outputs.get(i));
            }
        } catch (ModelException wrong) {
            throw new ModelException(model.source() + ": " + node.describe() + ": " + wrong.getMessage(), wrong);
        }
    }

    private List<Expr> outputs(ModelNode node) {
        Attributes attributes = node.attributes();
        if (attributes.has("broadcast") || isTraining(attributes)) {
            throw old(node);
        }
        List<Expr> inputs = new ArrayList<>();
        node.inputs().forEach(name -> inputs.add(name.isEmpty() ? null : values.get(name)));
        return switch (node.operator()) {
            case "Constant" -> List.of(constant(node));
            case "Identity", "Dropout" -> List.of(inputs.get(0));
            case "Cast" -> List.of(cast(inputs.get(0), attributes));
            case "MaxPool" -> maxPool(node, inputs);
            case "ReduceSum", "ReduceMean", "Squeeze", "Unsqueeze" -> emit(
                    node, withInputs(inputs, attributes, "axes"));
            case "Reshape" -> emit(node, withInputs(inputs, attributes, "shape"));
            case "Pad" -> pad(node, inputs);
            case "Clip" -> clip(node, inputs);
            case "HardSigmoid" -> List.of(Decompositions.hardSigmoid(
                    inputs.get(0), attributes.real("alpha", 0.2f), attributes.real("beta", 0.5f)));
            case "Softmax" -> softmax(node, inputs);
            case "Slice" -> emit(node, withInputs(inputs, attributes, "starts", "ends", "axes"));
            default -> {
                if (Decompositions.ALL.containsKey(node.operator())) {
                    yield Decompositions.ALL.get(node.operator()).of(node, inputs);
                }
                if (model.opset() < Graph.OPSET && CHANGED.contains(node.operator())) {
                    throw old(node);
                }
                yield emit(node, inputs);
            }
        };
    }

    /** Before opset 7 a file said of each node whether it was for inference. */
    private static boolean isTraining(Attributes attributes) {
        return attributes.has("is_test") && attributes.integer("is_test", 0) == 0;
    }

    private ModelException old(ModelNode node) {
        return new ModelException("the form that " + node.operator() + " has in opset " + model.opset()
                + " is not supported; export the model with opset " + Graph.OPSET + " or newer");
    }

    private List<Expr> emit(ModelNode node, List<Expr> inputs) {
        Attributes attributes = node.attributes().without("axes", "shape", "starts", "ends");
        return emit(node, attributes, inputs);
    }

    private List<Expr> emit(ModelNode node, Attributes attributes, List<Expr> inputs) {
        String output = node.outputs().isEmpty() ? node.name() : node.outputs().get(0);
        String name = node.name().isEmpty() ? output : node.name();
        return graph.emitNode(
                        node.operator(),
                        name,
                        output,
                        attributes,
                        inputs,
                        node.outputs().size())
                .outputs();
    }

    /** Appends the attributes that newer opsets read as inputs. */
    private List<Expr> withInputs(List<Expr> inputs, Attributes attributes, String... names) {
        List<Expr> all = new ArrayList<>(inputs);
        for (String name : names) {
            if (attributes.has(name)) {
                all.add(graph.constant(name, Tensor.vector(attributes.integers(name))));
            }
        }
        return all;
    }

    private List<Expr> pad(ModelNode node, List<Expr> inputs) {
        if (!node.attributes().has("pads")) {
            return emit(node, inputs);
        }
        List<Expr> all = new ArrayList<>(inputs);
        all.add(graph.constant("pads", Tensor.vector(node.attributes().integers("pads"))));
        all.add(inputs.get(0).same(node.attributes().real("value", 0)));
        return emit(node, node.attributes().without("pads", "value"), all);
    }

    private List<Expr> clip(ModelNode node, List<Expr> inputs) {
        Attributes attributes = node.attributes();
        if (!attributes.has("min") && !attributes.has("max")) {
            return emit(node, inputs);
        }
        Expr x = inputs.get(0);
        Expr min = x.same(attributes.real("min", -Float.MAX_VALUE));
        return emit(node, Attributes.NONE, List.of(x, min, x.same(attributes.real("max", Float.MAX_VALUE))));
    }

    private List<Expr> softmax(ModelNode node, List<Expr> inputs) {
        Expr x = inputs.get(0);
        boolean asMatrix = model.opset() < SOFTMAX_ALONG_AN_AXIS;
        int axis = x.shape().axis((int) node.attributes().integer("axis", asMatrix ? 1 : -1));
        if (!asMatrix || axis == x.shape().rank() - 1) {
            return emit(node, Attributes.NONE.with("axis", axis), inputs);
        }
        Expr matrix = x.emit("Flatten", Attributes.NONE.with("axis", axis), x);
        Expr softmax =
                emit(node, Attributes.NONE.with("axis", 1), List.of(matrix)).get(0);
        return List.of(softmax.reshapeLike(x));
    }

    /**
     * MaxPool(Relu(z)) = Relu(MaxPool(z)), and so are their gradients; the second form masks a quarter of the elements.
     * The Relu itself stays in the program only where something else reads it.
     */
    private List<Expr> maxPool(ModelNode node, List<Expr> inputs) {
        Expr x = inputs.get(0);
        boolean swap = x.producer() != null
                && x.producer().operator().equals("Relu")
                && node.outputs().size() == 1
                && producers.containsKey(node.inputs().get(0));
        if (!swap) {
            return emit(node, inputs);
        }
        Expr pooled = emit(node, List.of(x.producer().input(0))).get(0);
        return List.of(pooled.relu());
    }

    private static Expr cast(Expr x, Attributes attributes) {
        if (attributes.proto("to").getS().size() > 0) {
            throw new ModelException("casts to a type by name, as before opset 6");
        }
        int to = (int) attributes.integer("to", 0);
        DataType type = DataType.of(to, "Cast");
        return x.constant() == null
                ? x.cast(type)
                : x.graph().constant(x.name(), x.constant().cast(type));
    }

    private Expr constant(ModelNode node) {
        Attributes attributes = node.attributes();
        Tensor value;
        if (attributes.has("value")) {
            value = Tensors.read(attributes.proto("value").getT(), "its value");
        } else if (attributes.has("value_float")) {
            value = Tensor.scalar(DataType.FLOAT, attributes.real("value_float", 0));
        } else if (attributes.has("value_int")) {
            value = Tensor.scalar(DataType.INT64, attributes.integer("value_int", 0));
        } else if (attributes.has("value_ints")) {
            value = Tensor.vector(attributes.integers("value_ints"));
        } else {
            throw new ModelException("has a value of a kind that is not supported: " + attributes);
        }
        return graph.constant(node.outputs().get(0), value);
    }
}
