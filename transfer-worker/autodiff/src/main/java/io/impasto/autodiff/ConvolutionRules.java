package io.impasto.autodiff;

import java.util.List;
import java.util.Map;

/**
 * Convolutions. Only the input is differentiated by: the weights of a network that is looked through stay as they are.
 * With stride 1 the vjp is itself a convolution, by the weights turned by half a turn with their channels swapped
 * (Dumoulin and Visin 2016, relationship 8), which ONNX Runtime runs at the full speed of its forward pass.
 */
final class ConvolutionRules {
    static final Map<String, VjpRule> RULES = Map.of("Conv", ConvolutionRules::conv);

    private ConvolutionRules() {}

    private static List<Expr> conv(Node node, Expr dy, Backward g) {
        if (g.needs(node, 1) || g.needs(node, 2)) {
            throw new ModelException("Conv of node '" + node.name() + "' cannot be differentiated by its weights");
        }
        Expr weights = node.input(1);
        Geometry geometry = Geometry.of(node, ShapeInference.spatial(weights.shape()));
        long group = node.attributes().integer("group", 1);
        boolean turnable = weights.constant() != null && geometry.hasUnitStrides() && padsAreWithinExtent(geometry);
        if (!turnable) {
            return List.of(spread(node.input(0), dy, weights, geometry, group));
        }
        Expr turned = turned(weights, group);
        return List.of(
                PhasedConvolution.pays(turned, geometry, group)
                        ? PhasedConvolution.of(dy, turned, geometry, node.input(0))
                        : convolved(dy, turned, geometry, group));
    }

    private static boolean padsAreWithinExtent(Geometry geometry) {
        for (int i = 0; i < geometry.rank(); i++) {
            if (Math.max(geometry.begins()[i], geometry.ends()[i]) >= geometry.extent(i)) {
                return false;
            }
        }
        return true;
    }

    private static Expr convolved(Expr dy, Expr turned, Geometry geometry, long group) {
        Attributes attributes = Attributes.NONE
                .with("kernel_shape", geometry.kernel())
                .with("dilations", geometry.dilations())
                .with("group", group)
                .with("pads", turnedPads(geometry));
        return dy.conv(turned, null, attributes);
    }

    /** The padding with which the turned convolution gives the input's size, from that of the convolution itself. */
    static long[] turnedPads(Geometry geometry) {
        int rank = geometry.rank();
        long[] pads = new long[2 * rank];
        for (int i = 0; i < rank; i++) {
            pads[i] = geometry.extent(i) - 1 - geometry.begins()[i];
            pads[rank + i] = geometry.extent(i) - 1 - geometry.ends()[i];
        }
        return pads;
    }

    /** The transposed convolution, cut to the input's own elements: any stride, padding and weights. */
    private static Expr spread(Expr x, Expr dy, Expr weights, Geometry geometry, long group) {
        Attributes attributes = Attributes.NONE
                .with("kernel_shape", geometry.kernel())
                .with("strides", geometry.strides())
                .with("dilations", geometry.dilations())
                .with("group", group);
        return Windows.crop(dy.emit("ConvTranspose", attributes, dy, weights), x, dy, geometry);
    }

    /** {@code [g M/g, C/g, k...]} to {@code [g C/g, M/g, k...]}, every kernel read backwards. */
    static Expr turned(Expr weights, long group) {
        Tensor from = weights.constant();
        long[] shape = from.shape();
        int groups = Math.toIntExact(group);
        int outs = Math.toIntExact(shape[0] / group);
        int ins = Math.toIntExact(shape[1]);
        int kernel = Math.toIntExact(from.elements() / (shape[0] * shape[1]));
        shape[0] = group * ins;
        shape[1] = outs;
        Tensor written = Tensor.allocate(from.type(), shape);
        for (int g = 0; g < groups; g++) {
            for (int m = 0; m < outs; m++) {
                for (int c = 0; c < ins; c++) {
                    int source = ((g * outs + m) * ins + c) * kernel;
                    int target = ((g * ins + c) * outs + m) * kernel;
                    for (int k = 0; k < kernel; k++) {
                        written.put(target + kernel - 1 - k, from.get(source + k));
                    }
                }
            }
        }
        return weights.graph().constant(weights.name() + "_turned", written);
    }
}
