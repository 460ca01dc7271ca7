package io.impasto.autodiff;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Operators that move elements without changing them: their cotangents are moved back. */
final class ShapeRules {
    static final Map<String, VjpRule> RULES = Map.of(
            "Reshape", ShapeRules::sameElements,
            "Flatten", ShapeRules::sameElements,
            "Squeeze", ShapeRules::sameElements,
            "Unsqueeze", ShapeRules::sameElements,
            "Transpose", ShapeRules::transpose,
            "Expand", (node, dy, g) -> List.of(g.unbroadcast(dy, node.output(), node.input(0))),
            "Concat", ShapeRules::concat,
            "Pad", ShapeRules::pad,
            "Slice", ShapeRules::slice);

    private ShapeRules() {}

    private static List<Expr> sameElements(Node node, Expr dy, Backward g) {
        return List.of(dy.emit("Reshape", dy, Sizes.shape(node.input(0))));
    }

    /** The inverse permutation. */
    private static List<Expr> transpose(Node node, Expr dy, Backward g) {
        long[] order = LayoutShapes.permutation(node);
        int[] inverse = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            inverse[(int) order[i]] = i;
        }
        return List.of(dy.transpose(inverse));
    }

    /** Each part gets its slice. */
    private static List<Expr> concat(Node node, Expr dy, Backward g) {
        int axis = node.output().shape().axis((int) node.attributes().integer("axis", 0));
        List<Expr> parts = new ArrayList<>();
        Expr start = dy.longVector(0);
        for (int i = 0; i < node.inputs().size(); i++) {
            Expr end = Sizes.plus(start, Sizes.of(node.input(i), axis));
            parts.add(g.needs(node, i) ? dy.emit("Slice", dy, start, end, dy.longVector(axis)) : null);
            start = end;
        }
        return parts;
    }

    /** Padding by the negative amounts: what was added is cropped, what was cropped gets zeros. */
    private static List<Expr> pad(Node node, Expr dy, Backward g) {
        String mode = node.attributes().text("mode", "constant");
        if (!mode.equals("constant")) {
            throw new ModelException("Pad of node '" + node.name() + "' in mode " + mode + " cannot be differentiated");
        }
        Expr pads = node.input(1);
        Expr zeros = dy.longVector(new long[2 * dy.shape().rank()]);
        return List.of(dy.emit("Pad", dy, Sizes.minus(zeros, pads)));
    }

    /** Elements that the slice left out get zeros: between its steps, before its first and after its last. */
    private static List<Expr> slice(Node node, Expr dy, Backward g) {
        Expr x = node.input(0);
        Expr spread = dy;
        List<Expr> befores = new ArrayList<>(Collections.nCopies(x.shape().rank(), x.longVector(0)));
        List<Expr> afters = new ArrayList<>(befores);
        long[] starts = ShapeInference.constants(node, 1);
        long[] axes = LayoutShapes.sliceAxes(node);
        for (int i = 0; i < axes.length; i++) {
            int axis = x.shape().axis((int) axes[i]);
            long step = node.has(4) ? ShapeInference.constants(node, 4)[i] : 1;
            Expr size = Sizes.of(x, axis);
            Expr before = first(starts[i], step, size);
            if (step < 0) {
                // Read backwards, the slice starts at its last element.
                Expr steps = Sizes.minus(Sizes.of(node.output(), axis), x.longVector(1));
                before = Sizes.plus(before, Sizes.times(steps, x.longVector(step)));
                spread = spread.reversed(axis);
            }
            spread = spread(spread, axis, Math.abs(step));
            befores.set(axis, before);
            afters.set(axis, Sizes.minus(Sizes.minus(size, before), Sizes.of(spread, axis)));
        }
        List<Expr> pads = new ArrayList<>(befores);
        pads.addAll(afters);
        return List.of(dy.emit("Pad", spread, Sizes.join(pads)));
    }

    /** @return the index of the first element of a slice, as ONNX clamps it */
    private static Expr first(long start, long step, Expr size) {
        Expr zero = size.longVector(0);
        Expr last = step > 0 ? size : Sizes.minus(size, size.longVector(1));
        Expr given = size.longVector(start);
        Expr index = start < 0 ? Sizes.plus(given, size) : given;
        return Sizes.max(zero, Sizes.min(index, last));
    }

    /** Puts {@code step - 1} zeros after each element along {@code axis}. */
    private static Expr spread(Expr dy, int axis, long step) {
        if (step == 1) {
            return dy;
        }
        int rank = dy.shape().rank();
        long[] pads = new long[2 * (rank + 1)];
        pads[rank + 1 + axis + 1] = step - 1;
        List<Expr> sizes = new ArrayList<>();
        for (int i = 0; i < rank; i++) {
            Expr size = Sizes.of(dy, i);
            sizes.add(i == axis ? Sizes.times(size, dy.longVector(step)) : size);
        }
        Expr padded = dy.unsqueeze(axis + 1).pad(pads);
        return padded.emit("Reshape", padded, Sizes.join(sizes));
    }
}
