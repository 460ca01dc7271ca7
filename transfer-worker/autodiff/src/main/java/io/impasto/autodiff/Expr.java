package io.impasto.autodiff;

import java.util.stream.IntStream;

/**
 * A value of a {@link Graph}: an input, a constant, or what a node computes. It never changes; each operation adds nodes to the
 * graph and returns a new expression, so that a formula reads like its mathematics. Binary operations broadcast as
 * NumPy does, with one restriction: a dimension that is known only at run time must not turn out to be a 1 that is
 * broadcast; where a 1 is meant, the static shape must say so. Axes may be negative, counted from the end.
 */
public final class Expr {
    private final Graph graph;
    private final String name;
    private final DataType type;
    private Shape shape;
    private final Node producer;
    private final Tensor constant;

    Expr(Graph graph, String name, DataType type, Shape shape, Node producer, Tensor constant) {
        this.graph = graph;
        this.name = name;
        this.type = type;
        this.shape = shape;
        this.producer = producer;
        this.constant = constant;
    }

    /** @return the name of this value in the program */
    public String name() {
        return name;
    }

    public DataType type() {
        return type;
    }

    /**
     * @return what is known of the shape before the program runs
     * @throws ModelException if not even the rank is known, after an operator that shape inference does not know
     */
    public Shape shape() {
        if (shape == null) {
            Node culprit = unknownOperator();
            throw new ModelException("the rank of '" + name + "' is not known, because operator " + culprit.operator()
                    + " of node '" + culprit.name() + "' is not supported");
        }
        return shape;
    }

    // ---- arithmetic, element by element -------------------------------------------------------------------------

    public Expr plus(Expr other) {
        return emit("Add", this, other);
    }

    public Expr plus(double other) {
        return plus(same(other));
    }

    public Expr minus(Expr other) {
        return emit("Sub", this, other);
    }

    public Expr minus(double other) {
        return minus(same(other));
    }

    public Expr times(Expr other) {
        return emit("Mul", this, other);
    }

    public Expr times(double other) {
        return times(same(other));
    }

    public Expr dividedBy(Expr other) {
        return emit("Div", this, other);
    }

    public Expr dividedBy(double other) {
        return dividedBy(same(other));
    }

    public Expr negated() {
        return emit("Neg", this);
    }

    /** @return this, element by element, to the power of {@code exponent} */
    public Expr pow(Expr exponent) {
        return emit("Pow", this, exponent);
    }

    public Expr pow(double exponent) {
        return pow(same(exponent));
    }

    public Expr squared() {
        return times(this);
    }

    public Expr sqrt() {
        return emit("Sqrt", this);
    }

    public Expr exp() {
        return emit("Exp", this);
    }

    /** @return the natural logarithm */
    public Expr log() {
        return emit("Log", this);
    }

    public Expr relu() {
        return emit("Relu", this);
    }

    /** @return the absolute values; not for what is differentiated */
    public Expr abs() {
        return emit("Abs", this);
    }

    /** @return this and {@code other}, the larger element by element; not for what is differentiated */
    public Expr max(Expr other) {
        return emit("Max", this, other);
    }

    /** @return where this is smaller than {@code other}, element by element, as BOOL; false where one is NaN */
    public Expr less(Expr other) {
        return emit("Less", this, other);
    }

    /** @return {@code then} where this, a BOOL, holds, and elsewhere {@code otherwise}, element by element */
    public Expr where(Expr then, Expr otherwise) {
        return emit("Where", this, then, otherwise);
    }

    public Expr cast(DataType to) {
        return to == type ? this : emit("Cast", Attributes.NONE.with("to", to.onnx()), this);
    }

    // ---- reductions ---------------------------------------------------------------------------------------------

    /** @return the sum along {@code axes}, which vanish from the shape; without axes, of all elements, a scalar */
    public Expr sum(int... axes) {
        return reduce("ReduceSum", false, axes);
    }

    /** @return the largest of all elements, a scalar; not for what is differentiated */
    public Expr largest() {
        return reduce("ReduceMax", false);
    }

    /** @return the sum along {@code axes}, which stay in the shape with size 1; without axes, along all */
    public Expr sumKeepingAxes(int... axes) {
        return reduce("ReduceSum", true, axes);
    }

    /** @return the mean along {@code axes}, which vanish from the shape; without axes, of all elements, a scalar */
    public Expr mean(int... axes) {
        return reduce("ReduceMean", false, axes);
    }

    /** @return the mean along {@code axes}, which stay in the shape with size 1; without axes, along all */
    public Expr meanKeepingAxes(int... axes) {
        return reduce("ReduceMean", true, axes);
    }

    // ---- matrices -----------------------------------------------------------------------------------------------

    /** @return the matrix product over the last two axes, as NumPy's {@code matmul} */
    public Expr matmul(Expr other) {
        return emit("MatMul", this, other);
    }

    /** @return this with its axes permuted; without arguments, reversed */
    public Expr transpose(int... permutation) {
        int[] order = permutation.length > 0
                ? permutation
                : IntStream.iterate(shape().rank() - 1, i -> i >= 0, i -> i - 1).toArray();
        return emit("Transpose", Attributes.NONE.with("perm", longs(order)), this);
    }

    /**
     * The Gram matrix {@code F F^T} of a feature map (Gatys et al. 2016), a sum over positions.
     *
     * @return {@code N x N} for this of shape {@code 1 x N x H x W}
     */
    public Expr gram() {
        if (shape().rank() != 4 || shape().dim(0) != 1) {
            throw new ModelException("a Gram matrix needs a feature map [1 x N x H x W], '" + name + "' is " + shape);
        }
        Expr features = reshape(shape().dim(1), -1);
        return features.matmul(features.transpose());
    }

    // ---- shapes -------------------------------------------------------------------------------------------------

    /** @return this with another shape: 0 keeps the dimension at that place, one -1 takes what is left */
    public Expr reshape(long... dims) {
        return emit("Reshape", this, longVector(dims));
    }

    /** @return this with the shape of {@code other}, which has as many elements */
    public Expr reshapeLike(Expr other) {
        Expr reshaped = emit("Reshape", this, Sizes.shape(other));
        reshaped.narrow(other.shape());
        return reshaped;
    }

    public Expr unsqueeze(int... axes) {
        return emit("Unsqueeze", this, longVector(longs(axes)));
    }

    /** @return this without {@code axes}, each of which must have size 1 */
    public Expr squeeze(int... axes) {
        return emit("Squeeze", this, longVector(longs(axes)));
    }

    /** @return elements {@code start} (inclusive) to {@code end} (exclusive) along {@code axis}; negative: from the end */
    public Expr slice(int axis, long start, long end) {
        return slice(axis, start, end, 1);
    }

    /** @return every {@code step}-th element from {@code start} to {@code end} along {@code axis}; a negative step reverses */
    public Expr slice(int axis, long start, long end, long step) {
        return emit("Slice", this, longVector(start), longVector(end), longVector(axis), longVector(step));
    }

    /** @return the slice that {@code index}, an INT64 scalar, picks along the first axis, which vanishes */
    public Expr at(Expr index) {
        return emit("Gather", this, index);
    }

    /** @return this with its elements along {@code axis} in reverse order */
    public Expr reversed(int axis) {
        return slice(axis, -1, Long.MIN_VALUE, -1);
    }

    /**
     * Pads with zeros.
     *
     * @param pads elements to add at the begin of each axis, then those at the end of each; negative ones crop
     */
    public Expr pad(long... pads) {
        return emit("Pad", this, longVector(pads));
    }

    /** @return this and {@code others} one after the other along {@code axis} */
    public Expr concat(int axis, Expr... others) {
        Expr[] all = new Expr[others.length + 1];
        all[0] = this;
        System.arraycopy(others, 0, all, 1, others.length);
        return emit("Concat", Attributes.NONE.with("axis", axis), all);
    }

    /** @return the size along {@code axis} at run time, as a scalar of this type; its gradient is zero */
    public Expr size(int axis) {
        int at = shape().axis(axis);
        return shape().knows(at)
                ? same(shape().dim(at))
                : Sizes.of(this, at).squeeze(0).cast(type);
    }

    // ---- layers -------------------------------------------------------------------------------------------------

    /**
     * A convolution with stride 1 that keeps height and width.
     *
     * @param weights {@code M x N x k x k}, k odd, for this of shape {@code B x N x H x W}
     * @param bias    {@code M}, or null
     */
    public Expr conv(Expr weights, Expr bias) {
        long half = weights.shape().dim(2) / 2;
        return conv(weights, bias, Attributes.NONE.with("pads", new long[] {half, half, half, half}));
    }

    /** @param attributes of ONNX' Conv: auto_pad, dilations, group, pads, strides */
    Expr conv(Expr weights, Expr bias, Attributes attributes) {
        return bias == null ? emit("Conv", attributes, this, weights) : emit("Conv", attributes, this, weights, bias);
    }

    /** @return the largest of each {@code kernel x kernel} window, one window every {@code stride} rows and columns */
    public Expr maxPool(int kernel, int stride) {
        return emit("MaxPool", window(kernel, stride), this);
    }

    /** @return the mean of each {@code kernel x kernel} window, one window every {@code stride} rows and columns */
    public Expr averagePool(int kernel, int stride) {
        return emit("AveragePool", window(kernel, stride), this);
    }

    // ---- inside -------------------------------------------------------------------------------------------------

    Graph graph() {
        return graph;
    }

    Node producer() {
        return producer;
    }

    /** @return the value if it is known already, else null */
    Tensor constant() {
        return constant;
    }

    /** Adds what {@code other}, a shape of this same value, knows. */
    void narrow(Shape other) {
        shape = shape.refinedBy(other);
    }

    boolean hasRank() {
        return shape != null;
    }

    /** @return the first operator on the way to this value after which shape inference lost its way */
    private Node unknownOperator() {
        return producer.inputs().stream()
                .filter(input -> input != null && !input.hasRank())
                .findFirst()
                .map(Expr::unknownOperator)
                .orElse(producer);
    }

    /** @return a constant scalar of this type */
    Expr same(double value) {
        return graph.constant("scalar", Tensor.scalar(type, value));
    }

    Expr longVector(long... values) {
        return graph.constant("ints", Tensor.vector(values));
    }

    Expr emit(String operator, Expr... inputs) {
        return graph.emit(operator, Attributes.NONE, inputs);
    }

    Expr emit(String operator, Attributes attributes, Expr... inputs) {
        return graph.emit(operator, attributes, inputs);
    }

    private Expr reduce(String operator, boolean keep, int... axes) {
        Attributes attributes = Attributes.NONE.with("keepdims", keep ? 1 : 0);
        return axes.length == 0
                ? emit(operator, attributes, this)
                : emit(operator, attributes, this, longVector(longs(axes)));
    }

    private static Attributes window(int kernel, int stride) {
        return Attributes.NONE
                .with("kernel_shape", new long[] {kernel, kernel})
                .with("strides", new long[] {stride, stride});
    }

    private static long[] longs(int... values) {
        return IntStream.of(values).asLongStream().toArray();
    }

    @Override
    public String toString() {
        return name + " " + type + (shape == null ? "" : shape);
    }
}
