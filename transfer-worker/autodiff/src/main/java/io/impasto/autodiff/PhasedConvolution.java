package io.impasto.autodiff;

import java.util.Arrays;

/**
 * A convolution with stride 1 to few channels, such as the cotangent of an image, in four phases: even and odd rows and
 * columns become channels of one convolution with stride 2, which DepthToSpace then lays side by side. ONNX Runtime
 * computes channels in blocks of 16, so that three cost as much as the twelve of the phases, on a quarter of the positions.
 */
final class PhasedConvolution {
    private static final int SIDE = 2;
    /** With more channels than this the phases do not fit into one block. */
    private static final long MOST_CHANNELS = 4;

    private PhasedConvolution() {}

    /** @param turned weights {@code C x M x k x k} from the channels of the cotangent to those of the input */
    static boolean pays(Expr turned, Geometry geometry, long group) {
        return group == 1
                && geometry.rank() == 2
                && turned.shape().dim(0) <= MOST_CHANNELS
                && turned.shape().dim(1) > MOST_CHANNELS
                && Arrays.equals(geometry.dilations(), new long[] {1, 1});
    }

    /** @param x the input, whose size the result has */
    static Expr of(Expr dy, Expr turned, Geometry geometry, Expr x) {
        long[] pads = ConvolutionRules.turnedPads(geometry);
        // One more at each end, so that an odd size gets its last row and column.
        pads[2]++;
        pads[3]++;
        Attributes attributes =
                Attributes.NONE.with("strides", new long[] {SIDE, SIDE}).with("pads", pads);
        Expr phases = dy.conv(phases(turned), null, attributes);
        Expr whole = dy.emit("DepthToSpace", Attributes.NONE.with("blocksize", SIDE), phases);
        Expr origin = x.longVector(0, 0);
        return dy.emit("Slice", whole, origin, Sizes.spatial(x), x.longVector(2, 3));
    }

    /** {@code C x M x k x l} to {@code 4C x M x (k+1) x (l+1)}: phase (a, b) reads from row a and column b on. */
    private static Expr phases(Expr turned) {
        Tensor from = turned.constant();
        long[] shape = from.shape();
        int channels = Math.toIntExact(shape[0]);
        int depth = Math.toIntExact(shape[1]);
        int rows = Math.toIntExact(shape[2]);
        int columns = Math.toIntExact(shape[3]);
        Tensor written = Tensor.allocate(from.type(), SIDE * SIDE * channels, depth, rows + 1, columns + 1);
        for (int phase = 0; phase < SIDE * SIDE; phase++) {
            int down = phase / SIDE;
            int right = phase % SIDE;
            for (int plane = 0; plane < channels * depth; plane++) {
                for (int row = 0; row < rows; row++) {
                    int target = ((phase * channels * depth + plane) * (rows + 1) + row + down) * (columns + 1) + right;
                    for (int column = 0; column < columns; column++) {
                        written.put(target + column, from.get((plane * rows + row) * columns + column));
                    }
                }
            }
        }
        return turned.graph().constant(turned.name() + "_phases", written);
    }
}
