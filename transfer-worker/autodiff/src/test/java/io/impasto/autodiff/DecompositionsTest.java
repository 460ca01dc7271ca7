package io.impasto.autodiff;

import java.util.Arrays;
import java.util.Map;

import ai.onnx.proto.OnnxMl.NodeProto;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** Operators that are written as others when a network is applied: what they compute, and its gradient. */
class DecompositionsTest {
    private static final Tensor PICTURE = GradientCheck.apart(1, 2, 4, 6);

    @ParameterizedTest(name = "of opset {0}, behind {1}")
    @CsvSource({"7, nothing", "9, nothing", "14, nothing", "15, nothing", "7, Conv", "9, Conv", "15, Conv", "15, Relu"})
    void batchNormalisationIsScaleAndShiftOfEachChannel(int opset, String before) {
        int channels = before.equals("Conv") ? 3 : 2;
        float[] scale = {0.5f, -2, 1.5f};
        float[] bias = {0.1f, 0.2f, -0.3f};
        float[] mean = {1, -1, 0.25f};
        float[] variance = {0.5f, 4, 1};
        NodeProto.Builder norm = ModelFiles.node(
                        "BatchNormalization", "bn", before.equals("nothing") ? "input" : "a", "y")
                .addInput("scale")
                .addInput("bias")
                .addInput("mean")
                .addInput("variance")
                .addAttribute(ModelFiles.real("epsilon", 0.25f));
        var graph =
                switch (before) {
                    case "Conv" -> ModelFiles.graph(
                                    ModelFiles.node("Conv", "conv", "input", "a")
                                            .addInput("w"),
                                    norm)
                            .addInitializer(Tensors.write(GradientCheck.apart(3, 2, 2, 2), "w"));
                    case "Relu" -> ModelFiles.graph(ModelFiles.node("Relu", "relu", "input", "a"), norm);
                    default -> ModelFiles.graph(norm);
                };
        graph.addInitializer(Tensors.write(vector(scale, channels), "scale"))
                .addInitializer(Tensors.write(vector(bias, channels), "bias"))
                .addInitializer(Tensors.write(vector(mean, channels), "mean"))
                .addInitializer(Tensors.write(vector(variance, channels), "variance"));
        Model model = ModelFiles.read(ModelFiles.file(opset, graph));

        float[] x = before.equals("nothing") ? PICTURE.toFloats() : run(model, "a");
        float[] y = run(model, "y");
        int positions = y.length / channels;
        for (int i = 0; i < y.length; i++) {
            int c = i / positions;
            double expected = scale[c] * (x[i] - mean[c]) / Math.sqrt(variance[c] + 0.25) + bias[c];
            assertThat((double) y[i]).isCloseTo(expected, within(2e-6 * Math.max(1, Math.abs(expected))));
        }
        GradientCheck.withDynamicSizes(true, PICTURE)
                .holdsFor(in -> activation(model, in.get(0), "y").squared());
    }

    @Test
    void batchNormalisationBehindAConvolutionBecomesPartOfItsWeights() {
        Graph graph = new Graph();
        graph.output("y", activation(normalised(3, true), graph.input("x", ModelFiles.IMAGE), "y"));
        assertThat(graph.toModel().nodes()).extracting(ModelNode::operator).containsExactly("Conv");
    }

    @Test
    void batchNormalisationOfWholeBlocksIsAConvolutionOfEachChannel() {
        Graph graph = new Graph();
        Model model = normalised(16, false);
        graph.output("y", activation(model, graph.input("x", ModelFiles.IMAGE), "y"));
        assertThat(graph.toModel().nodes()).extracting(ModelNode::operator).containsExactly("Conv", "Neg", "Conv");
        GradientCheck.withDynamicSizes(true, PICTURE).holdsFor(x -> activation(model, x.get(0), "y"));
    }

    @ParameterizedTest
    @CsvSource({"training_mode, 1", "spatial, 0"})
    void batchNormalisationThatIsNotForInferenceIsRefused(String attribute, int value) {
        Model model = ModelFiles.read(ModelFiles.file(
                14,
                ModelFiles.graph(ModelFiles.node("BatchNormalization", "bn", "input", "y")
                        .addAttribute(ModelFiles.integer(attribute, value)))));
        Graph graph = new Graph();
        Expr x = graph.input("x", ModelFiles.IMAGE);
        assertThatThrownBy(() -> activation(model, x, "y"))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("test.onnx: BatchNormalization 'bn'");
    }

    @ParameterizedTest
    @CsvSource({"0,0,1,1", "1,0,0.5,1", "0,1,1,0.25", "1,1,-2,3"})
    void gemmTransposesAndScalesAndBroadcasts(int transA, int transB, float alpha, float beta) {
        NodeProto.Builder gemm = ModelFiles.node("Gemm", "gemm", "a", "y")
                .addInput("b")
                .addInput("c")
                .addAttribute(ModelFiles.integer("transA", transA))
                .addAttribute(ModelFiles.integer("transB", transB))
                .addAttribute(ModelFiles.real("alpha", alpha))
                .addAttribute(ModelFiles.real("beta", beta));
        // The picture, 1 x 2 x 4 x 6, as a matrix of 6 x 8 or 8 x 6.
        NodeProto.Builder matrix =
                ModelFiles.node("Reshape", "matrix", "input", "a").addInput("shape");
        long[] b = transB == 0 ? new long[] {8, 3} : new long[] {3, 8};
        var graph = ModelFiles.graph(matrix, gemm)
                .addInitializer(
                        Tensors.write(Tensor.vector(transA == 0 ? new long[] {6, 8} : new long[] {8, 6}), "shape"))
                .addInitializer(Tensors.write(GradientCheck.apart(b), "b"))
                .addInitializer(Tensors.write(GradientCheck.apart(3), "c"));
        Model model = ModelFiles.read(ModelFiles.file(13, graph));
        float[] y = run(model, "y");
        Tensor weights = GradientCheck.apart(b);
        Tensor shift = GradientCheck.apart(3);
        for (int i = 0; i < 6; i++) {
            for (int j = 0; j < 3; j++) {
                double sum = 0;
                for (int k = 0; k < 8; k++) {
                    sum += PICTURE.get(transA == 0 ? i * 8 + k : k * 6 + i)
                            * weights.get(transB == 0 ? k * 3 + j : j * 8 + k);
                }
                assertThat((double) y[i * 3 + j]).isCloseTo(alpha * sum + beta * shift.get(j), within(1e-4));
            }
        }
        GradientCheck.of(PICTURE).holdsFor(x -> activation(model, x.get(0), "y").squared());
    }

    @Test
    void instanceNormalisationHasItsGradient() {
        Model model = ModelFiles.read(ModelFiles.file(
                17,
                ModelFiles.graph(ModelFiles.node("InstanceNormalization", "in", "input", "y")
                                .addInput("s")
                                .addInput("b"))
                        .addInitializer(Tensors.write(vector(new float[] {2, -1}, 2), "s"))
                        .addInitializer(Tensors.write(vector(new float[] {1, 3}, 2), "b"))));
        GradientCheck.withDynamicSizes(true, PICTURE).holdsFor(x -> activation(model, x.get(0), "y"));
        float[] y = run(model, "y");
        double mean = 0;
        for (int i = 0; i < y.length / 2; i++) {
            mean += y[i];
        }
        assertThat(mean / (y.length / 2)).isCloseTo(1, within(1e-5));
    }

    @ParameterizedTest
    @ValueSource(ints = {11, 13, 18})
    void gradientsOfTheTwoPartsOfASplitMeetInTheWhole(int opset) {
        NodeProto.Builder split = ModelFiles.node("Split", "split", "input", "a")
                .addOutput("b")
                .addAttribute(ModelFiles.integer("axis", 1));
        NodeProto.Builder product = ModelFiles.node("Mul", "product", "a", "y").addInput("b");
        if (opset == 18) {
            split.addAttribute(ModelFiles.integer("num_outputs", 2));
        }
        Model model = ModelFiles.read(ModelFiles.file(opset, ModelFiles.graph(split, product)));
        GradientCheck.withDynamicSizes(true, PICTURE).holdsFor(x -> activation(model, x.get(0), "y"));
    }

    @Test
    void aSplitIntoPartsThatDoNotAddUpIsRefused() {
        Model model = ModelFiles.read(ModelFiles.file(
                13,
                ModelFiles.graph(ModelFiles.node("Split", "split", "input", "y")
                                .addInput("sizes")
                                .addAttribute(ModelFiles.integer("axis", 1)))
                        .addInitializer(Tensors.write(Tensor.vector(3), "sizes"))));
        Graph graph = new Graph();
        Expr x = graph.input("x", ModelFiles.IMAGE);
        assertThatThrownBy(() -> activation(model, x, "y"))
                .isInstanceOf(ModelException.class)
                .hasMessageContainingAll("Split 'split'", "add up");
    }

    @Test
    void clipOfOldOpsetsHasItsBoundsAsAttributes() {
        Model model = ModelFiles.read(ModelFiles.file(
                6,
                ModelFiles.graph(ModelFiles.node("Clip", "relu6", "input", "y")
                        .addAttribute(ModelFiles.real("min", 0))
                        .addAttribute(ModelFiles.real("max", 1.5f)))));
        GradientCheck.withDynamicSizes(true, PICTURE).holdsFor(x -> activation(model, x.get(0), "y"));
        assertThat(run(model, "y")).contains(1.5f, 0).satisfies(y -> assertThat(y[y.length - 1])
                .isBetween(0f, 1.5f));
    }

    @ParameterizedTest
    @CsvSource({"9, 1", "9, 3", "13, 1", "13, -1"})
    void softmaxAddsUpToOneOverWhatItsOpsetSays(int opset, int axis) {
        Model model = ModelFiles.read(ModelFiles.file(
                opset,
                ModelFiles.graph(
                        ModelFiles.node("Softmax", "s", "input", "y").addAttribute(ModelFiles.integer("axis", axis)))));
        GradientCheck.withDynamicSizes(true, PICTURE).holdsFor(x -> activation(model, x.get(0), "y"));
        double sum = 0;
        for (float y : run(model, "y")) {
            sum += y;
        }
        double rows = axis == 1 ? (opset < 13 ? 1 : 24) : 8;
        assertThat(sum).isCloseTo(rows, within(1e-5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "tanh"})
    void geluHasItsGradient(String approximate) {
        Model model = ModelFiles.read(ModelFiles.file(
                20,
                ModelFiles.graph(ModelFiles.node("Gelu", "g", "input", "y")
                        .addAttribute(ModelFiles.text("approximate", approximate)))));
        GradientCheck.withDynamicSizes(true, GradientCheck.apart(1, 2, 3, 4))
                .holdsFor(x -> activation(model, x.get(0), "y"));
    }

    private static Model normalised(int channels, boolean directly) {
        NodeProto.Builder conv = ModelFiles.node("Conv", "conv", "input", "a").addInput("w");
        NodeProto.Builder neg = ModelFiles.node("Neg", "neg", "a", "r");
        NodeProto.Builder norm = ModelFiles.node("BatchNormalization", "bn", directly ? "a" : "r", "y")
                .addInput("v")
                .addInput("v")
                .addInput("v")
                .addInput("v");
        var graph = directly ? ModelFiles.graph(conv, norm) : ModelFiles.graph(conv, neg, norm);
        float[] ones = new float[channels];
        Arrays.fill(ones, 1.25f);
        return ModelFiles.read(ModelFiles.file(
                15,
                graph.addInitializer(Tensors.write(GradientCheck.apart(channels, 2, 2, 2), "w"))
                        .addInitializer(Tensors.write(vector(ones, channels), "v"))));
    }

    private static float[] run(Model model, String value) {
        Graph graph = new Graph();
        graph.output("y", activation(model, graph.input("x", ModelFiles.IMAGE), value));
        try (Program program = Program.load(graph.toModel(), ProgramOptions.DEFAULT.withThreads(1))) {
            return program.run(Map.of("x", PICTURE)).get("y").toFloats();
        }
    }

    private static Expr activation(Model model, Expr x, String name) {
        return x.graph().apply(model, Map.of("input", x)).value(name);
    }

    private static Tensor vector(float[] values, int length) {
        return Tensor.of(Arrays.copyOf(values, length), length);
    }
}
