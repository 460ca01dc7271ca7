package io.impasto.autodiff;

import java.util.Arrays;
import java.util.Optional;

/**
 * Where a size that is known only at run time comes from.
 *
 * @param from    a value that the node reads
 * @param axis    its axis
 * @param windows null where the sizes are equal, else the windows that the operator moves along the axis
 */
record SizeOrigin(Expr from, int axis, Geometry windows) {

    /** @return empty where the size is not a function of one input's size, or not one that is known here */
    static Optional<SizeOrigin> of(Expr value, int axis) {
        Node node = value.producer();
        if (node == null) {
            return Optional.empty();
        }
        return switch (node.operator()) {
            case "Relu",
                    "HardSigmoid",
                    "Clip",
                    "Elu",
                    "Erf",
                    "LeakyRelu",
                    "PRelu",
                    "Reciprocal",
                    "Sigmoid",
                    "Softmax",
                    "Softplus",
                    "Tanh",
                    "Neg",
                    "Sqrt",
                    "Exp",
                    "Log",
                    "Abs",
                    "Sign",
                    "Cast",
                    "ScatterElements" -> same(node, axis);
            case "Add", "Sub", "Mul", "Div", "Pow", "Sum", "Max", "Min" -> operand(node, axis);
            case "GlobalAveragePool", "GlobalMaxPool" -> axis < 2 ? same(node, axis) : Optional.empty();
            case "Concat" -> joins(node, axis) ? Optional.empty() : same(node, axis);
            case "Slice" -> slices(node, axis) ? Optional.empty() : same(node, axis);
            case "Conv", "MaxPool", "AveragePool" -> axis == 1 ? Optional.empty() : windows(node, axis);
            default -> Optional.empty();
        };
    }

    private static Optional<SizeOrigin> same(Node node, int axis) {
        return Optional.of(new SizeOrigin(node.input(0), axis, null));
    }

    /** The first operand that is not broadcast along the axis. */
    private static Optional<SizeOrigin> operand(Node node, int axis) {
        int rank = node.output().shape().rank();
        for (Expr input : node.inputs()) {
            int own = axis - rank + input.shape().rank();
            if (own >= 0 && !input.shape().knows(own)) {
                return Optional.of(new SizeOrigin(input, own, null));
            }
        }
        return Optional.empty();
    }

    private static Optional<SizeOrigin> windows(Node node, int axis) {
        if (axis == 0) {
            return same(node, axis);
        }
        Geometry geometry = node.operator().equals("Conv")
                ? Geometry.of(node, ShapeInference.spatial(node.input(1).shape()))
                : Geometry.of(node);
        boolean keeps = geometry.strides()[axis - 2] == 1 && geometry.widening(axis - 2) == 0;
        return Optional.of(new SizeOrigin(node.input(0), axis, keeps ? null : geometry));
    }

    private static boolean joins(Node node, int axis) {
        return node.output().shape().axis((int) node.attributes().integer("axis", 0)) == axis;
    }

    private static boolean slices(Node node, int axis) {
        Shape shape = node.input(0).shape();
        return Arrays.stream(LayoutShapes.sliceAxes(node)).anyMatch(sliced -> shape.axis((int) sliced) == axis);
    }
}
