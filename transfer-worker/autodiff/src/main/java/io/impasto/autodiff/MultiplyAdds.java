package io.impasto.autodiff;

import java.util.List;

/** How many multiply-adds convolutions and matrix products take: what bounds the time of a program from below. */
final class MultiplyAdds {
    private MultiplyAdds() {}

    static long of(List<Node> nodes) {
        return nodes.stream().mapToLong(MultiplyAdds::of).sum();
    }

    private static long of(Node node) {
        return switch (node.operator()) {
            case "Conv" -> elements(node.output()) * elementsOfOneFilter(node);
            case "ConvTranspose" -> elements(node.input(0)) * elementsOfOneFilter(node);
            case "MatMul" -> elements(node.output()) * node.input(0).shape().dim(-1);
            default -> 0;
        };
    }

    /** Both operators' weights have their filters along the first axis. */
    private static long elementsOfOneFilter(Node node) {
        Expr weights = node.input(1);
        return elements(weights) / weights.shape().dim(0);
    }

    private static long elements(Expr value) {
        if (!value.shape().isKnown()) {
            throw new ModelException("multiply-adds can't be counted: the size of '" + value.name() + "' is not fixed");
        }
        return value.shape().elements();
    }
}
