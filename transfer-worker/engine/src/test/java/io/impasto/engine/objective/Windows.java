package io.impasto.engine.objective;

import java.util.stream.IntStream;

import io.impasto.autodiff.ModelNode;

/** The windows of a two-dimensional convolution or pooling, as the ONNX specification defines them. */
final class Windows {
    private final int[] kernel;
    private final long[] strides;
    private final long[] dilations;
    private final long[] pads;
    private final boolean ceil;

    Windows(ModelNode node, int... kernel) {
        this.kernel = kernel;
        this.strides = node.attributes().integers("strides", 1, 1);
        this.dilations = node.attributes().integers("dilations", 1, 1);
        this.pads = node.attributes().integers("pads", 0, 0, 0, 0);
        this.ceil = node.attributes().integer("ceil_mode", 0) == 1;
    }

    int size() {
        return kernel[0] * kernel[1];
    }

    /** How many windows there are along an axis of so many elements. */
    int count(int axis, int in) {
        double room = in + pads[axis] + pads[axis + 2] - dilations[axis] * (kernel[axis] - 1) - 1;
        double windows = room / strides[axis] + 1;
        int count = (int) (ceil ? Math.ceil(windows) : Math.floor(windows));
        return ceil && (count - 1) * strides[axis] >= in + pads[axis] ? count - 1 : count;
    }

    int row(int window, int k) {
        return (int) (window * strides[0] - pads[0] + k / kernel[1] * dilations[0]);
    }

    int column(int window, int k) {
        return (int) (window * strides[1] - pads[1] + k % kernel[1] * dilations[1]);
    }

    /** Indices of a window's elements that are not padding. */
    int[] inside(Float64Network.Map4 x, int channel, int i, int j) {
        return IntStream.range(0, size())
                .filter(k -> row(i, k) >= 0 && row(i, k) < x.h && column(j, k) >= 0 && column(j, k) < x.w)
                .map(k -> x.at(channel, row(i, k), column(j, k)))
                .toArray();
    }

    /** How many of a window's elements lie in the input or its padding. */
    int withPadding(int i, int j, int h, int w) {
        return (int) IntStream.range(0, size())
                .filter(k -> row(i, k) < h + pads[2] && column(j, k) < w + pads[3])
                .count();
    }
}
