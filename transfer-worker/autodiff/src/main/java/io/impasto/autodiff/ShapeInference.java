package io.impasto.autodiff;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Static types and shapes of what a node computes. Of an operator that it does not know, it says that nothing is known. */
final class ShapeInference {
    /** @param shape null where not even the rank is known */
    record Type(DataType type, Shape shape) {}

    private ShapeInference() {}

    /** @return one type per output; a MaxPool always has its second, the indices, which its gradient reads */
    static List<Type> outputs(Node node, int count) {
        Type first = type(node);
        if (node.operator().equals("MaxPool")) {
            return List.of(first, new Type(DataType.INT64, first.shape()));
        }
        List<Type> types = new ArrayList<>(List.of(first));
        while (types.size() < count) {
            types.add(new Type(first.type(), null));
        }
        return types;
    }

    private static Type type(Node node) {
        DataType type =
                switch (node.operator()) {
                    case "Cast" -> DataType.of((int) node.attributes().integer("to", 0), node.describe());
                    case "Shape", "Size", "ArgMax" -> DataType.INT64;
                    case "ConstantOfShape" -> node.attributes().has("value")
                            ? DataType.of(
                                    node.attributes().proto("value").getT().getDataType(), node.describe())
                            : DataType.FLOAT;
                    case "Where" -> node.input(1).type();
                    case "Equal", "Greater", "GreaterOrEqual", "Less", "LessOrEqual", "Not", "And", "Or" -> DataType
                            .BOOL;
                    default -> node.has(0) ? node.input(0).type() : DataType.FLOAT;
                };
        return new Type(type, shape(node));
    }

    private static Shape shape(Node node) {
        boolean ranked = node.inputs().stream().allMatch(input -> input == null || input.hasRank());
        if (!ranked && !node.operator().equals("Reshape")) {
            return null;
        }
        return switch (node.operator()) {
            case "Relu",
                    "Neg",
                    "Sqrt",
                    "Exp",
                    "Log",
                    "Abs",
                    "Sign",
                    "Cast",
                    "Identity",
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
                    "Floor",
                    "Ceil",
                    "Round",
                    "Not",
                    "ScatterElements" -> node.input(0).shape();
            case "Add",
                    "Sub",
                    "Mul",
                    "Div",
                    "Pow",
                    "Sum",
                    "Max",
                    "Min",
                    "Equal",
                    "Greater",
                    "GreaterOrEqual",
                    "Less",
                    "LessOrEqual",
                    "And",
                    "Or" -> broadcast(node);
            case "ReduceSum", "ReduceMean", "ReduceMax" -> reduced(node);
            case "MatMul" -> matmul(node);
            case "Gather" -> gathered(node);
            case "Where" -> whereTrue(node);
            case "Conv" -> conv(node);
            case "ConvTranspose" -> convTranspose(node);
            case "MaxPool", "AveragePool" -> pooled(node);
            case "GlobalAveragePool", "GlobalMaxPool" -> wholePooled(node);
            case "ArgMax" -> oneOfAxis(node);
            case "Transpose",
                    "Reshape",
                    "Flatten",
                    "Squeeze",
                    "Unsqueeze",
                    "Slice",
                    "Pad",
                    "Concat",
                    "Expand" -> LayoutShapes.of(node);
            case "DepthToSpace" -> depthToSpace(node);
            case "ConstantOfShape" -> LayoutShapes.requested(node.input(0));
            case "Range" -> Shape.ofRank(1);
            case "Shape" -> Shape.of(node.input(0).shape().rank());
            case "Size" -> Shape.SCALAR;
            default -> null;
        };
    }

    private static Shape broadcast(Node node) {
        Shape shape = node.input(0).shape();
        for (Expr input : node.inputs().subList(1, node.inputs().size())) {
            shape = broadcast(shape, input.shape(), node);
        }
        return shape;
    }

    /** NumPy's rule; a dimension that is unknown is taken not to be broadcast. */
    private static Shape broadcast(Shape a, Shape b, Node node) {
        int rank = Math.max(a.rank(), b.rank());
        List<Long> dims = new ArrayList<>();
        for (int i = 0; i < rank; i++) {
            long left = i < rank - a.rank() ? 1 : a.dim(i - rank + a.rank());
            long right = i < rank - b.rank() ? 1 : b.dim(i - rank + b.rank());
            if (left > 1 && right > 1 && left != right) {
                throw new ModelException(node.operator() + " of shapes " + a + " and " + b + ", which do not match");
            }
            dims.add(left == 1 ? right : right == 1 || right == Shape.UNKNOWN ? left : right);
        }
        return new Shape(dims);
    }

    /** One index picks one slice along the axis. */
    private static Shape gathered(Node node) {
        Shape data = node.input(0).shape();
        int axis = data.axis((int) node.attributes().integer("axis", 0));
        List<Long> dims = new ArrayList<>(data.dims().subList(0, axis));
        dims.addAll(node.input(1).shape().dims());
        dims.addAll(data.dims().subList(axis + 1, data.rank()));
        return new Shape(dims);
    }

    private static Shape whereTrue(Node node) {
        Shape values = broadcast(node.input(1).shape(), node.input(2).shape(), node);
        return broadcast(node.input(0).shape(), values, node);
    }

    private static Shape reduced(Node node) {
        Shape in = node.input(0).shape();
        boolean keep = node.attributes().integer("keepdims", 1) == 1;
        List<Integer> axes = axes(node);
        List<Long> dims = new ArrayList<>();
        for (int i = 0; i < in.rank(); i++) {
            if (!axes.contains(i)) {
                dims.add(in.dim(i));
            } else if (keep) {
                dims.add(1L);
            }
        }
        return new Shape(dims);
    }

    /** @return the axes of a reduction, counted from the front; all of them where the node names none */
    static List<Integer> axes(Node node) {
        Shape in = node.input(0).shape();
        boolean named = node.has(1) && constants(node, 1).length > 0;
        if (!named && node.attributes().integer("noop_with_empty_axes", 0) == 1) {
            return List.of();
        }
        return named
                ? IntStream.range(0, constants(node, 1).length)
                        .mapToObj(i -> in.axis((int) constants(node, 1)[i]))
                        .toList()
                : IntStream.range(0, in.rank()).boxed().toList();
    }

    /** @return the elements of an integer input that has to be constant */
    static long[] constants(Node node, int input) {
        Tensor constant = node.input(input).constant();
        if (constant == null) {
            throw new ModelException(node.describe() + ": its input " + input + " has to be a constant");
        }
        return constant.toLongs();
    }

    private static Shape matmul(Node node) {
        Shape a = node.input(0).shape();
        Shape b = node.input(1).shape();
        if (a.rank() < 2 || b.rank() < 2) {
            throw new ModelException(
                    node.describe() + " of shapes " + a + " and " + b + "; both need two axes or more");
        }
        if (a.knows(-1) && b.knows(-2) && a.dim(-1) != b.dim(-2)) {
            throw new ModelException(node.describe() + " of shapes " + a + " and " + b + ", which do not match");
        }
        Shape batch = broadcast(head(a, 2), head(b, 2), node);
        List<Long> dims = new ArrayList<>(batch.dims());
        dims.add(a.dim(-2));
        dims.add(b.dim(-1));
        return new Shape(dims);
    }

    private static Shape head(Shape shape, int less) {
        return new Shape(shape.dims().subList(0, shape.rank() - less));
    }

    private static Shape conv(Node node) {
        Shape x = node.input(0).shape();
        Shape weights = node.input(1).shape();
        long group = node.attributes().integer("group", 1);
        if (x.rank() != weights.rank() || x.rank() < 3) {
            throw new ModelException(node.describe() + " of shapes " + x + " and " + weights);
        }
        if (x.knows(1) && weights.knows(1) && x.dim(1) != weights.dim(1) * group) {
            throw new ModelException(
                    node.describe() + " takes " + weights.dim(1) * group + " channels, not " + x.dim(1));
        }
        Geometry geometry = Geometry.of(node, spatial(weights));
        return windows(x.with(1, weights.dim(0)), geometry);
    }

    private static Shape convTranspose(Node node) {
        Shape dy = node.input(0).shape();
        Shape weights = node.input(1).shape();
        Geometry geometry = Geometry.of(node, spatial(weights));
        Shape shape = dy.with(1, weights.dim(1) * node.attributes().integer("group", 1));
        for (int i = 0; i < geometry.rank(); i++) {
            if (dy.knows(i + 2)) {
                shape = shape.with(i + 2, (dy.dim(i + 2) - 1) * geometry.strides()[i] + geometry.extent(i));
            }
        }
        return shape;
    }

    private static Shape depthToSpace(Node node) {
        Shape x = node.input(0).shape();
        long side = node.attributes().integer("blocksize", 1);
        Shape shape = x.knows(1) ? x.with(1, x.dim(1) / (side * side)) : x;
        for (int axis = 2; axis < 4; axis++) {
            shape = x.knows(axis) ? shape.with(axis, x.dim(axis) * side) : shape;
        }
        return shape;
    }

    private static Shape pooled(Node node) {
        Shape x = node.input(0).shape();
        Geometry geometry = Geometry.of(node);
        if (x.rank() != geometry.rank() + 2) {
            throw new ModelException(node.describe() + " does not fit shape " + x);
        }
        return windows(x, geometry);
    }

    private static Shape wholePooled(Node node) {
        Shape shape = node.input(0).shape();
        if (shape.rank() < 3) {
            throw new ModelException(node.describe() + " does not fit shape " + shape);
        }
        for (int i = 2; i < shape.rank(); i++) {
            shape = shape.with(i, 1);
        }
        return shape;
    }

    private static Shape oneOfAxis(Node node) {
        Shape in = node.input(0).shape();
        int axis = in.axis((int) node.attributes().integer("axis", 0));
        if (node.attributes().integer("keepdims", 1) == 1) {
            return in.with(axis, 1);
        }
        List<Long> dims = new ArrayList<>(in.dims());
        dims.remove(axis);
        return new Shape(dims);
    }

    private static Shape windows(Shape x, Geometry geometry) {
        Shape shape = x;
        for (int i = 0; i < geometry.rank(); i++) {
            shape = shape.with(i + 2, geometry.windows(i, x.dim(i + 2)));
        }
        return shape;
    }

    /** @return the kernel's size, of the shape of a convolution's weights */
    static long[] spatial(Shape weights) {
        return weights.dims().stream().skip(2).mapToLong(Long::longValue).toArray();
    }
}
