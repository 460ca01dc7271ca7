package io.impasto.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Operators that choose between elements: the cotangent goes to the chosen one. As {@link ElementwiseRules}, they take
 * cotangents that are not spread yet. Of equal operands the first is chosen.
 */
final class SelectionRules {
    static final Map<String, VjpRule> RULES = Map.of(
            "Abs", (node, dy, g) -> List.of(dy.times(node.input(0).emit("Sign", node.input(0)))),
            "Max", SelectionRules::extreme,
            "Min", SelectionRules::extreme,
            "Where", SelectionRules::where);

    private SelectionRules() {}

    /** {@code d/dx_i = [x_i = y]}, less what an operand before it took. */
    private static List<Expr> extreme(Node node, Expr dy, Backward g) {
        Expr y = node.output();
        List<Expr> own = new ArrayList<>();
        Expr left = null;
        for (int i = 0; i < node.inputs().size(); i++) {
            Expr equal = y.emit("Equal", node.input(i), y).cast(y.type());
            Expr chosen = left == null ? equal : left.times(equal);
            left = left == null ? y.same(1).minus(equal) : left.minus(chosen);
            own.add(g.needs(node, i) ? g.unbroadcast(dy.times(chosen), y, node.input(i)) : null);
        }
        return own;
    }

    private static List<Expr> where(Node node, Expr dy, Backward g) {
        Expr condition = node.input(0);
        Expr zero = dy.same(0);
        Expr then = g.needs(node, 1) ? g.unbroadcast(condition.where(dy, zero), node.output(), node.input(1)) : null;
        Expr otherwise =
                g.needs(node, 2) ? g.unbroadcast(condition.where(zero, dy), node.output(), node.input(2)) : null;
        return Arrays.asList(null, then, otherwise);
    }
}
