package io.impasto.engine.network;

import java.nio.FloatBuffer;
import java.util.Map;

import io.impasto.autodiff.Expr;
import io.impasto.autodiff.Graph;
import io.impasto.autodiff.ModelException;
import io.impasto.autodiff.Program;
import io.impasto.autodiff.ProgramOptions;
import io.impasto.autodiff.Shape;
import io.impasto.autodiff.Tensor;
import io.impasto.engine.device.Precision;

/**
 * Whether a network serves style transfer: ONNX Runtime loads it, every layer has finite features of a small image, four
 * axes each, and the gradient of all of them together with respect to the image can be derived and is finite.
 *
 * @param height of the image that was tried, in pixels
 * @param width of the image that was tried, in pixels
 */
public record NetworkCheck(int height, int width) {
    private static final int USUAL_SIDE = 32;

    /** @throws NetworkException naming the network and what is wrong with it */
    public static NetworkCheck of(FeatureNetwork network) {
        int height = Math.max(USUAL_SIDE, network.leastSide(network.layers()));
        // Not a square, so that a size that an exporter wrote down shows.
        NetworkCheck check = new NetworkCheck(height, height + height / 2);
        try {
            check.run(network);
        } catch (ModelException refused) {
            throw new NetworkException("network " + network.name() + ": " + refused.getMessage(), refused);
        }
        return check;
    }

    private void run(FeatureNetwork network) {
        Graph graph = new Graph();
        Expr image = graph.input("image", Shape.of(1, 3, Shape.UNKNOWN, Shape.UNKNOWN));
        Features features = network.features(graph, image, false, Precision.SINGLE);
        Expr loss = null;
        for (String layer : network.layers()) {
            Expr feature = features.layer(layer);
            graph.output("feature " + layer, feature);
            Expr term = feature.squared().mean();
            loss = loss == null ? term : loss.plus(term);
        }
        graph.output("gradient", graph.gradient(loss, image).get(0));
        try (Program program = Program.load(graph.toModel(), ProgramOptions.DEFAULT)) {
            program.run(Map.of("image", image())).forEach((name, value) -> require(network, name, value));
        }
    }

    private Tensor image() {
        Tensor image = Tensor.allocate(1, 3, height, width);
        FloatBuffer values = image.floats();
        for (int i = 0; values.hasRemaining(); i++) {
            values.put(i * 37 % 256);
        }
        return image;
    }

    private static void require(FeatureNetwork network, String name, Tensor value) {
        if (value.shape().length != 4 || value.elements() == 0) {
            throw new NetworkException(
                    "network " + network.name() + ": " + name + " is no map over the image but of shape " + value);
        }
        FloatBuffer values = value.floats();
        while (values.hasRemaining()) {
            if (!Float.isFinite(values.get())) {
                throw new NetworkException("network " + network.name() + ": " + name + " is not finite");
            }
        }
    }
}
