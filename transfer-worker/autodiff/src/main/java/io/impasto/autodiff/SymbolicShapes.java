package io.impasto.autodiff;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Names for the sizes that are known only at run time, equal where the sizes are: an activation has the height of its
 * cotangent, whatever it is. ONNX Runtime keeps {@code Mul} and {@code Sum} in the blocked layout of its convolutions
 * only if it can tell that the operands have one shape, and reuses buffers of equal shape; from a graph with dynamic
 * sizes it can tell neither, unless the graph says so.
 */
final class SymbolicShapes {
    private final Map<Expr, Expr> like;
    private final Map<Expr, List<String>> symbols = new HashMap<>();

    /** @param like values, above all cotangents, that have the shape of another value computed before */
    SymbolicShapes(Map<Expr, Expr> like) {
        this.like = like;
    }

    /** @return a number or name per axis; empty where the rank is unknown */
    Optional<List<String>> of(Expr value) {
        if (!value.hasRank()) {
            return Optional.empty();
        }
        if (!symbols.containsKey(value)) {
            symbols.put(value, find(value));
        }
        return Optional.of(symbols.get(value));
    }

    /** @return the name of the size of an input, where that is not fixed */
    static String ofInput(String name, int axis) {
        return name + "_" + axis;
    }

    private List<String> find(Expr value) {
        Shape shape = value.shape();
        return IntStream.range(0, shape.rank())
                .mapToObj(i -> shape.knows(i) ? Long.toString(shape.dim(i)) : symbol(value, i))
                .toList();
    }

    private String symbol(Expr value, int axis) {
        if (like.containsKey(value)) {
            return inherited(like.get(value), axis);
        }
        Node node = value.producer();
        if (node == null) {
            return ofInput(value.name(), axis);
        }
        String fresh = value.name() + "@" + axis;
        return switch (node.operator()) {
            case "Relu", "HardSigmoid", "Neg", "Sqrt", "Exp", "Log", "Cast", "ScatterElements" -> inherited(
                    node.input(0), axis);
            case "Add", "Sub", "Mul", "Div", "Pow", "Sum" -> operand(node, axis, fresh);
            case "Conv", "MaxPool", "AveragePool" -> windows(node, axis, fresh);
            case "Concat" -> inherited(node.input(0), axis, axis != concatenated(node), fresh);
            case "Slice" -> inherited(node.input(0), axis, !slices(node, axis), fresh);
            default -> fresh;
        };
    }

    private String inherited(Expr from, int axis) {
        return of(from).orElseThrow().get(axis);
    }

    private String inherited(Expr from, int axis, boolean same, String fresh) {
        return same ? inherited(from, axis) : fresh;
    }

    /** The first operand that is not broadcast along the axis. */
    private String operand(Node node, int axis, String fresh) {
        int rank = node.output().shape().rank();
        for (Expr input : node.inputs()) {
            int own = axis - rank + input.shape().rank();
            if (own >= 0 && !input.shape().knows(own)) {
                return inherited(input, own);
            }
        }
        return fresh;
    }

    private String windows(Node node, int axis, String fresh) {
        if (axis < 2) {
            return axis == 0 ? inherited(node.input(0), 0) : fresh;
        }
        Geometry geometry = node.operator().equals("Conv")
                ? Geometry.of(node, ShapeInference.spatial(node.input(1).shape()))
                : Geometry.of(node);
        String in = inherited(node.input(0), axis);
        int i = axis - 2;
        if (geometry.begins() == null) {
            return in + " same/" + geometry.strides()[i];
        }
        long more = geometry.begins()[i] + geometry.ends()[i] - geometry.extent(i) + 1;
        if (geometry.strides()[i] == 1) {
            return more == 0 ? in : in + (more > 0 ? "+" : "") + more;
        }
        String rounded = geometry.ceil() ? " up from " + geometry.begins()[i] : "";
        return "(" + in + (more >= 0 ? "+" : "") + more + ")/" + geometry.strides()[i] + rounded;
    }

    private static int concatenated(Node node) {
        return node.output().shape().axis((int) node.attributes().integer("axis", 0));
    }

    private static boolean slices(Node node, int axis) {
        return Arrays.stream(LayoutShapes.sliceAxes(node))
                .anyMatch(sliced -> node.input(0).shape().axis((int) sliced) == axis);
    }
}
