package io.impasto.autodiff;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;

/** Static shapes of the operators that move elements without changing them. */
final class LayoutShapes {
    private LayoutShapes() {}

    static Shape of(Node node) {
        return switch (node.operator()) {
            case "Transpose" -> transposed(node);
            case "Reshape" -> reshaped(node);
            case "Flatten" -> flattened(node);
            case "Squeeze" -> squeezed(node);
            case "Unsqueeze" -> unsqueezed(node);
            case "Slice" -> sliced(node);
            case "Pad" -> padded(node);
            case "Concat" -> concatenated(node);
            case "Expand" -> expanded(node);
            default -> throw new IllegalArgumentException(node.operator());
        };
    }

    /** @return the shape that a vector of sizes asks for; null where not even its length is known */
    static Shape requested(Expr sizes) {
        if (sizes.constant() != null) {
            return Shape.of(sizes.constant().toLongs());
        }
        Node producer = sizes.producer();
        if (producer != null
                && producer.operator().equals("Shape")
                && producer.attributes().protos().isEmpty()) {
            return producer.input(0).shape();
        }
        if (producer != null && producer.operator().equals("Concat")) {
            List<Shape> parts =
                    producer.inputs().stream().map(LayoutShapes::requested).toList();
            return parts.stream().anyMatch(Objects::isNull) ? null : joined(parts);
        }
        boolean counted =
                sizes.hasRank() && sizes.shape().rank() == 1 && sizes.shape().knows(0);
        return counted ? Shape.ofRank((int) sizes.shape().dim(0)) : null;
    }

    private static Shape joined(List<Shape> parts) {
        return new Shape(parts.stream().flatMap(part -> part.dims().stream()).toList());
    }

    private static Shape transposed(Node node) {
        Shape in = node.input(0).shape();
        List<Long> dims = new ArrayList<>();
        for (long axis : permutation(node)) {
            dims.add(in.dim((int) axis));
        }
        return new Shape(dims);
    }

    /** @return which input axis each output axis of a Transpose is */
    static long[] permutation(Node node) {
        int rank = node.input(0).shape().rank();
        long[] reversed = new long[rank];
        for (int i = 0; i < rank; i++) {
            reversed[i] = rank - 1L - i;
        }
        long[] permutation = node.attributes().integers("perm", reversed);
        if (permutation.length != rank) {
            throw new ModelException(
                    node.describe() + " does not fit shape " + node.input(0).shape());
        }
        return permutation;
    }

    private static Shape reshaped(Node node) {
        Expr sizes = node.input(1);
        if (sizes.constant() == null || !node.input(0).hasRank()) {
            Shape shape = sizes.constant() == null
                    ? requested(sizes)
                    : Shape.ofRank((int) sizes.constant().elements());
            return shape;
        }
        Shape in = node.input(0).shape();
        long[] dims = sizes.constant().toLongs();
        boolean zeroIsZero = node.attributes().integer("allowzero", 0) == 1;
        long known = 1;
        int rest = -1;
        for (int i = 0; i < dims.length; i++) {
            if (dims[i] == 0 && !zeroIsZero) {
                dims[i] = in.dim(i);
            } else if (dims[i] == -1) {
                rest = i;
                continue;
            }
            known = known == Shape.UNKNOWN || dims[i] == Shape.UNKNOWN ? Shape.UNKNOWN : known * dims[i];
        }
        if (rest >= 0 && known > 0 && in.isKnown()) {
            dims[rest] = in.elements() / known;
            known *= dims[rest];
        }
        if (in.isKnown() && known != Shape.UNKNOWN && known != in.elements()) {
            throw new ModelException(
                    node.describe() + " of shape " + in + " does not fit its " + in.elements() + " elements");
        }
        return Shape.of(dims);
    }

    private static Shape flattened(Node node) {
        Shape in = node.input(0).shape();
        int axis = (int) node.attributes().integer("axis", 1);
        int split = axis < 0 ? axis + in.rank() : axis;
        return Shape.of(
                new Shape(in.dims().subList(0, split)).elements(),
                new Shape(in.dims().subList(split, in.rank())).elements());
    }

    private static Shape squeezed(Node node) {
        Shape in = node.input(0).shape();
        List<Integer> axes = new ArrayList<>();
        if (node.has(1)) {
            for (long axis : ShapeInference.constants(node, 1)) {
                axes.add(in.axis((int) axis));
            }
        }
        List<Long> dims = new ArrayList<>();
        for (int i = 0; i < in.rank(); i++) {
            boolean dropped = node.has(1) ? axes.contains(i) : in.dim(i) == 1;
            if (!dropped) {
                dims.add(in.dim(i));
            } else if (in.knows(i) && in.dim(i) != 1) {
                throw new ModelException(node.describe() + " of axis " + i + " of shape " + in);
            }
        }
        return new Shape(dims);
    }

    private static Shape unsqueezed(Node node) {
        Shape in = node.input(0).shape();
        long[] axes = ShapeInference.constants(node, 1);
        Shape placed = Shape.ofRank(in.rank() + axes.length);
        for (long axis : axes) {
            placed = placed.with((int) axis, 1);
        }
        int next = 0;
        for (int i = 0; i < placed.rank(); i++) {
            if (!placed.knows(i)) {
                placed = placed.with(i, in.dim(next++));
            }
        }
        return placed;
    }

    private static Shape sliced(Node node) {
        Shape shape = node.input(0).shape();
        long[] axes = sliceAxes(node);
        boolean constant = node.input(1).constant() != null && node.input(2).constant() != null;
        for (int i = 0; i < axes.length; i++) {
            int axis = shape.axis((int) axes[i]);
            long step = node.has(4) ? ShapeInference.constants(node, 4)[i] : 1;
            long length = constant && shape.knows(axis)
                    ? length(
                            node.input(1).constant().toLongs()[i],
                            node.input(2).constant().toLongs()[i],
                            step,
                            shape.dim(axis))
                    : Shape.UNKNOWN;
            shape = shape.with(axis, length);
        }
        return shape;
    }

    /** @return the axes that a Slice names; the first ones where it names none */
    static long[] sliceAxes(Node node) {
        if (node.has(3)) {
            return ShapeInference.constants(node, 3);
        }
        long count = node.input(1).shape().dim(0);
        return LongStream.range(0, count).toArray();
    }

    private static long length(long start, long end, long step, long dim) {
        long first = Math.max(start < 0 ? start + dim : start, 0);
        long stop = end < 0 ? Math.max(end + dim, -1) : end;
        if (step > 0) {
            return Math.max(0, -Math.floorDiv(-(Math.min(stop, dim) - Math.min(first, dim)), step));
        }
        return Math.max(0, -Math.floorDiv(-(Math.min(first, dim - 1) - stop), -step));
    }

    private static Shape padded(Node node) {
        Shape shape = node.input(0).shape();
        int rank = shape.rank();
        if (node.has(3)) {
            throw new ModelException(node.describe() + ": Pad of named axes is not supported");
        }
        Tensor pads = node.input(1).constant();
        for (int i = 0; i < rank; i++) {
            boolean known = pads != null && shape.knows(i);
            shape = shape.with(
                    i, known ? shape.dim(i) + (long) pads.get(i) + (long) pads.get(i + rank) : Shape.UNKNOWN);
        }
        return shape;
    }

    private static Shape concatenated(Node node) {
        Shape shape = node.input(0).shape();
        int axis = shape.axis((int) node.attributes().integer("axis", 0));
        long total = 0;
        for (Expr part : node.inputs()) {
            if (part.shape().rank() != shape.rank()
                    || !part.shape().with(axis, Shape.UNKNOWN).agreesWith(shape.with(axis, Shape.UNKNOWN))) {
                throw new ModelException(node.describe() + " of shapes " + shape + " and " + part.shape());
            }
            total = total == Shape.UNKNOWN || !part.shape().knows(axis)
                    ? Shape.UNKNOWN
                    : total + part.shape().dim(axis);
            shape = shape.refinedBy(part.shape());
        }
        return shape.with(axis, total);
    }

    private static Shape expanded(Node node) {
        Shape in = node.input(0).shape();
        Shape wanted = requested(node.input(1));
        if (wanted == null) {
            return null;
        }
        // ONNX broadcasts both ways: where 1 is asked for, the input's own size stays.
        for (int i = 1; i <= Math.min(in.rank(), wanted.rank()); i++) {
            if (wanted.dim(-i) == 1) {
                wanted = wanted.with(-i, in.dim(-i));
            }
        }
        return wanted;
    }
}
