package io.impasto.autodiff;

import java.util.List;

/** The vector-Jacobian product of one operator: how a cotangent of its output becomes cotangents of its inputs. */
@FunctionalInterface
interface VjpRule {
    /**
     * @param node the operator's node, with inputs, outputs and attributes
     * @param dy   cotangent of the first output: its shape, or one that broadcasts to it with size 1 in some dimensions
     * @param g    builds the nodes of the backward pass, and says which inputs need a cotangent
     * @return a cotangent per input; null, or nothing at the list's end, where none flows
     */
    List<Expr> vjp(Node node, Expr dy, Backward g);
}
