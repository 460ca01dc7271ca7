package io.impasto.engine.network.importing;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.impasto.autodiff.Expr;
import io.impasto.autodiff.Graph;
import io.impasto.autodiff.Model;
import io.impasto.autodiff.Shape;
import io.impasto.autodiff.Tensor;
import io.impasto.engine.network.NetworkException;

/**
 * VGG16 or VGG19 (Simonyan and Zisserman, Very Deep Convolutional Networks, 2015) from Keras' weights: which of the two
 * follows from the depths, the widths stand in the file. Layers other than {@code blockB_convI}, as the classifier's, are
 * left out.
 *
 * @param name {@code vgg16} or {@code vgg19}
 * @param model takes {@code N x 3 x H x W}, BGR with the means subtracted; outputs {@code relu1_1} .. {@code relu5_4}
 */
record KerasVgg(String name, Model model) {
    private static final Map<List<Integer>, String> DEPTHS =
            Map.of(List.of(2, 2, 3, 3, 3), "vgg16", List.of(2, 2, 4, 4, 4), "vgg19");
    private static final Pattern CONVOLUTION = Pattern.compile("block([1-5])_conv([1-9])");
    private static final int SIDE = 3;
    private static final int COLOURS = 3;

    /** @throws NetworkException naming what is missing or does not fit */
    static KerasVgg read(Path file) {
        try (KerasWeights weights = KerasWeights.open(file)) {
            List<Integer> depths = depths(file, weights.layers());
            String name = DEPTHS.get(depths);
            if (name == null) {
                throw new NetworkException(file + ": neither VGG16 nor VGG19: its blocks have " + depths
                        + " convolutions, not [2, 2, 3, 3, 3] or [2, 2, 4, 4, 4]");
            }
            return new KerasVgg(name, model(file, weights, depths));
        }
    }

    /** Convolutions per block, of which none may be missing between the first and the last. */
    private static List<Integer> depths(Path file, List<String> layers) {
        Map<Integer, Integer> deepest = new LinkedHashMap<>();
        for (String layer : layers) {
            Matcher convolution = CONVOLUTION.matcher(layer);
            if (convolution.matches()) {
                deepest.merge(
                        Integer.parseInt(convolution.group(1)), Integer.parseInt(convolution.group(2)), Integer::max);
            }
        }
        if (deepest.isEmpty()) {
            throw new NetworkException(file + ": not Keras' VGG: none of its layers is called block1_conv1; it has "
                    + String.join(", ", layers.subList(0, Math.min(layers.size(), 12))));
        }
        List<Integer> depths = new ArrayList<>();
        for (int block = 1; block <= 5; block++) {
            int depth = deepest.getOrDefault(block, 1);
            for (int i = 1; i <= depth; i++) {
                if (!layers.contains(layer(block, i))) {
                    throw new NetworkException(file + ": its layer " + layer(block, i) + " is missing");
                }
            }
            depths.add(depth);
        }
        return depths;
    }

    private static Model model(Path file, KerasWeights weights, List<Integer> depths) {
        Graph graph = new Graph();
        Expr x = graph.input("image", Shape.of(Shape.UNKNOWN, COLOURS, Shape.UNKNOWN, Shape.UNKNOWN));
        long channels = COLOURS;
        for (int block = 1; block <= depths.size(); block++) {
            x = block == 1 ? x : x.maxPool(2, 2);
            for (int i = 1; i <= depths.get(block - 1); i++) {
                KerasWeights.Convolution layer = weights.convolution(layer(block, i));
                require(file, layer(block, i), layer.kernelShape(), layer.biases(), channels);
                channels = layer.kernelShape()[3];
                x = x.conv(graph.constant(kernel(layer)), graph.constant(Tensor.of(layer.bias(), channels)))
                        .relu();
                graph.output("relu" + block + "_" + i, x);
            }
        }
        return graph.toModel();
    }

    private static void require(Path file, String layer, long[] kernel, long biases, long channels) {
        if (kernel[0] != SIDE || kernel[1] != SIDE || kernel[2] != channels || kernel[3] != biases || biases == 0) {
            throw new NetworkException(String.format(
                    "%s: kernel and bias of %s have shapes %d x %d x %d x %d and %d, which do not follow on %d channels",
                    file, layer, kernel[0], kernel[1], kernel[2], kernel[3], biases, channels));
        }
    }

    /** From Keras' height x width x in x out to ONNX' out x in x height x width. */
    private static Tensor kernel(KerasWeights.Convolution layer) {
        float[] from = layer.kernel();
        int in = (int) layer.kernelShape()[2];
        int out = (int) layer.kernelShape()[3];
        Tensor tensor = Tensor.allocate(out, in, SIDE, SIDE);
        FloatBuffer to = tensor.floats();
        for (int o = 0; o < out; o++) {
            for (int i = 0; i < in; i++) {
                for (int place = 0; place < SIDE * SIDE; place++) {
                    to.put(from[(place * in + i) * out + o]);
                }
            }
        }
        return tensor;
    }

    private static String layer(int block, int i) {
        return "block" + block + "_conv" + i;
    }
}
