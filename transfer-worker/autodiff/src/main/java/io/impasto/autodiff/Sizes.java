package io.impasto.autodiff;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongBinaryOperator;
import java.util.stream.IntStream;

/** Arithmetic with sizes, vectors of INT64 of one length: done at once where they are constants, else in the graph. */
final class Sizes {
    private Sizes() {}

    /**
     * The size of {@code x} along {@code axis}, a vector of length 1. It is reckoned from the size of what {@code x} was
     * computed from where that can be done: to ask an activation itself would make ONNX Runtime take it out of the
     * blocked layout of its convolutions, all of it, for the sake of its shape.
     */
    static Expr of(Expr x, int axis) {
        int at = x.shape().axis(axis);
        return x.shape().knows(at) ? x.longVector(x.shape().dim(at)) : x.graph().size(x, at, Sizes::reckoned);
    }

    private static Expr reckoned(Expr x, int axis) {
        Optional<SizeOrigin> origin = SizeOrigin.of(x, axis)
                .filter(from -> from.windows() == null || !from.windows().ceil());
        if (origin.isEmpty()) {
            return x.emit("Shape", x).slice(0, axis, axis + 1L);
        }
        Expr from = of(origin.get().from(), origin.get().axis());
        Geometry windows = origin.get().windows();
        if (windows == null) {
            return from;
        }
        int i = axis - 2;
        long stride = windows.strides()[i];
        if (windows.begins() == null) {
            return over(plus(from, x.longVector(stride - 1)), x.longVector(stride));
        }
        Expr room = plus(from, x.longVector(windows.widening(i) - 1));
        return plus(over(room, x.longVector(stride)), x.longVector(1));
    }

    /** @return the shape of {@code x}, a vector */
    static Expr shape(Expr x) {
        return join(IntStream.range(0, x.shape().rank()).mapToObj(i -> of(x, i)).toList());
    }

    /** @return the sizes behind batch and channels, a vector */
    static Expr spatial(Expr x) {
        return join(IntStream.range(2, x.shape().rank()).mapToObj(i -> of(x, i)).toList());
    }

    /** @return the number of elements along the axes from {@code first} to before {@code end}, a vector of length 1 */
    static Expr count(Expr x, int first, int end) {
        return IntStream.range(first, end)
                .mapToObj(i -> of(x, i))
                .reduce(Sizes::times)
                .orElse(x.longVector(1));
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
        if (parts.size() == 1) {
            return parts.get(0);
        }
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
