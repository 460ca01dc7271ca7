package io.impasto.autodiff;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Networks in half precision between a float32 image and a float32 loss. */
class HalfModelTest {

    @ParameterizedTest
    @CsvSource({"2, 2, false", "3, 2, false", "3, 1, false", "2, 2, true", "3, 2, true"})
    void theGradientThroughConvolutionsAndPoolingsIsThatOfFloat32(int kernel, int stride, boolean averages) {
        Model network = network(kernel, stride, averages);
        Tensor image = GradientCheck.apart(1, 3, 13, 11);
        Map<String, Tensor> single = run(network, DataType.FLOAT, image);
        Map<String, Tensor> half = run(network.inHalfPrecision(), DataType.FLOAT16, image);
        assertThat(half.get("loss").item() / single.get("loss").item()).isBetween(1 - 2e-3, 1 + 2e-3);
        float[] expected = single.get("gradient").toFloats();
        float[] actual = half.get("gradient").toFloats();
        double difference = 0;
        double norm = 0;
        for (int i = 0; i < expected.length; i++) {
            difference += Math.pow(actual[i] - expected[i], 2);
            norm += Math.pow(expected[i], 2);
        }
        assertThat(norm).isPositive();
        assertThat(Math.sqrt(difference / norm)).isLessThan(1e-2);
    }

    @Test
    void theSmallestPositiveActivationLetsTheWholeCotangentThrough() {
        Graph graph = new Graph();
        Expr x = graph.input("x", Shape.of(4));
        Expr y = x.cast(DataType.FLOAT16).relu().cast(DataType.FLOAT);
        graph.output("dx", graph.gradient(y.sum(), x).get(0));
        try (Program program = Program.load(graph.toModel(), ProgramOptions.DEFAULT)) {
            Tensor values = Tensor.of(new float[] {0x1p-24f, 0, -1, 60000}, 4);
            assertThat(program.run(Map.of("x", values)).get("dx").toFloats()).containsExactly(1, 0, 0, 1);
        }
    }

    @Test
    void aWeightBeyondTheRangeIsNamed() {
        Graph graph = new Graph();
        Expr x = graph.input("x", Shape.of(1));
        graph.output("y", x.times(graph.constant(Tensor.of(new float[] {70000}, 1))));
        assertThatThrownBy(() -> graph.toModel().inHalfPrecision())
                .isInstanceOf(ModelException.class)
                .hasMessageContainingAll("constant", "70000", "too large for half precision");
    }

    @Test
    void constantsAndCastsInsideOfTheNetworkFollow() {
        Graph graph = new Graph();
        Expr x = graph.input("x", Shape.of(2));
        graph.output("y", x.cast(DataType.DOUBLE).cast(DataType.FLOAT).plus(1));
        Model half = graph.toModel().inHalfPrecision();
        assertThat(half.inputs().get(0).type()).isEqualTo(DataType.FLOAT16);
        assertThat(half.outputs().get(0).type()).isEqualTo(DataType.FLOAT16);
        try (Program program = Program.load(half, ProgramOptions.DEFAULT)) {
            Tensor values = Tensor.of(new float[] {1, 2}, 2).cast(DataType.FLOAT16);
            assertThat(program.run(Map.of("x", values)).get("y").get(1)).isEqualTo(3);
        }
    }

    private static Map<String, Tensor> run(Model network, DataType type, Tensor image) {
        Graph graph = new Graph();
        Expr x = graph.input("image", Shape.of(1, 3, Shape.UNKNOWN, Shape.UNKNOWN));
        Expr features = graph.apply(network, Map.of("in", x.times(1.0 / 64).cast(type)))
                .value("out")
                .cast(DataType.FLOAT);
        // Between the ends of what FLOAT16 holds.
        Expr loss = features.gram().squared().mean().times(1e-2);
        graph.output("loss", loss);
        graph.output("gradient", graph.gradient(loss, x).get(0));
        try (Program program = Program.load(graph.toModel(), ProgramOptions.DEFAULT)) {
            return program.run(Map.of("image", image));
        }
    }

    private static Model network(int kernel, int stride, boolean averages) {
        Graph graph = new Graph();
        Expr in = graph.input("in", Shape.of(1, 3, Shape.UNKNOWN, Shape.UNKNOWN));
        Expr relu = in.conv(graph.constant(weights(16, 3)), null).relu();
        Expr pooled = averages ? relu.averagePool(kernel, stride) : relu.maxPool(kernel, stride);
        graph.output("out", pooled.conv(graph.constant(weights(16, 16)), null).relu());
        return graph.toModel();
    }

    private static Tensor weights(int outs, int ins) {
        Tensor weights = GradientCheck.apart(outs, ins, 3, 3);
        for (int i = 0; i < weights.elements(); i++) {
            weights.put(i, weights.get(i) / 64);
        }
        return weights;
    }
}
