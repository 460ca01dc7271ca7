package io.impasto.engine.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.impasto.autodiff.Model;
import io.impasto.autodiff.ModelNode;
import io.impasto.autodiff.Tensor;

/** Follows windows through a network, from the picture to its layers, to see which pixels each position depends on. */
final class ReceptiveFields {
    /** Operators that compute each position from the same one of their inputs. */
    private static final Set<String> LOCAL = Set.of(
            "Abs",
            "Add",
            "BatchNormalization",
            "Cast",
            "Clip",
            "Concat",
            "Div",
            "Dropout",
            "Elu",
            "Erf",
            "Exp",
            "HardSigmoid",
            "HardSwish",
            "Identity",
            "LeakyRelu",
            "Log",
            "Max",
            "Min",
            "Mul",
            "Neg",
            "PRelu",
            "Pow",
            "Relu",
            "Sigmoid",
            "Softplus",
            "Sqrt",
            "Sub",
            "Sum",
            "Tanh");

    private static final Set<String> CONVERSIONS = Set.of("Cast", "Identity");

    private ReceptiveFields() {}

    /** Pixels from one position to the next, and those seen before and after a position's own. */
    private record Field(int stride, int before, int after) {
        static final Field PIXEL = new Field(1, 0, 0);
    }

    /**
     * @param layers values of the model, by the layer's name
     * @throws NotTileable naming the operator in the way
     */
    static Reach of(Model model, Map<String, String> layers) {
        Map<String, Field> fields = new HashMap<>();
        model.inputs().forEach(input -> fields.put(input.name(), Field.PIXEL));
        Set<ModelNode> needed = needed(model, layers.values());
        int alignment = 1;
        int reach = 0;
        for (ModelNode node : model.nodes()) {
            List<Field> inputs = inputs(node, fields);
            // Nodes over weights alone are computed once, for every picture.
            if (needed.contains(node) && !inputs.isEmpty()) {
                Field field = field(model, node, inputs, fields.keySet());
                node.outputs().forEach(output -> fields.put(output, field));
                alignment = leastCommonMultiple(alignment, field.stride());
                reach = Math.max(reach, Math.max(field.before(), field.after()));
            }
        }
        Map<String, Integer> strides = new LinkedHashMap<>();
        layers.forEach((layer, value) -> strides.put(layer, fields.get(value).stride()));
        return new Reach(strides, alignment, (reach + alignment - 1) / alignment * alignment);
    }

    /** The nodes on the way to these values. */
    static Set<ModelNode> needed(Model model, Collection<String> values) {
        Set<String> wanted = new HashSet<>(values);
        Set<ModelNode> needed = new HashSet<>();
        List<ModelNode> nodes = model.nodes();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            if (nodes.get(i).outputs().stream().anyMatch(wanted::contains)) {
                needed.add(nodes.get(i));
                wanted.addAll(nodes.get(i).inputs());
            }
        }
        return needed;
    }

    private static List<Field> inputs(ModelNode node, Map<String, Field> fields) {
        List<Field> inputs = new ArrayList<>();
        for (String input : node.inputs()) {
            if (fields.containsKey(input)) {
                inputs.add(fields.get(input));
            }
        }
        return inputs;
    }

    private static Field field(Model model, ModelNode node, List<Field> inputs, Set<String> pictorial) {
        return switch (node.operator()) {
            case "Conv" -> window(node, inputs.get(0), kernel(model, node));
            case "MaxPool", "AveragePool" -> window(
                    node, inputs.get(0), node.attributes().integers("kernel_shape"));
            default -> local(model, node, inputs, pictorial);
        };
    }

    private static long[] kernel(Model model, ModelNode node) {
        if (node.attributes().has("kernel_shape")) {
            return node.attributes().integers("kernel_shape");
        }
        long[] weights = weightShape(model, node.inputs().get(1));
        return Arrays.copyOfRange(weights, 2, weights.length);
    }

    private static long[] weightShape(Model model, String name) {
        return knownShape(model, name)
                .orElseThrow(() -> new NotTileable("'" + name + "' is computed, so its shape is not known"));
    }

    /** Of a weight, or of what is a weight but for its type. */
    static Optional<long[]> knownShape(Model model, String name) {
        Optional<long[]> own = model.weight(name).map(Tensor::shape);
        return own.isPresent()
                ? own
                : model.nodes().stream()
                        .filter(node -> node.outputs().contains(name) && CONVERSIONS.contains(node.operator()))
                        .findFirst()
                        .flatMap(node -> knownShape(model, node.inputs().get(0)));
    }

    private static Field window(ModelNode node, Field in, long[] kernel) {
        long[] strides = node.attributes().integers("strides", 1, 1);
        long[] dilations = node.attributes().integers("dilations", 1, 1);
        long[] pads = node.attributes().integers("pads", 0, 0, 0, 0);
        String padding = node.attributes().text("auto_pad", "NOTSET");
        if (padding.startsWith("SAME")) {
            throw new NotTileable(node.describe() + " pads by the size of the whole picture");
        }
        int before = 0;
        int after = 0;
        for (int axis = 0; axis < kernel.length; axis++) {
            if (strides[axis] != strides[0]) {
                throw new NotTileable(node.describe() + " has other strides down than across");
            }
            long begin = padding.equals("VALID") ? 0 : pads[axis];
            long beyond = dilations[axis] * (kernel[axis] - 1) + 1 - begin - strides[axis];
            before = Math.max(before, Math.toIntExact(begin * in.stride() + in.before()));
            after = Math.max(after, Math.toIntExact(Math.max(0, beyond * in.stride() + in.after())));
        }
        return new Field(Math.toIntExact(strides[0] * in.stride()), before, after);
    }

    private static Field local(Model model, ModelNode node, List<Field> inputs, Set<String> pictorial) {
        boolean acrossPositions =
                node.operator().equals("Concat") && node.attributes().integer("axis", 1) != 1
                        || node.inputs().stream()
                                .flatMap(input -> model.weight(input).stream())
                                .anyMatch(weight -> hasPositions(weight.shape()));
        if (!LOCAL.contains(node.operator()) || acrossPositions) {
            throw new NotTileable(node.describe() + " looks at more than a neighbourhood");
        }
        Field field = inputs.get(0);
        for (Field other : inputs) {
            if (other.stride() != field.stride()) {
                throw new NotTileable(node.describe() + " joins positions of different sizes");
            }
            field = new Field(
                    field.stride(), Math.max(field.before(), other.before()), Math.max(field.after(), other.after()));
        }
        return field;
    }

    /** Whether a weight differs from position to position: one that is combined with features element by element. */
    private static boolean hasPositions(long[] shape) {
        return shape.length == 4 && (shape[2] != 1 || shape[3] != 1);
    }

    private static int leastCommonMultiple(int a, int b) {
        return a / greatestCommonDivisor(a, b) * b;
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }
}
