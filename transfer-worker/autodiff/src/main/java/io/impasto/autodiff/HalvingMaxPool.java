package io.impasto.autodiff;

import java.util.Arrays;
import java.util.List;

/**
 * The gradient of the most common pooling, 2 x 2 windows side by side without padding. Where the maximum of each window
 * lies is found by three comparisons, written as strided convolutions with the weights -1 and 1: they read the
 * activation in the blocked layout of ONNX Runtime's convolutions, where MaxPool with Indices would make it leave that
 * layout and is many times slower than MaxPool without.
 */
final class HalvingMaxPool {
    private static final long[] TWO = {2, 2};
    private static final float STEEP = 3e38f;
    private static final int LAST = 3;

    private HalvingMaxPool() {}

    static boolean fits(Node node) {
        Shape shape = node.input(0).shape();
        Geometry geometry = Geometry.of(node);
        return node.input(0).type() == DataType.FLOAT
                && shape.rank() == 4
                && shape.knows(0)
                && shape.knows(1)
                && Arrays.equals(geometry.kernel(), TWO)
                && Arrays.equals(geometry.strides(), TWO)
                && Arrays.equals(geometry.dilations(), new long[] {1, 1})
                && geometry.isUnpadded()
                && !geometry.ceil();
    }

    /** Scatters each cotangent to where {@link #places} says that its window's maximum lies. */
    static Expr vjp(Expr x, Expr y, Expr dy, Expr places) {
        long planes = x.shape().dim(0) * x.shape().dim(1);
        Expr zero = dy.same(0);
        Expr zeros = zero.emit("Expand", zero, Sizes.join(List.of(x.longVector(planes), Sizes.count(x, 2, 4))));
        Expr indices =
                corners(x, y).cast(DataType.INT32).plus(offsets(places, x).reshape(planes, -1));
        Expr dx =
                zeros.emit("ScatterElements", Attributes.NONE.with("axis", 1), zeros, indices, dy.reshape(planes, -1));
        return dx.emit("Reshape", dx, Sizes.shape(x));
    }

    /** Where the maximum of each window lies, 0 to 3 in row-major order, of the shape of {@code y}. */
    static Expr places(Expr x, Expr y) {
        Expr rows = x.emit("MaxPool", windows(1, 2), x);
        // Each is 1 where the second of a pair is greater: of equal ones, the first wins.
        Expr lower = greater(rows, y, 2, 1, -1, 1);
        Expr rightAbove = greater(x, y, 2, 2, -1, 1, 0, 0);
        Expr rightBelow = greater(x, y, 2, 2, 0, 0, -1, 1);
        Expr difference = like(y, scaled(rightAbove, -1, y).plus(rightBelow));
        Expr right = like(y, rightAbove.plus(like(y, lower.times(difference))));
        return like(y, scaled(lower, 2, y).plus(right));
    }

    /** The same value as {@code y}, which is computed from {@code places}: those are then there before it is read. */
    static Expr after(Expr places, Expr y) {
        return like(y, scaled(places, 0, y).plus(y));
    }

    /** {@code [b > a]} as 0 or 1, for the two elements of each window that the kernel subtracts. */
    private static Expr greater(Expr x, Expr y, int height, int width, float... kernel) {
        Expr difference = like(y, x.conv(perChannel(x, height, width, kernel), null, depthwise(x, height, width)));
        return like(
                y,
                difference.emit(
                        "HardSigmoid", Attributes.NONE.with("alpha", STEEP).with("beta", 0f), difference));
    }

    /** Steps from each window's first element to its maximum, within the channel: {@code W} for a row, 1 for a column. */
    private static Expr offsets(Expr places, Expr x) {
        Expr place = places.cast(DataType.INT32);
        // Not-a-numbers shall show in the loss, not end the run by their places; and CUDA has no Clip of INT32.
        Expr within = place.emit("Min", place.emit("Max", place, place.same(0)), place.same(LAST));
        Expr row = within.dividedBy(within.same(2));
        Expr width = Sizes.of(x, 3).squeeze(0).cast(DataType.INT32);
        return row.times(width.minus(width.same(2))).plus(within);
    }

    /** {@code factor * a}; a convolution stays in the blocked layout, and adds what follows on its way. */
    private static Expr scaled(Expr a, float factor, Expr y) {
        return like(y, a.conv(perChannel(a, 1, 1, factor), null, depthwise(a, 1, 1)));
    }

    /** Offsets of each window's first element within its channel: {@code 2 i W + 2 j}, {@code 1 x hw}. */
    private static Expr corners(Expr x, Expr y) {
        Expr rows = range(Sizes.of(y, 2)).reshape(-1, 1);
        Expr columns = range(Sizes.of(y, 3)).reshape(1, -1);
        Expr two = x.longVector(2);
        return rows.times(Sizes.times(Sizes.of(x, 3), two))
                .plus(columns.times(two))
                .reshape(1, -1);
    }

    private static Expr range(Expr size) {
        Graph graph = size.graph();
        Expr zero = graph.constant("zero", Tensor.scalar(DataType.INT64, 0));
        Expr one = graph.constant("one", Tensor.scalar(DataType.INT64, 1));
        return graph.emit("Range", Attributes.NONE, zero, size.squeeze(0), one);
    }

    private static Expr like(Expr y, Expr value) {
        y.graph().note(value, y);
        return value;
    }

    private static Expr perChannel(Expr x, int height, int width, float... kernel) {
        int channels = Math.toIntExact(x.shape().dim(1));
        float[] weights = new float[channels * kernel.length];
        for (int i = 0; i < channels; i++) {
            System.arraycopy(kernel, 0, weights, i * kernel.length, kernel.length);
        }
        return x.graph().constant("pair", Tensor.of(weights, channels, 1, height, width));
    }

    private static Attributes depthwise(Expr x, int height, int width) {
        return windows(height, width).with("group", x.shape().dim(1));
    }

    private static Attributes windows(long height, long width) {
        return Attributes.NONE
                .with("kernel_shape", new long[] {height, width})
                .with("strides", new long[] {height, width});
    }
}
