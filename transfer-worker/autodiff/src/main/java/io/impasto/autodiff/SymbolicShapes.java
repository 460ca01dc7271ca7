package io.impasto.autodiff;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Names for the sizes that are known only at run time, equal where the sizes are: an activation has the height of its
 * cotangent, whatever it is. ONNX Runtime keeps {@code Mul} and {@code Sum} in the blocked layout of its convolutions
 * only if it can tell that the operands have one shape, and reuses buffers of equal shape; from a graph with dynamic
 * sizes it can tell neither, unless the graph says so.
 */
final class SymbolicShapes {
    private final Map<Expr, Expr> like;
    private final Set<Expr> passing;
    private final Map<Expr, List<String>> symbols = new HashMap<>();

    /**
     * @param like    values, above all cotangents, that have the shape of another value computed before
     * @param passing values whose shapes stay unsaid
     */
    SymbolicShapes(Map<Expr, Expr> like, Set<Expr> passing) {
        this.like = like;
        this.passing = passing;
    }

    /** @return the name of the size of an input, where that is not fixed */
    static String ofInput(String name, int axis) {
        return name + "_" + axis;
    }

    /** @return what to write of a value's shape: a number or name per axis; empty where it is unknown or unsaid */
    Optional<List<String>> said(Expr value) {
        return passing.contains(value) ? Optional.empty() : of(value);
    }

    /** @return a number or name per axis; empty where the rank is unknown */
    private Optional<List<String>> of(Expr value) {
        if (!value.hasRank()) {
            return Optional.empty();
        }
        if (!symbols.containsKey(value)) {
            symbols.put(value, find(value));
        }
        return Optional.of(symbols.get(value));
    }

    private List<String> find(Expr value) {
        Shape shape = value.shape();
        return IntStream.range(0, shape.rank())
                .mapToObj(i -> shape.knows(i) ? Long.toString(shape.dim(i)) : symbol(value, i))
                .toList();
    }

    private String symbol(Expr value, int axis) {
        if (like.containsKey(value)) {
            return of(like.get(value)).orElseThrow().get(axis);
        }
        if (value.producer() == null) {
            return ofInput(value.name(), axis);
        }
        return SizeOrigin.of(value, axis)
                .map(origin -> derived(of(origin.from()).orElseThrow().get(origin.axis()), origin))
                .orElse(value.name() + "@" + axis);
    }

    private static String derived(String from, SizeOrigin origin) {
        return origin.windows() == null
                ? from
                : from + " in " + origin.windows().describe(origin.axis() - 2);
    }
}
