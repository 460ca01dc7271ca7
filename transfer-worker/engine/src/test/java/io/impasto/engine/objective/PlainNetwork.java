package io.impasto.engine.objective;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

import io.impasto.autodiff.Expr;
import io.impasto.autodiff.Graph;
import io.impasto.autodiff.Model;
import io.impasto.autodiff.Shape;
import io.impasto.autodiff.Tensor;

/**
 * A small random network (Conv, ReLU, 2x2 pooling, Conv, ReLU) written twice: as an ONNX model, and as loops in double
 * precision that share nothing with it but the weights.
 */
final class PlainNetwork {
    private static final int[] WIDTHS = {3, 4, 5};

    private final float[][] weights = new float[2][];
    private final float[][] biases = new float[2][];

    PlainNetwork(long seed) {
        Random random = new Random(seed);
        for (int layer = 0; layer < 2; layer++) {
            weights[layer] = new float[WIDTHS[layer + 1] * WIDTHS[layer] * 9];
            biases[layer] = new float[WIDTHS[layer + 1]];
            for (int i = 0; i < weights[layer].length; i++) {
                weights[layer][i] = (float) (0.3 * random.nextGaussian());
            }
            for (int i = 0; i < biases[layer].length; i++) {
                biases[layer][i] = (float) random.nextGaussian();
            }
        }
    }

    /** A feature map, {@code n x h x w}. */
    record Map3(int n, int h, int w, double[] values) {
        double at(int channel, int y, int x) {
            return y < 0 || x < 0 || y >= h || x >= w ? 0 : values[(channel * h + y) * w + x];
        }

        int positions() {
            return h * w;
        }
    }

    Model model() {
        Graph graph = new Graph();
        Expr x = graph.input("input", Shape.of(1, 3, Shape.UNKNOWN, Shape.UNKNOWN));
        Expr first = conv(graph, x, 0).relu();
        graph.output("output", conv(graph, first.maxPool(2, 2), 1).relu());
        return graph.toModel();
    }

    private Expr conv(Graph graph, Expr x, int layer) {
        return x.conv(
                graph.constant(Tensor.of(weights[layer], WIDTHS[layer + 1], WIDTHS[layer], 3, 3)),
                graph.constant(Tensor.of(biases[layer], WIDTHS[layer + 1])));
    }

    /** relu1_1 and relu2_1 of an image that is preprocessed already. */
    Map<String, Map3> features(Map3 input, Pooling pooling) {
        Map<String, Map3> features = new LinkedHashMap<>();
        Map3 first = convRelu(input, 0);
        features.put("relu1_1", first);
        features.put("relu2_1", convRelu(pool(first, pooling), 1));
        return features;
    }

    private Map3 convRelu(Map3 in, int layer) {
        int n = WIDTHS[layer + 1];
        double[] out = new double[n * in.h() * in.w()];
        for (int to = 0, i = 0; to < n; to++) {
            for (int y = 0; y < in.h(); y++) {
                for (int x = 0; x < in.w(); x++, i++) {
                    double sum = biases[layer][to];
                    for (int from = 0; from < in.n(); from++) {
                        for (int k = 0; k < 9; k++) {
                            sum += weights[layer][(to * in.n() + from) * 9 + k]
                                    * in.at(from, y + k / 3 - 1, x + k % 3 - 1);
                        }
                    }
                    out[i] = Math.max(0, sum);
                }
            }
        }
        return new Map3(n, in.h(), in.w(), out);
    }

    private static Map3 pool(Map3 in, Pooling pooling) {
        int h = in.h() / 2;
        int w = in.w() / 2;
        double[] out = new double[in.n() * h * w];
        for (int c = 0, i = 0; c < in.n(); c++) {
            for (int y = 0; y < h; y++) {
                for (int x = 0; x < w; x++, i++) {
                    double a = in.at(c, 2 * y, 2 * x);
                    double b = in.at(c, 2 * y, 2 * x + 1);
                    double d = in.at(c, 2 * y + 1, 2 * x);
                    double e = in.at(c, 2 * y + 1, 2 * x + 1);
                    out[i] = pooling == Pooling.MAX ? Math.max(Math.max(a, b), Math.max(d, e)) : (a + b + d + e) / 4;
                }
            }
        }
        return new Map3(in.n(), h, w, out);
    }
}
