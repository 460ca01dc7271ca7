package io.impasto.autodiff;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Operators that bring elements together along axes: reductions, softmax and matrix products. */
final class ReductionRules {
    static final Map<String, VjpRule> RULES = Map.of(
            "ReduceMax", ReductionRules::largest,
            "Softmax", ReductionRules::softmax,
            "ReduceSum", (node, dy, g) -> List.of(withAxes(node, dy)),
            "ReduceMean", (node, dy, g) -> List.of(withAxes(node, mean(node, dy))),
            "MatMul", ReductionRules::matmul);

    private ReductionRules() {}

    /** Puts the reduced axes back with size 1: the cotangent is the same along each. */
    private static Expr withAxes(Node node, Expr dy) {
        List<Integer> axes = ShapeInference.axes(node);
        boolean kept = node.attributes().integer("keepdims", 1) == 1;
        return kept || axes.isEmpty()
                ? dy
                : dy.unsqueeze(axes.stream().mapToInt(Integer::intValue).toArray());
    }

    /** {@code dy / n}, n being the number of elements that each mean is taken of. */
    private static Expr mean(Node node, Expr dy) {
        Expr x = node.input(0);
        List<Integer> axes = ShapeInference.axes(node);
        if (axes.stream().allMatch(axis -> x.shape().knows(axis))) {
            return dy.dividedBy(
                    axes.stream().mapToDouble(axis -> x.shape().dim(axis)).reduce(1, (a, b) -> a * b));
        }
        return axes.stream().map(x::size).reduce(dy, Expr::dividedBy);
    }

    /** Equal maxima share their cotangent, as in PyTorch's amax and TensorFlow's reduce_max. */
    private static List<Expr> largest(Node node, Expr dy, Backward g) {
        Expr x = node.input(0);
        int[] axes =
                ShapeInference.axes(node).stream().mapToInt(Integer::intValue).toArray();
        if (axes.length == 0) {
            return List.of(dy);
        }
        Expr equal = x.emit("Equal", x, withAxes(node, node.output())).cast(x.type());
        return List.of(withAxes(node, dy).times(equal).dividedBy(equal.sumKeepingAxes(axes)));
    }

    /** {@code dx = y (dy - sum(dy y))} along the axis. */
    private static List<Expr> softmax(Node node, Expr dy, Backward g) {
        Expr y = node.output();
        int axis = y.shape().axis((int) node.attributes().integer("axis", -1));
        return List.of(y.times(dy.minus(dy.times(y).sumKeepingAxes(axis))));
    }

    /** {@code C = A B}: {@code dA = dC B^T}, {@code dB = A^T dC}; {@code C = A A^T}: {@code dA = (dC + dC^T) A}. */
    private static List<Expr> matmul(Node node, Expr dy, Backward g) {
        Expr a = node.input(0);
        Expr b = node.input(1);
        if (isTransposeOf(b, a)) {
            return List.of(dy.plus(dy.transpose()).matmul(a));
        }
        Expr da = g.needs(node, 0) ? sumBatches(dy.matmul(transposed(b)), a) : null;
        Expr db = g.needs(node, 1) ? sumBatches(transposed(a).matmul(dy), b) : null;
        return Arrays.asList(da, db);
    }

    private static boolean isTransposeOf(Expr b, Expr a) {
        Node producer = b.producer();
        return a.shape().rank() == 2
                && producer != null
                && producer.operator().equals("Transpose")
                && producer.input(0) == a
                && Arrays.equals(LayoutShapes.permutation(producer), new long[] {1, 0});
    }

    private static Expr transposed(Expr matrix) {
        int rank = matrix.shape().rank();
        int[] order = IntStream.range(0, rank).toArray();
        order[rank - 2] = rank - 1;
        order[rank - 1] = rank - 2;
        return matrix.transpose(order);
    }

    /** Sums over batch axes along which {@code x} was broadcast; the matrices' own axes are not. */
    private static Expr sumBatches(Expr dx, Expr x) {
        int lead = dx.shape().rank() - x.shape().rank();
        int[] axes = IntStream.range(0, dx.shape().rank() - 2)
                .filter(i ->
                        i < lead || x.shape().dim(i - lead) == 1 && dx.shape().dim(i) != 1)
                .toArray();
        Expr summed = axes.length == 0 ? dx : dx.sumKeepingAxes(axes);
        return lead == 0 ? summed : summed.squeeze(IntStream.range(0, lead).toArray());
    }
}
