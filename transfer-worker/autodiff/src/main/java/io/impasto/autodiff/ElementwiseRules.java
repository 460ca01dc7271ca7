package io.impasto.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Operators that work element by element. These rules, unlike those of the other families, take cotangents that are
 * not spread to all elements yet, and may return such.
 */
final class ElementwiseRules {
    static final Map<String, VjpRule> RULES = Map.ofEntries(
            Map.entry("Add", (node, dy, g) -> broadcast(node, g, dy, dy)),
            Map.entry("Sub", (node, dy, g) -> broadcast(node, g, dy, dy.negated())),
            Map.entry("Mul", ElementwiseRules::product),
            Map.entry("Div", ElementwiseRules::quotient),
            Map.entry("Pow", ElementwiseRules::power),
            Map.entry("Sum", ElementwiseRules::sum),
            Map.entry("Identity", (node, dy, g) -> List.of(dy)),
            Map.entry("Neg", (node, dy, g) -> List.of(dy.negated())),
            Map.entry("Sqrt", (node, dy, g) -> List.of(dy.times(0.5).dividedBy(node.output()))),
            Map.entry("Exp", (node, dy, g) -> List.of(dy.times(node.output()))),
            Map.entry("Log", (node, dy, g) -> List.of(dy.dividedBy(node.input(0)))),
            Map.entry(
                    "Reciprocal",
                    (node, dy, g) -> List.of(dy.times(node.output().squared()).negated())),
            Map.entry("Cast", (node, dy, g) -> List.of(dy.cast(node.input(0).type()))));

    private ElementwiseRules() {}

    /** {@code d(ab) = b da + a db}; a square is one product. */
    private static List<Expr> product(Node node, Expr dy, Backward g) {
        Expr a = node.input(0);
        Expr b = node.input(1);
        if (a == b) {
            return List.of(dy.times(2).times(a));
        }
        return broadcast(node, g, g.needs(node, 0) ? dy.times(b) : null, g.needs(node, 1) ? dy.times(a) : null);
    }

    /** {@code d(a/b) = da/b - (a/b) db/b}. */
    private static List<Expr> quotient(Node node, Expr dy, Backward g) {
        Expr scaled = dy.dividedBy(node.input(1));
        return broadcast(
                node, g, scaled, g.needs(node, 1) ? scaled.times(node.output()).negated() : null);
    }

    /** {@code d(a^b) = b a^(b-1) da + a^b log(a) db}. */
    private static List<Expr> power(Node node, Expr dy, Backward g) {
        Expr a = node.input(0);
        Expr b = node.input(1);
        return broadcast(
                node,
                g,
                g.needs(node, 0) ? dy.times(b).times(lowered(a, b)) : null,
                g.needs(node, 1) ? dy.times(node.output()).times(a.log()) : null);
    }

    /** {@code a^(b-1)}. */
    private static Expr lowered(Expr a, Expr b) {
        if (b.constant() != null && b.constant().elements() == 1) {
            double exponent = b.constant().item() - 1;
            return exponent == 1 ? a : a.pow(exponent);
        }
        return a.pow(b.minus(1));
    }

    private static List<Expr> sum(Node node, Expr dy, Backward g) {
        Expr[] all = new Expr[node.inputs().size()];
        Arrays.fill(all, dy);
        return broadcast(node, g, all);
    }

    /** Sums each cotangent, of the output's shape, back to its input's shape. */
    private static List<Expr> broadcast(Node node, Backward g, Expr... cotangents) {
        List<Expr> own = new ArrayList<>();
        for (int i = 0; i < cotangents.length; i++) {
            boolean wanted = cotangents[i] != null && g.needs(node, i);
            own.add(wanted ? g.unbroadcast(cotangents[i], node.output(), node.input(i)) : null);
        }
        return own;
    }
}
