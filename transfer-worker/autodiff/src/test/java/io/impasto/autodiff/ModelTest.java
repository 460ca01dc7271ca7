package io.impasto.autodiff;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ModelTest {
    private static final Tensor PICTURE = GradientCheck.apart(1, 2, 4, 6);

    @Test
    void aModelThatIsWrittenAndReadIsTheSame() throws IOException {
        Graph graph = new Graph();
        Expr x = graph.input("x", Shape.of(1, 2, Shape.UNKNOWN, 6));
        graph.output(
                "y",
                x.conv(graph.constant(GradientCheck.apart(3, 2, 3, 3)), null).relu());
        Model written = graph.toModel();
        Model read = Model.read(new ByteArrayInputStream(written.toOnnx()), "again");
        assertThat(read.nodes()).extracting(ModelNode::operator).containsExactly("Conv", "Relu");
        assertThat(read.inputs()).isEqualTo(written.inputs());
        assertThat(read.opset()).isEqualTo(written.opset());
        String weights = read.nodes().get(0).inputs().get(1);
        assertThat(read.weight(weights).orElseThrow().toFloats())
                .isEqualTo(GradientCheck.apart(3, 2, 3, 3).toFloats());
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertRefused(() -> Model.read(Path.of("nowhere/vgg.onnx")), "nowhere/vgg.onnx", "no such file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GIF89a", "<html><body>not found</body></html>"})
    void aFileThatIsNoModelIsRefused(String content) {
        assertRefused(() -> Model.of(content.getBytes(StandardCharsets.UTF_8), "vgg.onnx"), "vgg.onnx");
    }

    @Test
    void aModelThatIsTruncatedOrDamagedAnywhereIsRefusedOrRead() {
        byte[] sound = ModelFiles.file(17, ModelFiles.graph(ModelFiles.node("Relu", "r", "input", "y")))
                .build()
                .toByteArray();
        Random random = new Random(6);
        for (int i = 0; i < 500; i++) {
            byte[] damaged = Arrays.copyOf(sound, i % 2 == 0 ? random.nextInt(sound.length) : sound.length);
            if (damaged.length > 0) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                assertThat(Model.of(damaged, "vgg.onnx").nodes()).isNotEmpty();
            } catch (ModelException refused) {
                assertThat(refused).hasMessageStartingWith("vgg.onnx: ");
                assertThat(refused.getMessage().lines()).hasSize(1);
            }
        }
    }

    @Test
    void aTruncatedModelIsRefused() {
        byte[] sound = ModelFiles.file(17, ModelFiles.graph(ModelFiles.node("Relu", "r", "input", "y")))
                .build()
                .toByteArray();
        assertRefused(
                () -> Model.of(Arrays.copyOf(sound, sound.length - 5), "vgg.onnx"),
                "vgg.onnx",
                "not an ONNX model, or damaged");
    }

    @Test
    void aCycleIsRefused() {
        NodeProto.Builder first = ModelFiles.node("Add", "first", "input", "a").addInput("b");
        NodeProto.Builder second = ModelFiles.node("Relu", "second", "a", "b");
        assertRefused(() -> ModelFiles.model(first, second), "test.onnx", "cycle", "first");
    }

    @Test
    void nodesInAnyOrderAreSorted() {
        Model model = ModelFiles.model(
                ModelFiles.node("Relu", "last", "b", "c"),
                ModelFiles.node("Exp", "first", "input", "a"),
                ModelFiles.node("Neg", "second", "a", "b"));
        assertThat(model.nodes()).extracting(ModelNode::name).containsExactly("first", "second", "last");
    }

    @Test
    void aMissingWeightIsNamedWithTheNodeThatReadsIt() {
        NodeProto.Builder conv = ModelFiles.node("Conv", "conv1", "input", "y").addInput("conv1.weight");
        assertRefused(() -> ModelFiles.model(conv), "test.onnx", "Conv 'conv1'", "'conv1.weight'");
    }

    @Test
    void aValueThatIsComputedTwiceIsRefused() {
        assertRefused(
                () -> ModelFiles.model(
                        ModelFiles.node("Exp", "one", "input", "y"), ModelFiles.node("Neg", "two", "input", "y")),
                "'y'",
                "twice");
    }

    @Test
    void aWeightWhoseSizeContradictsItsShapeIsRefusedBeforeMemoryIsTaken() {
        TensorProto.Builder huge = TensorProto.newBuilder()
                .setName("w")
                .setDataType(1)
                .addDims(1L << 40)
                .addDims(1L << 40);
        ModelProto.Builder file = ModelFiles.file(
                17, ModelFiles.graph(ModelFiles.node("Relu", "r", "input", "y")).addInitializer(huge));
        assertRefused(() -> ModelFiles.read(file), "test.onnx", "'w'", "too large");
        huge.clearDims().addDims(500_000_000).addFloatData(1);
        ModelProto.Builder other = ModelFiles.file(
                17, ModelFiles.graph(ModelFiles.node("Relu", "r", "input", "y")).addInitializer(huge));
        assertRefused(() -> ModelFiles.read(other), "'w'", "500000000", "has 1");
    }

    @Test
    void aLayerThatIsNotThereIsNamed() {
        Model model = ModelFiles.model(ModelFiles.node("Relu", "r", "input", "relu1_1"));
        Graph graph = new Graph();
        Activations net = graph.apply(model, Map.of("input", graph.input("x", ModelFiles.IMAGE)));
        assertRefused(() -> net.value("relu9_1"), "test.onnx", "'relu9_1'");
    }

    @Test
    void anInputThatIsNotThereOrNotFedOrDoesNotFitIsNamed() {
        Model model = ModelFiles.model(ModelFiles.node("Relu", "r", "input", "y"));
        Graph graph = new Graph();
        Expr x = graph.input("x", ModelFiles.IMAGE);
        Expr flat = graph.input("flat", Shape.of(3, 2));
        assertRefused(() -> graph.apply(model, Map.of("image", x)), "'image'", "input");
        assertRefused(() -> graph.apply(model, Map.of("input", flat)), "[1 x 2 x ? x ?]", "[3 x 2]");
        assertRefused(() -> graph.apply(model, Map.of()).value("y"), "'input' was not fed");
    }

    @Test
    void onlyTheLayersUpToTheDeepestThatIsUsedJoinTheProgram() {
        Model model = ModelFiles.model(
                ModelFiles.node("Exp", "a", "input", "a"),
                ModelFiles.node("Neg", "b", "a", "b"),
                ModelFiles.node("NoSuchOperator", "c", "b", "c"));
        Graph graph = new Graph();
        graph.output(
                "b",
                graph.apply(model, Map.of("input", graph.input("x", ModelFiles.IMAGE)))
                        .value("b"));
        assertThat(graph.toModel().nodes()).extracting(ModelNode::operator).containsExactly("Exp", "Neg");
    }

    @Test
    void anOperatorThatOnnxRuntimeDoesNotKnowIsRefusedWhenTheProgramIsLoaded() {
        Model model = ModelFiles.model(ModelFiles.node("NoSuchOperator", "c", "input", "c"));
        assertRefused(() -> Program.load(model, ProgramOptions.DEFAULT), "test.onnx", "NoSuchOperator");
    }

    @Test
    void weightsInHalfPrecisionThatAreCastOnLoadCanBeSeenThrough() {
        Tensor weights = GradientCheck.apart(3, 2, 3, 3);
        ModelProto.Builder file = ModelFiles.file(
                17,
                ModelFiles.graph(
                                ModelFiles.node("Cast", "widen", "half", "w").addAttribute(integer("to", 1)),
                                ModelFiles.node("Conv", "conv", "input", "y").addInput("w"))
                        .addInitializer(Tensors.write(weights.cast(DataType.FLOAT16), "half")));
        Model model = ModelFiles.read(file);
        GradientCheck.of(PICTURE).holdsFor(x -> activation(model, x.get(0), "y"));
    }

    @Test
    void formsOfOlderOpsetsCanBeReadAndDifferentiated() {
        Model model = ModelFiles.read(ModelFiles.file(
                9,
                ModelFiles.graph(
                        ModelFiles.node("Pad", "pad", "input", "padded")
                                .addAttribute(integers("pads", 0, 0, 1, 0, 0, 0, 0, 2)),
                        ModelFiles.node("Slice", "slice", "padded", "sliced")
                                .addAttribute(integers("starts", 1, 0))
                                .addAttribute(integers("ends", 5, 7))
                                .addAttribute(integers("axes", 2, 3)),
                        ModelFiles.node("Dropout", "dropout", "sliced", "kept"),
                        ModelFiles.node("ReduceMean", "mean", "kept", "rows").addAttribute(integers("axes", 3)),
                        ModelFiles.node("Squeeze", "squeeze", "rows", "flat").addAttribute(integers("axes", 3)),
                        ModelFiles.node("Unsqueeze", "unsqueeze", "flat", "deep")
                                .addAttribute(integers("axes", 0)),
                        ModelFiles.node("ReduceSum", "sum", "deep", "y").addAttribute(integers("axes", 3)))));
        GradientCheck.of(PICTURE).holdsFor(x -> activation(model, x.get(0), "y"));
        GradientCheck.withDynamicSizes(true, PICTURE).holdsFor(x -> activation(model, x.get(0), "y"));
    }

    @Test
    void anOperatorWhoseMeaningHasChangedSinceTheModelsOpsetIsRefused() {
        Model model =
                ModelFiles.read(ModelFiles.file(9, ModelFiles.graph(ModelFiles.node("LogSoftmax", "s", "input", "y"))));
        Graph graph = new Graph();
        Expr x = graph.input("x", ModelFiles.IMAGE);
        assertRefused(() -> activation(model, x, "y"), "test.onnx", "LogSoftmax 's'", "opset 9");
    }

    @Test
    void averagePoolingReplacesMaxPoolingOverTheSameWindows() {
        NodeProto.Builder pool = ModelFiles.node("MaxPool", "pool", "input", "y")
                .addAttribute(integers("kernel_shape", 2, 2))
                .addAttribute(integers("strides", 2, 2))
                .addAttribute(integers("dilations", 1, 1))
                .addAttribute(integer("storage_order", 0));
        Model model = ModelFiles.model(pool).withAveragePooling();
        Graph graph = new Graph();
        graph.output("y", activation(model, graph.input("x", ModelFiles.IMAGE), "y"));
        Tensor x = Tensor.of(new float[] {1, 2, 3, 6, 5, 6, 7, 10}, 1, 2, 2, 2);
        try (Program program = Program.load(graph.toModel(), ProgramOptions.DEFAULT)) {
            assertThat(program.run(Map.of("x", x)).get("y").toFloats()).containsExactly(3, 7);
        }
    }

    private static Expr activation(Model model, Expr x, String name) {
        return x.graph().apply(model, Map.of("input", x)).value(name);
    }

    private static void assertRefused(ThrowingCallable action, String... words) {
        assertThatThrownBy(action).isInstanceOf(ModelException.class).hasMessageContainingAll(words);
    }

    private static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.INT)
                .setI(value)
                .build();
    }

    private static AttributeProto integers(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS);
        Arrays.stream(values).forEach(attribute::addInts);
        return attribute.build();
    }

    @Test
    void multiplyAddsAreThoseOfConvolutionsAndProducts() {
        assertThat(convolutionAndProduct(5).multiplyAdds()).isEqualTo(4 * 5 * 7 * 3 * 9 + 4 * 4 * 35);
        assertThatThrownBy(() -> convolutionAndProduct(Shape.UNKNOWN).multiplyAdds())
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("is not fixed");
    }

    private static Graph convolutionAndProduct(long height) {
        Graph graph = new Graph();
        Expr image = graph.input("image", Shape.of(1, 3, height, 7));
        graph.output(
                "gram",
                image.conv(graph.constant(Tensor.allocate(4, 3, 3, 3)), null).gram());
        return graph;
    }
}
