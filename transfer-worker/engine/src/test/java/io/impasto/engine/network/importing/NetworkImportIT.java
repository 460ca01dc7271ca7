package io.impasto.engine.network.importing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnxruntime.OrtException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.network.Models;
import io.impasto.engine.network.NetworkException;
import io.impasto.engine.network.Preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class NetworkImportIT {
    private static final NetworkImport PLAIN = new NetworkImport(null, Convention.TORCHVISION, null, null, null, false);
    private static final String TF = "StatefulPartitionedCall/net/";

    @TempDir
    Path folder;

    @Test
    void anExportOfTorchvisionKeepsItsFeaturesAndLosesSizeAndClassifier() throws IOException, OrtException {
        ModelProto imported = imported(OnnxFiles.torchvision());

        assertThat(operators(imported)).containsExactly("Conv", "Relu", "MaxPool", "Conv", "Relu");
        assertThat(imported.getGraph().getInitializerList())
                .extracting(weight -> weight.getName())
                .containsExactlyInAnyOrder(
                        "features.0.weight", "features.0.bias", "features.2.weight", "features.2.bias");
        Features image = Features.image(16, 16);
        byte[] original = OnnxFiles.torchvision("10", "13");
        assertSame(imported, "relu1_1", image, Features.of(original, "input.1", "10", image));
        assertSame(imported, "relu2_1", image, Features.of(original, "input.1", "13", image));
        assertThat(Features.of(imported.toByteArray(), "input.1", "relu2_1", Features.image(18, 11))
                        .shape())
                .containsExactly(1, 6, 9, 5);
    }

    @Test
    void anExportOfTheModelZooKeepsItsFeatures() throws IOException, OrtException {
        ModelProto imported = imported(OnnxFiles.zoo());

        assertThat(operators(imported)).containsExactly("Conv", "Relu", "MaxPool", "Conv", "Relu");
        assertThat(imported.getGraph().getInputList()).hasSize(1);
        Features image = Features.image(16, 16);
        byte[] original = OnnxFiles.zoo("vgg0_relu0_fwd", "vgg0_relu1_fwd");
        assertSame(imported, "relu1_1", image, Features.of(original, "data", "vgg0_relu0_fwd", image));
        assertSame(imported, "relu2_1", image, Features.of(original, "data", "vgg0_relu1_fwd", image));
    }

    @Test
    void anExportOfTensorFlowTakesChannelsFirstAndHasNoTransposeLeft() throws IOException, OrtException {
        ModelProto imported = imported(OnnxFiles.tensorflow());

        assertThat(operators(imported))
                .containsExactly("Conv", "Add", "Relu", "Pad", "Concat", "MaxPool", "Conv", "Add", "Relu");
        Features image = Features.image(13, 10);
        byte[] original = OnnxFiles.tensorflow(TF + "block1_conv1/Relu:0");
        Features last = image.channelsLast();
        assertSame(
                imported,
                "relu1_1",
                image,
                Features.of(original, "input_1", TF + "block1_conv1/Relu:0", last)
                        .channelsFirst());
        assertSame(
                imported,
                "relu2_1",
                image,
                Features.of(original, "input_1", "block2_conv1", last).channelsFirst());
    }

    @Test
    void theNetworkEndsAtTheLayerThatIsAskedFor() throws IOException {
        FeatureNetwork network = new NetworkImport("cut", Convention.UNIT, "MIT", "a test", "relu1_1", false)
                .into(models(), file(OnnxFiles.torchvision()));

        assertThat(network.layers()).containsExactly("relu1_1");
        FeatureNetwork again = models().named("cut");
        assertThat(again.manifest().licence()).isEqualTo("MIT");
        assertThat(again.manifest().source()).isEqualTo("a test");
        assertThat(again.manifest().preprocessing()).isEqualTo(Preprocessing.UNIT);
        assertThat(again.sha256()).isEqualTo(network.sha256());
    }

    @ParameterizedTest
    @ValueSource(strings = {"vgg16", "vgg19"})
    void kerasWeightsBecomeTheNetworkOfTheirDepth(String name) throws IOException, OrtException {
        Path file = folder.resolve("weights_notop.h5");
        KerasFiles.write(file, name.equals("vgg16") ? KerasFiles.VGG16 : KerasFiles.VGG19);

        FeatureNetwork network = new NetworkImport(null, null, null, null, null, false).into(models(), file);

        assertThat(network.name()).isEqualTo(name);
        assertThat(network.layers())
                .hasSize(name.equals("vgg16") ? 13 : 16)
                .startsWith("relu1_1", "relu1_2", "relu2_1");
        assertThat(network.manifest().preprocessing()).isEqualTo(Preprocessing.CAFFE);
        assertThat(network.manifest().licence()).contains("CC BY 4.0");
        assertThat(network.manifest().styleLayers())
                .containsExactly("relu1_1", "relu2_1", "relu3_1", "relu4_1", "relu5_1");
        Features image = Features.image(4, 5);
        Features first = Features.of(bytes(name), "image", "relu1_1", image);
        float[][][][] kernel = KerasFiles.kernel(new Random(5), 3);
        for (int channel = 0; channel < KerasFiles.WIDTH; channel++) {
            assertThat(first.values()[(channel * 4 + 2) * 5 + 3])
                    .isCloseTo(convolved(image, kernel, channel, 2, 3), within(1e-3f));
        }
    }

    @Test
    void aWholeSavedModelOfKerasLosesItsClassifier() throws IOException {
        Path file = folder.resolve("model.h5");
        KerasFiles.writeSavedModel(file);
        FeatureNetwork network = new NetworkImport("whole", null, null, null, null, false).into(models(), file);
        assertThat(network.layers()).hasSize(13).endsWith("relu5_3");
    }

    @Test
    void whatTheManifestBesideAnExportSaysNeedNotBeNamed() throws IOException {
        FeatureNetwork before = PLAIN.into(models(), file(OnnxFiles.torchvision()));
        Path there = models().folder().resolve("export.onnx");
        FeatureNetwork again = new NetworkImport("again", null, null, null, null, false).into(models(), there);
        assertThat(again.manifest().preprocessing()).isEqualTo(Preprocessing.TORCHVISION);
        assertThat(again.manifest().source()).isEqualTo(before.manifest().source());
    }

    @Test
    void aLayerThatIsMissingFromKerasWeightsIsNamed() {
        Path file = folder.resolve("vgg.h5");
        KerasFiles.write(file, Set.of("block3_conv2"), KerasFiles.VGG19);
        assertRefused(file, "block3_conv2", "missing");
    }

    @Test
    void kerasWeightsOfAnotherDepthAreNoVgg() {
        Path file = folder.resolve("vgg.h5");
        KerasFiles.write(file, 2, 2, 2, 2, 2);
        assertRefused(file, "[2, 2, 2, 2, 2]");
    }

    @Test
    void aTruncatedFileOfKerasIsDamaged() throws IOException {
        Path file = folder.resolve("vgg.h5");
        KerasFiles.write(file, KerasFiles.VGG16);
        byte[] whole = Files.readAllBytes(file);
        for (int part : new int[] {9, 100, whole.length / 2, whole.length - 100}) {
            Files.write(file, Arrays.copyOf(whole, part));
            assertRefused(file, "vgg.h5");
        }
    }

    @Test
    void preprocessingThatNobodyKnowsHasToBeNamed() throws IOException {
        Path file = file(OnnxFiles.torchvision());
        assertThatThrownBy(() -> new NetworkImport(null, null, null, null, null, false).into(models(), file))
                .isInstanceOf(NetworkException.class)
                .hasMessageContainingAll("--preprocessing", "caffe", "torchvision", "rgb-means");
    }

    @Test
    void anUnknownOperatorBeforeTheFeaturesIsNamed() throws IOException {
        assertRefused(file(OnnxFiles.unknownOperator("Frobnicate")), "Frobnicate");
    }

    @Test
    void aCyclicGraphIsRefused() throws IOException {
        assertRefused(file(OnnxFiles.cyclic()), "cycle");
    }

    @Test
    void aTruncatedExportIsRefused() throws IOException {
        byte[] whole = OnnxFiles.torchvision();
        for (int length : new int[] {0, 7, whole.length / 2, whole.length - 1}) {
            assertRefused(file(Arrays.copyOf(whole, length)), "export.onnx");
        }
    }

    @Test
    void aNetworkIsReplacedOnlyWhereThatIsAskedFor() throws IOException {
        Path file = file(OnnxFiles.torchvision());
        PLAIN.into(models(), file);
        byte[] before = bytes("export");
        Files.write(file, OnnxFiles.zoo());
        assertThatThrownBy(() -> PLAIN.into(models(), file)).hasMessageContaining("--force");
        assertThat(bytes("export")).isEqualTo(before);

        FeatureNetwork network = new NetworkImport(null, Convention.CAFFE, null, null, null, true).into(models(), file);
        assertThat(models().named("export").sha256()).isEqualTo(network.sha256());
        assertThat(bytes("export")).isNotEqualTo(before);
    }

    private void assertRefused(Path file, String... saying) {
        assertThatThrownBy(() -> PLAIN.into(models(), file))
                .isInstanceOf(NetworkException.class)
                .hasMessageContainingAll(saying);
        assertThat(models().folder().toFile().list()).isNullOrEmpty();
    }

    /** One element of a convolution that keeps the size, with ReLU; written out. */
    private static float convolved(Features image, float[][][][] kernel, int to, int y, int x) {
        int height = (int) image.shape()[2];
        int width = (int) image.shape()[3];
        float sum = KerasFiles.bias()[to];
        for (int dy = -1; dy <= 1; dy++) {
            for (int dx = -1; dx <= 1; dx++) {
                for (int from = 0; from < 3; from++) {
                    boolean inside = y + dy >= 0 && y + dy < height && x + dx >= 0 && x + dx < width;
                    sum += inside
                            ? image.values()[(from * height + y + dy) * width + x + dx]
                                    * kernel[dy + 1][dx + 1][from][to]
                            : 0;
                }
            }
        }
        return Math.max(0, sum);
    }

    private static void assertSame(ModelProto imported, String layer, Features image, Features original)
            throws OrtException {
        String input = imported.getGraph().getInput(0).getName();
        Features features = Features.of(imported.toByteArray(), input, layer, image);
        assertThat(features.shape()).isEqualTo(original.shape());
        assertThat(features.values()).containsExactly(original.values(), within(1e-3f));
        assertThat(IntStream.range(0, features.values().length).filter(i -> features.values()[i] > 1))
                .isNotEmpty();
    }

    private static List<String> operators(ModelProto model) {
        return model.getGraph().getNodeList().stream().map(NodeProto::getOpType).toList();
    }

    private ModelProto imported(byte[] onnx) throws IOException {
        PLAIN.into(models(), file(onnx));
        return ModelProto.parseFrom(bytes("export"));
    }

    private byte[] bytes(String name) throws IOException {
        return Files.readAllBytes(models().folder().resolve(name + ".onnx"));
    }

    private Models models() {
        return Models.in(folder.resolve("models"));
    }

    private Path file(byte[] onnx) throws IOException {
        return Files.write(folder.resolve("export.onnx"), onnx);
    }
}
