package io.impasto.autodiff;

/** Where an element lies beyond a bound, as 0 or 1 of the element's own type: what a gradient passes at a kink. */
final class Masks {
    /** 3e38 times the smallest normal float is more than 1, and 3e38 times 0 is 0. */
    private static final float STEEP = 3e38f;

    /** A power of two: products with it are exact, so that their difference is 0 only where the factors are equal. */
    private static final double EXACT = 0x1p100;

    /** Bounds up to this, times {@link #EXACT}, are finite floats. */
    private static final double LARGEST = 0x1p26;

    private Masks() {}

    /** {@code [x > 0]}. */
    static Expr positive(Expr x) {
        return above(x, 0);
    }

    /** {@code [low < y < high]}; an infinite bound holds nothing back. Null where neither does. */
    static Expr inside(Expr y, double low, double high) {
        Expr above = low == Double.NEGATIVE_INFINITY ? null : above(y, low);
        Expr below = high == Double.POSITIVE_INFINITY ? null : below(y, high);
        return above == null ? below : below == null ? above : above.times(below);
    }

    /** {@code [x > bound]}. */
    static Expr above(Expr x, double bound) {
        // HardSigmoid, unlike Greater, keeps to the blocked layout of ONNX Runtime's convolutions.
        if (x.type() == DataType.FLOAT && bound == 0) {
            return hardSigmoid(x, STEEP, 0);
        }
        return isSteepAt(x, bound)
                ? hardSigmoid(x, (float) EXACT, (float) (-EXACT * bound))
                : x.emit("Greater", x, x.same(bound)).cast(x.type());
    }

    /** {@code [x < bound]}. */
    static Expr below(Expr x, double bound) {
        if (x.type() == DataType.FLOAT && bound == 0) {
            return hardSigmoid(x, -STEEP, 0);
        }
        return isSteepAt(x, bound)
                ? hardSigmoid(x, (float) -EXACT, (float) (EXACT * bound))
                : x.less(x.same(bound)).cast(x.type());
    }

    private static boolean isSteepAt(Expr x, double bound) {
        double size = Math.abs(bound);
        return x.type() == DataType.FLOAT && size <= LARGEST && size >= 1 / LARGEST;
    }

    private static Expr hardSigmoid(Expr x, float alpha, float beta) {
        return x.emit("HardSigmoid", Attributes.NONE.with("alpha", alpha).with("beta", beta), x);
    }
}
