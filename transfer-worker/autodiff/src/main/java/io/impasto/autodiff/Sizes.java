package io.impasto.autodiff;

import java.util.Arrays;
import java.util.List;
import java.util.function.LongBinaryOperator;

/** Arithmetic with sizes, vectors of INT64 of one length: done at once where they are constants, else in the graph. */
final class Sizes {
    private Sizes() {}

    /** @return the size of {@code x} along {@code axis}, a vector of length 1 */
    static Expr of(Expr x, int axis) {
        int at = x.shape().axis(axis);
        return x.shape().knows(at)
                ? x.longVector(x.shape().dim(at))
                : x.runtimeShape().slice(0, at, at + 1);
    }

    /** @return the sizes behind batch and channels, a vector */
    static Expr spatial(Expr x) {
        int rank = x.shape().rank();
        long[] dims = ShapeInference.spatial(x.shape());
        return new Shape(x.shape().dims().subList(2, rank)).isKnown()
                ? x.longVector(dims)
                : x.runtimeShape().slice(0, 2, rank);
    }

    static Expr plus(Expr a, Expr b) {
        return fold("Add", Long::sum, a, b);
    }

    static Expr minus(Expr a, Expr b) {
        return fold("Sub", (left, right) -> left - right, a, b);
    }

    static Expr times(Expr a, Expr b) {
        return fold("Mul", (left, right) -> left * right, a, b);
    }

    /** The quotient of numbers that are not negative, rounded down. */
    static Expr over(Expr a, Expr b) {
        return fold("Div", (left, right) -> left / right, a, b);
    }

    static Expr max(Expr a, Expr b) {
        return fold("Max", Math::max, a, b);
    }

    static Expr min(Expr a, Expr b) {
        return fold("Min", Math::min, a, b);
    }

    /** @return the vectors one after the other */
    static Expr join(List<Expr> parts) {
        if (parts.stream().allMatch(part -> part.constant() != null)) {
            return parts.get(0)
                    .longVector(parts.stream()
                            .flatMapToLong(part -> Arrays.stream(part.constant().toLongs()))
                            .toArray());
        }
        return parts.get(0).concat(0, parts.subList(1, parts.size()).toArray(Expr[]::new));
    }

    private static Expr fold(String operator, LongBinaryOperator operation, Expr a, Expr b) {
        if (a.constant() == null || b.constant() == null) {
            return a.emit(operator, a, b);
        }
        long[] left = a.constant().toLongs();
        long[] right = b.constant().toLongs();
        long[] result = new long[left.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = operation.applyAsLong(left[i], right[i]);
        }
        return a.longVector(result);
    }
}
