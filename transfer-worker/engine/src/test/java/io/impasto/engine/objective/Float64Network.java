package io.impasto.engine.objective;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

import io.impasto.autodiff.DataType;
import io.impasto.autodiff.Model;
import io.impasto.autodiff.ModelNode;
import io.impasto.autodiff.Tensor;

/**
 * Runs a network in double precision, one batch, with plain loops that follow the text of the ONNX specification, and pulls
 * cotangents back through the same loops. It shares nothing with the program under test but the file.
 */
final class Float64Network {
    private final Model model;
    private final Map<String, Map4> weights = new HashMap<>();

    Float64Network(Model model) {
        this.model = model;
    }

    /** A value of {@code n x h x w}, and how it passes a cotangent on to what it was computed from. */
    static final class Map4 {
        final int n;
        final int h;
        final int w;
        final double[] values;
        final double[] cotangent;
        Runnable pull = () -> {};

        Map4(int n, int h, int w) {
            this(n, h, w, new double[n * h * w]);
        }

        Map4(int n, int h, int w, double[] values) {
            this.n = n;
            this.h = h;
            this.w = w;
            this.values = values;
            this.cotangent = new double[values.length];
        }

        int at(int channel, int y, int x) {
            return (channel * h + y) * w + x;
        }

        int positions() {
            return h * w;
        }
    }

    /** A function of one number, and its derivative. */
    record Function(java.util.function.DoubleUnaryOperator value, java.util.function.DoubleUnaryOperator slope) {}

    /** All values, by their names in the file, in the order in which they are computed. */
    Map<String, Map4> run(Map4 image) {
        Map<String, Map4> values = new java.util.LinkedHashMap<>();
        values.put(model.inputs().get(0).name(), image);
        for (ModelNode node : model.nodes()) {
            values.put(node.outputs().get(0), compute(node, values));
        }
        return values;
    }

    /** Adds to the image's cotangent what those of all other values make of it. */
    static void pull(Map<String, Map4> values) {
        List<Map4> order = new ArrayList<>(values.values());
        for (int i = order.size() - 1; i >= 0; i--) {
            order.get(i).pull.run();
        }
    }

    private Map4 compute(ModelNode node, Map<String, Map4> values) {
        Map4 x = operand(node.inputs().get(0), values);
        return switch (node.operator()) {
            case "Conv" -> conv(node, x);
            case "BatchNormalization" -> normalised(node, x);
            case "MaxPool", "AveragePool" -> pooled(node, x);
            case "GlobalAveragePool" -> mean(x);
            case "Concat" -> joined(
                    node.inputs().stream().map(name -> operand(name, values)).toList());
            case "Gemm" -> gemm(node, x);
            case "Flatten", "Unsqueeze" -> same(x, node.operator().equals("Flatten"));
            case "Add" -> both(x, operand(node.inputs().get(1), values), (a, b) -> new double[] {a[0] + b[0], 1, 1});
            case "Mul" -> both(
                    x, operand(node.inputs().get(1), values), (a, b) -> new double[] {a[0] * b[0], b[0], a[0]});
            default -> elementwise(x, function(node));
        };
    }

    private Function function(ModelNode node) {
        return switch (node.operator()) {
            case "Relu" -> new Function(v -> Math.max(0, v), v -> v > 0 ? 1 : 0);
            case "Sigmoid" -> new Function(Float64Network::logistic, v -> logistic(v) * (1 - logistic(v)));
            case "HardSwish" -> new Function(
                    v -> v * Math.max(0, Math.min(1, v / 6 + 0.5)), v -> v <= -3 ? 0 : v >= 3 ? 1 : v / 3 + 0.5);
            case "HardSigmoid" -> {
                double a = node.attributes().real("alpha", 0.2f);
                double b = node.attributes().real("beta", 0.5f);
                yield new Function(
                        v -> Math.max(0, Math.min(1, a * v + b)), v -> a * v + b > 0 && a * v + b < 1 ? a : 0);
            }
            case "Clip" -> {
                double low = weight(node.inputs().get(1))[0];
                double high = weight(node.inputs().get(2))[0];
                yield new Function(v -> Math.max(low, Math.min(high, v)), v -> v > low && v < high ? 1 : 0);
            }
            default -> throw new IllegalArgumentException(node.describe());
        };
    }

    private static double logistic(double v) {
        return 1 / (1 + Math.exp(-v));
    }

    private static Map4 elementwise(Map4 x, Function function) {
        Map4 y = new Map4(x.n, x.h, x.w);
        for (int i = 0; i < y.values.length; i++) {
            y.values[i] = function.value().applyAsDouble(x.values[i]);
        }
        y.pull = () -> {
            for (int i = 0; i < y.values.length; i++) {
                x.cotangent[i] += y.cotangent[i] * function.slope().applyAsDouble(x.values[i]);
            }
        };
        return y;
    }

    /** @param function of two numbers: the value and its two partial derivatives */
    private static Map4 both(Map4 a, Map4 b, BinaryOperator<double[]> function) {
        Map4 larger = a.values.length >= b.values.length ? a : b;
        Map4 y = new Map4(larger.n, larger.h, larger.w);
        double[][] partial = new double[y.values.length][];
        for (int i = 0; i < y.values.length; i++) {
            partial[i] =
                    function.apply(new double[] {a.values[source(a, y, i)]}, new double[] {b.values[source(b, y, i)]});
            y.values[i] = partial[i][0];
        }
        y.pull = () -> {
            for (int i = 0; i < y.values.length; i++) {
                a.cotangent[source(a, y, i)] += y.cotangent[i] * partial[i][1];
                b.cotangent[source(b, y, i)] += y.cotangent[i] * partial[i][2];
            }
        };
        return y;
    }

    /** Of an operand that is broadcast over positions, or is a scalar. */
    private static int source(Map4 operand, Map4 y, int i) {
        if (operand.values.length == y.values.length) {
            return i;
        }
        return operand.n == 1 ? 0 : i / y.positions();
    }

    private Map4 conv(ModelNode node, Map4 x) {
        double[] weights = weight(node.inputs().get(1));
        long[] shape = model.weight(node.inputs().get(1)).orElseThrow().shape();
        int outs = (int) shape[0];
        int ins = (int) shape[1];
        int group = (int) node.attributes().integer("group", 1);
        Windows windows = new Windows(node, (int) shape[2], (int) shape[3]);
        Map4 y = new Map4(outs, windows.count(0, x.h), windows.count(1, x.w));
        double[] bias = node.inputs().size() > 2 ? weight(node.inputs().get(2)) : new double[outs];
        for (int m = 0; m < outs; m++) {
            for (int i = 0; i < y.positions(); i++) {
                y.values[m * y.positions() + i] = bias[m];
            }
        }
        Product product =
                (m, at, c, from, k) -> y.values[at] += weights[(m * ins + c) * windows.size() + k] * x.values[from];
        Product pull = (m, at, c, from, k) ->
                x.cotangent[from] += weights[(m * ins + c) * windows.size() + k] * y.cotangent[at];
        products(x, y, ins, outs / group, windows, product);
        y.pull = () -> products(x, y, ins, outs / group, windows, pull);
        return y;
    }

    @FunctionalInterface
    private interface Product {
        void apply(int m, int at, int c, int from, int k);
    }

    /** Every pair of an output element and an input element that meet in a window. */
    private static void products(Map4 x, Map4 y, int ins, int outsOfGroup, Windows windows, Product product) {
        for (int m = 0; m < y.n; m++) {
            for (int c = 0; c < ins; c++) {
                int channel = m / outsOfGroup * ins + c;
                for (int i = 0; i < y.h; i++) {
                    for (int j = 0; j < y.w; j++) {
                        for (int k = 0; k < windows.size(); k++) {
                            int row = windows.row(i, k);
                            int column = windows.column(j, k);
                            if (row >= 0 && row < x.h && column >= 0 && column < x.w) {
                                product.apply(m, y.at(m, i, j), c, x.at(channel, row, column), k);
                            }
                        }
                    }
                }
            }
        }
    }

    private static Map4 pooled(ModelNode node, Map4 x) {
        long[] kernel = node.attributes().integers("kernel_shape");
        Windows windows = new Windows(node, (int) kernel[0], (int) kernel[1]);
        boolean largest = node.operator().equals("MaxPool");
        boolean padding = node.attributes().integer("count_include_pad", 0) == 1;
        Map4 y = new Map4(x.n, windows.count(0, x.h), windows.count(1, x.w));
        List<int[]> sources = new ArrayList<>();
        List<Double> shares = new ArrayList<>();
        for (int c = 0; c < x.n; c++) {
            for (int i = 0; i < y.h; i++) {
                for (int j = 0; j < y.w; j++) {
                    int[] inside = windows.inside(x, c, i, j);
                    int count = padding ? windows.withPadding(i, j, x.h, x.w) : inside.length;
                    int[] from = largest ? new int[] {first(x.values, inside)} : inside;
                    double share = largest ? 1 : 1.0 / count;
                    for (int source : from) {
                        y.values[y.at(c, i, j)] += share * x.values[source];
                    }
                    sources.add(from);
                    shares.add(share);
                }
            }
        }
        y.pull = () -> {
            for (int i = 0; i < y.values.length; i++) {
                for (int source : sources.get(i)) {
                    x.cotangent[source] += shares.get(i) * y.cotangent[i];
                }
            }
        };
        return y;
    }

    /** The first of the largest. */
    private static int first(double[] values, int[] among) {
        int best = among[0];
        for (int at : among) {
            best = values[at] > values[best] ? at : best;
        }
        return best;
    }

    private static Map4 mean(Map4 x) {
        Map4 y = new Map4(x.n, 1, 1);
        for (int i = 0; i < x.values.length; i++) {
            y.values[i / x.positions()] += x.values[i] / x.positions();
        }
        y.pull = () -> {
            for (int i = 0; i < x.values.length; i++) {
                x.cotangent[i] += y.cotangent[i / x.positions()] / x.positions();
            }
        };
        return y;
    }

    private Map4 normalised(ModelNode node, Map4 x) {
        double[] scale = weight(node.inputs().get(1));
        double[] bias = weight(node.inputs().get(2));
        double[] mean = weight(node.inputs().get(3));
        double[] variance = weight(node.inputs().get(4));
        double epsilon = node.attributes().real("epsilon", 1e-5f);
        Map4 y = new Map4(x.n, x.h, x.w);
        for (int i = 0; i < y.values.length; i++) {
            int c = i / x.positions();
            y.values[i] = scale[c] * (x.values[i] - mean[c]) / Math.sqrt(variance[c] + epsilon) + bias[c];
        }
        y.pull = () -> {
            for (int i = 0; i < y.values.length; i++) {
                int c = i / x.positions();
                x.cotangent[i] += y.cotangent[i] * scale[c] / Math.sqrt(variance[c] + epsilon);
            }
        };
        return y;
    }

    private static Map4 joined(List<Map4> parts) {
        Map4 y = new Map4(parts.stream().mapToInt(part -> part.n).sum(), parts.get(0).h, parts.get(0).w);
        int start = 0;
        for (Map4 part : parts) {
            System.arraycopy(part.values, 0, y.values, start, part.values.length);
            start += part.values.length;
        }
        y.pull = () -> {
            int from = 0;
            for (Map4 part : parts) {
                for (int i = 0; i < part.values.length; i++) {
                    part.cotangent[i] += y.cotangent[from++];
                }
            }
        };
        return y;
    }

    /** {@code x B^T + c}, as fully connected layers are exported. */
    private Map4 gemm(ModelNode node, Map4 x) {
        double[] b = weight(node.inputs().get(1));
        double[] c = weight(node.inputs().get(2));
        Map4 y = new Map4(c.length, 1, 1, c.clone());
        for (int i = 0; i < b.length; i++) {
            y.values[i / x.n] += b[i] * x.values[i % x.n];
        }
        y.pull = () -> {
            for (int i = 0; i < b.length; i++) {
                x.cotangent[i % x.n] += b[i] * y.cotangent[i / x.n];
            }
        };
        return y;
    }

    private static Map4 same(Map4 x, boolean flat) {
        Map4 y = flat ? new Map4(x.values.length, 1, 1, x.values.clone()) : new Map4(x.n, x.h, x.w, x.values.clone());
        y.pull = () -> {
            for (int i = 0; i < x.values.length; i++) {
                x.cotangent[i] += y.cotangent[i];
            }
        };
        return y;
    }

    private Map4 operand(String name, Map<String, Map4> values) {
        if (values.containsKey(name)) {
            return values.get(name);
        }
        return weights.computeIfAbsent(name, any -> {
            double[] numbers = weight(any);
            return new Map4(numbers.length, 1, 1, numbers);
        });
    }

    private double[] weight(String name) {
        Tensor tensor = model.weight(name).orElseThrow();
        if (tensor.type() != DataType.FLOAT) {
            return new double[0];
        }
        float[] floats = tensor.toFloats();
        double[] numbers = new double[floats.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = floats[i];
        }
        return numbers;
    }
}
