package io.impasto.autodiff;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Operators that are defined by others in the ONNX specification: those, and so their derivatives, take their place. */
final class Decompositions {
    /** Writes one node as other ones. */
    @FunctionalInterface
    interface Decomposition {
        /** @return the values of the node's first outputs */
        List<Expr> of(ModelNode node, List<Expr> inputs);
    }

    static final Map<String, Decomposition> ALL = Map.of(
            "BatchNormalization", BatchNormalisation::of,
            "HardSwish", (node, inputs) -> List.of(hardSwish(inputs.get(0))),
            "Mish", (node, inputs) -> List.of(mish(inputs.get(0))),
            "Gelu", Decompositions::gelu,
            "Gemm", Decompositions::gemm,
            "InstanceNormalization", Decompositions::instanceNormalisation,
            "Split", Decompositions::split);

    private Decompositions() {}

    /** {@code x max(0, min(1, x/6 + 1/2))} (Howard et al. 2019). */
    private static Expr hardSwish(Expr x) {
        return x.times(hardSigmoid(x, 1 / 6f, 0.5f));
    }

    /** ONNX Runtime computes HardSigmoid in single precision only. */
    static Expr hardSigmoid(Expr x, float alpha, float beta) {
        if (x.type() == DataType.DOUBLE) {
            return x.emit("Clip", x.times(alpha).plus(beta), x.same(0), x.same(1));
        }
        return x.emit("HardSigmoid", Attributes.NONE.with("alpha", alpha).with("beta", beta), x);
    }

    /** {@code x tanh(softplus(x))} (Misra 2019). */
    private static Expr mish(Expr x) {
        return x.times(x.emit("Tanh", x.emit("Softplus", x)));
    }

    /** {@code x Phi(x)}, exactly or by Hendrycks and Gimpel's (2016) approximation. */
    private static List<Expr> gelu(ModelNode node, List<Expr> inputs) {
        Expr x = inputs.get(0);
        Expr bent = node.attributes().text("approximate", "none").equals("tanh")
                ? x.emit("Tanh", x.plus(x.pow(3).times(0.044715)).times(Math.sqrt(2 / Math.PI)))
                : x.emit("Erf", x.times(Math.sqrt(0.5)));
        return List.of(x.times(0.5).times(bent.plus(1)));
    }

    /** {@code alpha A' B' + beta C}, C broadcast; A' and B' transposed where the node says so. */
    private static List<Expr> gemm(ModelNode node, List<Expr> inputs) {
        Attributes attributes = node.attributes();
        Expr a = attributes.integer("transA", 0) == 0
                ? inputs.get(0)
                : inputs.get(0).transpose();
        Expr b = attributes.integer("transB", 0) == 0
                ? inputs.get(1)
                : inputs.get(1).transpose();
        Expr product = scaled(a.matmul(b), attributes.real("alpha", 1));
        boolean plain = inputs.size() < 3 || inputs.get(2) == null;
        return List.of(plain ? product : product.plus(scaled(inputs.get(2), attributes.real("beta", 1))));
    }

    private static Expr scaled(Expr x, float factor) {
        return factor == 1 ? x : x.times(factor);
    }

    /** {@code scale (x - mean) / sqrt(variance + epsilon) + bias}, over the positions of each channel (Ulyanov et al. 2016). */
    private static List<Expr> instanceNormalisation(ModelNode node, List<Expr> inputs) {
        Expr x = inputs.get(0);
        int[] positions = IntStream.range(2, x.shape().rank()).toArray();
        int[] others = IntStream.range(1, x.shape().rank() - 1).toArray();
        Expr centred = x.minus(x.meanKeepingAxes(positions));
        Expr variance = centred.squared().meanKeepingAxes(positions);
        Expr normal = centred.dividedBy(
                variance.plus(node.attributes().real("epsilon", 1e-5f)).sqrt());
        Expr scale = inputs.get(1).unsqueeze(others);
        return List.of(normal.times(scale).plus(inputs.get(2).unsqueeze(others)));
    }

    /** Slices of the sizes that the node names, or of equal ones, the last of which may be smaller. */
    private static List<Expr> split(ModelNode node, List<Expr> inputs) {
        Expr x = inputs.get(0);
        int axis = x.shape().axis((int) node.attributes().integer("axis", 0));
        long[] sizes = splitSizes(node, inputs, axis);
        List<Expr> parts = new ArrayList<>();
        long start = 0;
        for (long size : sizes) {
            parts.add(x.slice(axis, start, start + size));
            start += size;
        }
        if (parts.size() < node.outputs().size()
                || x.shape().knows(axis) && start != x.shape().dim(axis)) {
            throw new ModelException("its parts do not add up to axis " + axis + " of shape " + x.shape());
        }
        return parts;
    }

    private static long[] splitSizes(ModelNode node, List<Expr> inputs, int axis) {
        if (node.attributes().has("split")) {
            return node.attributes().integers("split");
        }
        if (inputs.size() > 1 && inputs.get(1) != null) {
            if (inputs.get(1).constant() == null) {
                throw new ModelException("its sizes have to be constants");
            }
            return inputs.get(1).constant().toLongs();
        }
        long whole = inputs.get(0).shape().dim(axis);
        if (whole == Shape.UNKNOWN) {
            throw new ModelException("the size of axis " + axis + " that it divides is not known");
        }
        int parts = node.outputs().size();
        long each = (whole + parts - 1) / parts;
        return LongStream.range(0, parts)
                .map(i -> Math.max(0, Math.min(each, whole - i * each)))
                .toArray();
    }
}
