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

    static Expr vjp(Expr x, Expr y, Expr dy) {
        Expr rows = x.emit("MaxPool", windows(1, 2), x);
        // Each is 1 where the second of a pair is greater: of equal ones, the first wins.
        Expr lower = greater(rows, y, 2, 1, -1, 1);
        Expr rightAbove = greater(x, y, 2, 2, -1, 1, 0, 0);
        Expr rightBelow = greater(x, y, 2, 2, 0, 0, -1, 1);
        Expr right = like(y, rightAbove.plus(like(y, lower.times(difference(rightBelow, rightAbove, y)))));
        Expr offsets = withinWindow(lower.times(x.size(3)).plus(right).cast(DataType.INT32), x);

        long planes = x.shape().dim(0) * x.shape().dim(1);
        Expr zero = dy.same(0);
        Expr zeros = zero.emit("Expand", zero, Sizes.join(List.of(x.longVector(planes), Sizes.count(x, 2, 4))));
        Expr indices = corners(x, y).cast(DataType.INT32).plus(offsets.reshape(planes, -1));
        Expr dx =
                zeros.emit("ScatterElements", Attributes.NONE.with("axis", 1), zeros, indices, dy.reshape(planes, -1));
        return dx.emit("Reshape", dx, Sizes.shape(x));
    }

    /** {@code [b > a]} as 0 or 1, for the two elements of each window that the kernel subtracts. */
    private static Expr greater(Expr x, Expr y, int height, int width, float... kernel) {
        Expr difference = like(y, x.conv(perChannel(x, height, width, kernel), null, depthwise(x, height, width)));
        return like(
                y,
                difference.emit(
                        "HardSigmoid", Attributes.NONE.with("alpha", STEEP).with("beta", 0f), difference));
    }

    /** Not-a-numbers make offsets out of range, and those would end the run; here the loss shall show them instead. */
    private static Expr withinWindow(Expr offsets, Expr x) {
        Expr zero = offsets.same(0);
        Expr last = Sizes.plus(Sizes.of(x, 3), x.longVector(1)).squeeze(0).cast(DataType.INT32);
        // Max and Min, because CUDA has no Clip of INT32.
        return offsets.emit("Min", offsets.emit("Max", offsets, zero), last);
    }

    /** {@code a - b}; a sum and a convolution stay in the blocked layout, Sub does not. */
    private static Expr difference(Expr a, Expr b, Expr y) {
        Expr minus = like(y, b.conv(perChannel(b, 1, 1, -1), null, depthwise(b, 1, 1)));
        return like(y, minus.plus(a));
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
