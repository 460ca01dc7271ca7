package io.impasto.autodiff;

import java.util.Arrays;

/**
 * The windows of a convolution or pooling, along each spatial axis.
 *
 * @param kernel    elements of a window
 * @param strides   steps between windows
 * @param dilations steps between the elements of a window
 * @param begins    padding before the first element; null where it depends on the size of the input (auto_pad SAME)
 * @param ends      padding after the last element, or null likewise
 * @param sameUpper where the padding depends on the size, whether an odd element goes to the end
 * @param ceil      whether a last window that reaches over the end counts
 */
record Geometry(
        long[] kernel, long[] strides, long[] dilations, long[] begins, long[] ends, boolean sameUpper, boolean ceil) {

    /** @param kernel the window's size where the node does not say it: the weights' */
    static Geometry of(Node node, long... kernel) {
        Attributes attributes = node.attributes();
        long[] size = attributes.integers("kernel_shape", kernel);
        int rank = size.length;
        long[] ones = filled(rank, 1);
        long[] strides = attributes.integers("strides", ones);
        long[] dilations = attributes.integers("dilations", ones);
        long[] pads = attributes.integers("pads", new long[2 * rank]);
        if (strides.length != rank || dilations.length != rank || pads.length != 2 * rank) {
            throw new ModelException(node.describe() + ": strides, dilations, pads and kernel differ in rank");
        }
        boolean ceil = attributes.integer("ceil_mode", 0) == 1;
        String auto = attributes.text("auto_pad", "NOTSET");
        long[] begins = Arrays.copyOfRange(pads, 0, rank);
        long[] ends = Arrays.copyOfRange(pads, rank, 2 * rank);
        boolean upper = auto.equals("SAME_UPPER");
        switch (auto) {
            case "NOTSET" -> {}
            case "VALID" -> {
                begins = new long[rank];
                ends = new long[rank];
            }
            case "SAME_UPPER", "SAME_LOWER" -> {
                begins = null;
                ends = null;
                if (Arrays.equals(strides, ones)) {
                    begins = new long[rank];
                    ends = new long[rank];
                    for (int i = 0; i < rank; i++) {
                        long total = dilations[i] * (size[i] - 1);
                        begins[i] = upper ? total / 2 : total - total / 2;
                        ends[i] = total - begins[i];
                    }
                }
            }
            default -> throw new ModelException(node.describe() + ": auto_pad " + auto + " is unknown");
        }
        return new Geometry(size, strides, dilations, begins, ends, upper, ceil);
    }

    int rank() {
        return kernel.length;
    }

    /** @return elements from the first to the last of a window, inclusive */
    long extent(int axis) {
        return dilations[axis] * (kernel[axis] - 1) + 1;
    }

    boolean isUnpadded() {
        return begins != null && sum(begins) + sum(ends) == 0;
    }

    boolean hasUnitStrides() {
        return Arrays.stream(strides).allMatch(stride -> stride == 1);
    }

    /** @return whether windows share no element */
    boolean isDisjoint() {
        for (int i = 0; i < rank(); i++) {
            if (extent(i) > strides[i]) {
                return false;
            }
        }
        return true;
    }

    /** @return the number of windows along {@code axis} of an input of size {@code in} */
    long windows(int axis, long in) {
        if (in == Shape.UNKNOWN) {
            return Shape.UNKNOWN;
        }
        long stride = strides[axis];
        if (begins == null) {
            return (in + stride - 1) / stride;
        }
        long room = in + begins[axis] + ends[axis] - extent(axis);
        if (room < 0) {
            throw new ModelException("a window of " + extent(axis) + " does not fit into a size of " + in);
        }
        long windows = Math.floorDiv(room, stride) + 1;
        // A window that would start in the padding behind the end does not count.
        boolean more = ceil && room % stride != 0 && windows * stride < in + begins[axis];
        return more ? windows + 1 : windows;
    }

    /** @return by how much more windows there are, with stride 1, than elements; 0 with auto_pad SAME */
    long widening(int axis) {
        return begins == null ? 0 : begins[axis] + ends[axis] - extent(axis) + 1;
    }

    /** @return a text that is equal for windows that divide every size alike */
    String describe(int axis) {
        String padding = begins == null ? "same" : begins[axis] + "+" + ends[axis] + (ceil ? "^" : "");
        return extent(axis) + "/" + strides[axis] + "/" + padding;
    }

    static long[] filled(int length, long value) {
        long[] filled = new long[length];
        Arrays.fill(filled, value);
        return filled;
    }

    private static long sum(long[] values) {
        return Arrays.stream(values).sum();
    }
}
