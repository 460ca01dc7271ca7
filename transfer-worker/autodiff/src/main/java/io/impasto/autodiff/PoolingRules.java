package io.impasto.autodiff;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Pooling. The gradient of a maximum goes to the first of equal elements in row-major order, as in PyTorch and TensorFlow. */
final class PoolingRules {
    static final Map<String, VjpRule> RULES = Map.of(
            "MaxPool", PoolingRules::maxPool,
            "AveragePool", PoolingRules::averagePool,
            "GlobalMaxPool", PoolingRules::globalMaxPool,
            "GlobalAveragePool", PoolingRules::globalAveragePool);

    private PoolingRules() {}

    /**
     * Adds each cotangent to the element where the forward pass found the maximum. (MaxUnpool would do the same, but no
     * GPU runs it, and it drops all but one of the cotangents that overlapping windows send to one element.)
     */
    private static List<Expr> maxPool(Node node, Expr dy, Backward g) {
        if (!HalvingMaxPool.fits(node)) {
            return List.of(scattered(node, dy));
        }
        Expr x = node.input(0);
        Expr y = node.output();
        Expr places = HalvingMaxPool.places(x, y);
        g.keep(new EarlyValue(x, y, places));
        return List.of(HalvingMaxPool.vjp(x, y, dy, places));
    }

    /** By ONNX' Indices: offsets into the whole flat input. */
    private static Expr scattered(Node node, Expr dy) {
        Expr x = node.input(0);
        boolean disjoint = Geometry.of(node).isDisjoint();
        // No processor adds FLOAT16 up in place.
        Expr added = disjoint || dy.type() != DataType.FLOAT16 ? dy : dy.cast(DataType.FLOAT);
        Expr zero = added.same(0);
        Expr zeros = zero.emit("Expand", zero, Sizes.count(x, 0, x.shape().rank()));
        Expr indices = node.outputs().get(1).reshape(-1);
        Attributes attributes = Attributes.NONE.with("axis", 0).with("reduction", disjoint ? "none" : "add");
        Expr dx = zeros.emit("ScatterElements", attributes, zeros, indices, added.reshape(-1));
        return dx.emit("Reshape", dx, Sizes.shape(x)).cast(dy.type());
    }

    /** Each cotangent, divided by what its window was divided by, goes to all elements of the window. */
    private static List<Expr> averagePool(Node node, Expr dy, Backward g) {
        Expr x = node.input(0);
        Geometry geometry = Geometry.of(node);
        long channels = x.shape().dim(1);
        if (channels == Shape.UNKNOWN) {
            throw new ModelException(node.describe() + " cannot be differentiated: its number of channels is unknown");
        }
        Expr shares = dy.times(shares(node, geometry));
        Attributes attributes = Attributes.NONE
                .with("kernel_shape", geometry.kernel())
                .with("strides", geometry.strides())
                .with("dilations", geometry.dilations())
                .with("group", channels);
        Expr spread = dy.emit("ConvTranspose", attributes, shares, ones(x, kernels(channels, geometry)));
        return List.of(Windows.crop(spread, x, dy, geometry));
    }

    /**
     * What one element of each window weighs, {@code 1 x 1 x h x w}. ONNX Runtime's versions differ in what they divide a
     * window by that reaches over the end; so this asks the operator itself: the mean of ones over their number.
     */
    private static Expr shares(Node node, Geometry geometry) {
        Expr x = node.input(0);
        if (geometry.isUnpadded() && !geometry.ceil()) {
            return x.same(1.0 / ones(x, geometry.kernel()).shape().elements());
        }
        Expr one = ones(x, Geometry.filled(x.shape().rank(), 1));
        Expr image = one.emit("Expand", one, Sizes.join(List.of(x.longVector(1, 1), Sizes.spatial(x))));
        Expr means = image.emit("AveragePool", node.attributes(), image);
        return means.dividedBy(counts(node, geometry, image));
    }

    /** How many elements of an image of ones lie in each window. */
    private static Expr counts(Node node, Geometry geometry, Expr image) {
        Attributes windows = node.attributes().without("ceil_mode", "count_include_pad", "kernel_shape");
        Expr kernel = ones(image, kernels(1, geometry));
        if (!geometry.ceil()) {
            return image.conv(kernel, null, windows);
        }
        int rank = geometry.rank();
        long[] reach = new long[2 * (rank + 2)];
        for (int i = 0; i < rank; i++) {
            reach[2 + i] = geometry.begins()[i];
            reach[rank + 4 + i] = geometry.ends()[i] + geometry.strides()[i] - 1;
        }
        Expr counts = image.pad(reach).conv(kernel, null, windows.without("pads", "auto_pad"));
        Expr starts = image.longVector(new long[rank]);
        Expr axes = image.longVector(IntStream.range(2, rank + 2).asLongStream().toArray());
        return counts.emit("Slice", counts, starts, Sizes.spatial(node.output()), axes);
    }

    /** {@code dy / n} for each of the n positions. */
    private static List<Expr> globalAveragePool(Node node, Expr dy, Backward g) {
        Expr x = node.input(0);
        return List.of(IntStream.range(2, x.shape().rank()).mapToObj(x::size).reduce(dy, Expr::dividedBy));
    }

    /** To the first of the largest elements of each channel. */
    private static List<Expr> globalMaxPool(Node node, Expr dy, Backward g) {
        Expr x = node.input(0);
        Expr flat = x.reshape(0, 0, -1);
        Expr indices = flat.emit("ArgMax", Attributes.NONE.with("axis", 2).with("keepdims", 1), flat);
        Expr zero = dy.same(0);
        Expr zeros = zero.emit(
                "Expand",
                zero,
                Sizes.join(List.of(
                        Sizes.of(x, 0),
                        Sizes.of(x, 1),
                        Sizes.count(x, 2, x.shape().rank()))));
        Expr dx = zeros.emit("ScatterElements", Attributes.NONE.with("axis", 2), zeros, indices, dy.reshape(0, 0, -1));
        return List.of(dx.emit("Reshape", dx, Sizes.shape(x)));
    }

    private static long[] kernels(long channels, Geometry geometry) {
        long[] shape = new long[geometry.rank() + 2];
        shape[0] = channels;
        shape[1] = 1;
        System.arraycopy(geometry.kernel(), 0, shape, 2, geometry.rank());
        return shape;
    }

    private static Expr ones(Expr like, long... shape) {
        Tensor ones = Tensor.allocate(like.type(), shape);
        for (int i = 0; i < ones.elements(); i++) {
            ones.put(i, 1);
        }
        return like.graph().constant("ones", ones);
    }
}
