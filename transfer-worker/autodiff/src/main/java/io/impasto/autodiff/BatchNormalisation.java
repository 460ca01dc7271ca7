package io.impasto.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Batch normalisation as a trained network applies it (Ioffe and Szegedy 2015): {@code y = a x + b} per channel, with
 * {@code a = scale / sqrt(variance + epsilon)} and {@code b = bias - a mean}, all constants. Behind a convolution it becomes
 * part of its weights, and costs nothing forward or backward.
 */
final class BatchNormalisation {
    /** Channels per block of ONNX Runtime's layout, on the widest CPUs. */
    private static final long BLOCK = 16;

    private BatchNormalisation() {}

    static List<Expr> of(ModelNode node, List<Expr> inputs) {
        Attributes attributes = node.attributes();
        if (attributes.integer("training_mode", 0) != 0
                || attributes.has("is_test") && attributes.integer("is_test", 0) == 0) {
            throw new ModelException("is in training mode; export the model for inference");
        }
        if (attributes.integer("spatial", 1) != 1) {
            throw new ModelException("normalises each position by itself (spatial = 0), which is not supported");
        }
        if (inputs.size() < 5 || inputs.subList(1, 5).stream().anyMatch(BatchNormalisation::isNoVector)) {
            throw new ModelException("needs scale, bias, mean and variance as constant vectors");
        }
        Expr x = inputs.get(0);
        double epsilon = attributes.real("epsilon", 1e-5f);
        double[][] of =
                inputs.subList(1, 5).stream().map(BatchNormalisation::numbers).toArray(double[][]::new);
        int channels = of[0].length;
        boolean fit = Arrays.stream(of).allMatch(values -> values.length == channels)
                && x.shape().rank() >= 2
                && (!x.shape().knows(1) || x.shape().dim(1) == channels);
        if (!fit) {
            throw new ModelException("of " + channels + " channels does not fit shape " + x.shape());
        }
        double[] a = new double[channels];
        double[] b = new double[channels];
        for (int c = 0; c < channels; c++) {
            a[c] = of[0][c] / Math.sqrt(of[3][c] + epsilon);
            b[c] = of[1][c] - a[c] * of[2][c];
        }
        return List.of(isPlainConvolution(x.producer()) ? folded(x.producer(), a, b) : affine(x, a, b));
    }

    private static boolean isNoVector(Expr value) {
        return value == null || value.constant() == null || value.shape().rank() != 1;
    }

    private static boolean isPlainConvolution(Node node) {
        return node != null
                && node.operator().equals("Conv")
                && node.input(1).constant() != null
                && (!node.has(2) || node.input(2).constant() != null);
    }

    /** {@code a (W * x + c) + b = (a W) * x + (a c + b)}; the convolution itself stays only where something else reads it. */
    private static Expr folded(Node conv, double[] a, double[] b) {
        Tensor from = conv.input(1).constant();
        Tensor weights = Tensor.allocate(from.type(), from.shape());
        int each = Math.toIntExact(from.elements() / a.length);
        for (int i = 0; i < from.elements(); i++) {
            weights.put(i, from.get(i) * a[i / each]);
        }
        double[] shift = b.clone();
        if (conv.has(2)) {
            for (int c = 0; c < shift.length; c++) {
                shift[c] += a[c] * conv.input(2).constant().get(c);
            }
        }
        Expr x = conv.input(0);
        return x.conv(
                x.graph().constant(conv.input(1).name() + "_normalised", weights),
                vector(x, shift, a.length),
                conv.attributes());
    }

    /** By a convolution of each channel with one number, where that is what keeps to the blocked layout. */
    private static Expr affine(Expr x, double[] a, double[] b) {
        long channels = a.length;
        if (x.type() == DataType.FLOAT && x.shape().rank() == 4 && channels % BLOCK == 0) {
            return x.conv(
                    vector(x, a, channels, 1, 1, 1), vector(x, b, channels), Attributes.NONE.with("group", channels));
        }
        List<Long> shape = new ArrayList<>(List.of(channels));
        while (shape.size() < x.shape().rank() - 1) {
            shape.add(1L);
        }
        long[] perChannel = new Shape(shape).toArray();
        return x.times(vector(x, a, perChannel)).plus(vector(x, b, perChannel));
    }

    private static Expr vector(Expr like, double[] values, long... shape) {
        Tensor tensor = Tensor.allocate(like.type(), shape);
        for (int i = 0; i < values.length; i++) {
            tensor.put(i, values[i]);
        }
        return like.graph().constant("normalisation", tensor);
    }

    private static double[] numbers(Expr vector) {
        double[] numbers = new double[Math.toIntExact(vector.constant().elements())];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = vector.constant().get(i);
        }
        return numbers;
    }
}
