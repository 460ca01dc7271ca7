package io.impasto.autodiff;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Activation functions, element by element; as {@link ElementwiseRules}, they take cotangents that are not spread yet. At a
 * kink the derivative is that of the side towards minus infinity, at the ends of a clip 0: {@code Clip(0, inf)} is Relu.
 */
final class ActivationRules {
    static final Map<String, VjpRule> RULES = Map.ofEntries(
            Map.entry("Relu", (node, dy, g) -> List.of(dy.times(reluMask(node.output())))),
            Map.entry("Clip", ActivationRules::clip),
            Map.entry("HardSigmoid", ActivationRules::hardSigmoid),
            Map.entry("LeakyRelu", ActivationRules::leakyRelu),
            Map.entry("PRelu", ActivationRules::prelu),
            Map.entry("Elu", ActivationRules::elu),
            Map.entry("Sigmoid", (node, dy, g) -> List.of(dy.times(logisticSlope(node.output())))),
            Map.entry(
                    "Tanh",
                    (node, dy, g) -> List.of(dy.times(complement(node.output().squared())))),
            Map.entry("Softplus", (node, dy, g) -> List.of(dy.times(sigmoid(node.input(0))))),
            Map.entry("Erf", ActivationRules::erf));

    private ActivationRules() {}

    /** {@code d/dx relu(x) = [y > 0]}; y is read, so x need not be kept. At 0 the derivative is 0. */
    private static Expr reluMask(Expr y) {
        // No factor of its range lifts the smallest FLOAT16 to 1; but y is never negative.
        return y.type() == DataType.FLOAT16 ? y.emit("Sign", y) : Masks.positive(y);
    }

    /** {@code d/dx clip(x) = [low < y < high]}. */
    private static List<Expr> clip(Node node, Expr dy, Backward g) {
        if (g.needs(node, 1) || g.needs(node, 2)) {
            throw new ModelException(node.describe() + " cannot be differentiated by its bounds");
        }
        Expr mask = Masks.inside(
                node.output(), bound(node, 1, Double.NEGATIVE_INFINITY), bound(node, 2, Double.POSITIVE_INFINITY));
        return List.of(mask == null ? dy : dy.times(mask));
    }

    private static double bound(Node node, int input, double otherwise) {
        if (!node.has(input)) {
            return otherwise;
        }
        if (node.input(input).constant() == null) {
            throw new ModelException(node.describe() + ": its bounds have to be constants");
        }
        double bound = node.input(input).constant().item();
        // Exports write the largest float where they mean that there is no bound.
        return Math.abs(bound) >= Float.MAX_VALUE ? otherwise : bound;
    }

    /** {@code d/dx max(0, min(1, a x + b)) = a [0 < y < 1]}. */
    private static List<Expr> hardSigmoid(Node node, Expr dy, Backward g) {
        return List.of(dy.times(Masks.inside(node.output(), 0, 1))
                .times(node.attributes().real("alpha", 0.2f)));
    }

    /** {@code d/dx (x > 0 ? x : a x) = a + (1 - a) [x > 0]}. */
    private static List<Expr> leakyRelu(Node node, Expr dy, Backward g) {
        double alpha = node.attributes().real("alpha", 0.01f);
        return List.of(dy.times(Masks.positive(node.input(0)).times(1 - alpha).plus(alpha)));
    }

    /** As LeakyRelu, with a slope that broadcasts; {@code d/da = min(x, 0)} (He et al. 2015). */
    private static List<Expr> prelu(Node node, Expr dy, Backward g) {
        Expr x = node.input(0);
        Expr slope = node.input(1);
        Expr positive = Masks.positive(x);
        Expr dx = dy.times(complement(slope).times(positive).plus(slope));
        Expr ds = g.needs(node, 1) ? g.unbroadcast(dy.times(x.minus(x.relu())), node.output(), slope) : null;
        return Arrays.asList(dx, ds);
    }

    /** {@code d/dx (x > 0 ? x : a (e^x - 1)) = x > 0 ? 1 : y + a} (Clevert et al. 2016). */
    private static List<Expr> elu(Node node, Expr dy, Backward g) {
        Expr positive = Masks.positive(node.input(0));
        Expr below = node.output().plus(node.attributes().real("alpha", 1));
        return List.of(dy.times(positive.plus(complement(positive).times(below))));
    }

    /** {@code y (1 - y)}. */
    private static Expr logisticSlope(Expr y) {
        return y.times(complement(y));
    }

    /** {@code d/dx erf(x) = 2 / sqrt(pi) e^(-x^2)}. */
    private static List<Expr> erf(Node node, Expr dy, Backward g) {
        Expr bell = node.input(0).squared().negated().exp();
        return List.of(dy.times(bell.times(2 / Math.sqrt(Math.PI))));
    }

    private static Expr complement(Expr x) {
        return x.same(1).minus(x);
    }

    private static Expr sigmoid(Expr x) {
        return x.emit("Sigmoid", x);
    }
}
