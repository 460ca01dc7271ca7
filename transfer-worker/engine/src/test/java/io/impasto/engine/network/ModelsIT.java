package io.impasto.engine.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class ModelsIT {

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void writeANetwork() {
        file = folder.resolve("tiny.onnx");
        SyntheticVgg19.model(1, 4, 4, 4, 4, 4).writeTo(file);
    }

    @Test
    void theBuiltInNetworkNeedsNoFolder() {
        FeatureNetwork slim = Models.in(folder.resolve("none")).open("vgg19-slim");
        assertThat(slim.name()).isEqualTo("vgg19-slim");
        assertThat(slim.sha256()).isEqualTo("e8063f4502ee17c0937f40caf1a7cfd6c3b0ec9372f84ad8624c987f051895a7");
        assertThat(slim.manifest().preprocessing().order()).isEqualTo(ChannelOrder.RGB);
        assertThat(slim.manifest().contentLayers()).containsExactly("style4_1");
        assertThat(slim.layers()).contains("relu1_1", "style1_1", "relu4_1", "style4_1");
        assertThat(slim.leastSide(List.of("style4_1"))).isEqualTo(8);
    }

    @Test
    void aBareFileIsTakenForCaffesConventionWithVggsLayers() {
        NetworkManifest manifest = Models.in(folder).open(file.toString()).manifest();
        assertThat(manifest.name()).isEqualTo("tiny");
        assertThat(manifest.preprocessing()).isEqualTo(Preprocessing.CAFFE);
        assertThat(manifest.contentLayers()).containsExactly("relu4_2");
        assertThat(manifest.styleLayers()).containsExactly("relu1_1", "relu2_1", "relu3_1", "relu4_1", "relu5_1");
    }

    @Test
    void aSqueezeNetHasTheLayersOfItsFireModules() {
        Path squeezeNet =
                Path.of(System.getProperty("impasto.root", "."), "..", "shared", "models", "squeezenet1_1.onnx");
        assumeTrue(Files.exists(squeezeNet), () -> "skipped: " + squeezeNet + " is not on this machine");
        FeatureNetwork network = Models.in(folder).open(squeezeNet.toString());
        assertThat(network.layers())
                .filteredOn(layer -> layer.startsWith("concat"))
                .containsExactly(
                        "concat2_1",
                        "concat2_2",
                        "concat3_1",
                        "concat3_2",
                        "concat4_1",
                        "concat4_2",
                        "concat4_3",
                        "concat4_4");
        assertThat(network.manifest().contentLayers()).containsExactly("concat3_2");
        assertThat(network.manifest().styleLayers()).containsExactly("relu1_1", "concat2_1", "concat3_1", "concat4_1");
    }

    @Test
    void aManifestBesideTheFileDecides() throws IOException {
        Files.writeString(
                folder.resolve("tiny.json"),
                """
                {"licence": "MIT", "contentLayers": ["relu3_1"],
                 "preprocessing": {"order": "RGB", "scale": 0.00392156862745098, "mean": [0.4, 0.5, 0.6], "std": [0.2, 0.2, 0.2]}}
                """);
        NetworkManifest manifest = Models.in(folder).named("tiny").manifest();
        assertThat(manifest.licence()).isEqualTo("MIT");
        assertThat(manifest.contentLayers()).containsExactly("relu3_1");
        assertThat(manifest.preprocessing().mean()).containsExactly(0.4, 0.5, 0.6);
    }

    @Test
    void namesAreListedAndSoIsWhatThereIsWhereOneIsUnknown() {
        assertThat(Models.in(folder).list()).extracting(Listed::name).containsExactly("vgg19-slim", "tiny");
        assertThatThrownBy(() -> Models.in(folder).open("vgg16"))
                .isInstanceOf(NetworkException.class)
                .hasMessageContainingAll("vgg16", "vgg19-slim", "tiny");
    }

    @Test
    void whoAsksFromOutsideIsToldWhatThereIsButNotWhereItLies() {
        assertThatThrownBy(() -> Models.in(folder).named("vgg16"))
                .isInstanceOf(NetworkException.class)
                .hasMessage("no network is called 'vgg16'; there are vgg19-slim, tiny");
    }

    @Test
    void aNameFromOutsideCannotBeAPath() {
        assertThatThrownBy(() -> Models.in(folder.resolve("sub")).named("../tiny"))
                .isInstanceOf(NetworkException.class);
        assertThatThrownBy(() -> Models.in(folder.resolve("sub")).named(file.toString()))
                .isInstanceOf(NetworkException.class);
    }

    @Test
    void anotherFileThanTheManifestMeansIsRefused() throws IOException {
        Files.writeString(folder.resolve("tiny.onnx.json"), "{\"sha256\": \"00\"}");
        assertThatThrownBy(() -> Models.in(folder).named("tiny"))
                .isInstanceOf(NetworkException.class)
                .hasMessageContaining("manifest says 00");
    }

    @Test
    void damagedFilesAreNamed() throws IOException {
        Files.write(folder.resolve("broken.onnx"), new byte[] {1, 2, 3});
        Files.writeString(folder.resolve("tiny.json"), "{");
        for (String name : List.of("broken", "tiny")) {
            assertThatThrownBy(() -> Models.in(folder).named(name))
                    .isInstanceOf(NetworkException.class)
                    .hasMessageContaining(name);
        }
    }

    @Test
    void aManifestThatNamesAMissingLayerIsRefused() throws IOException {
        Files.writeString(folder.resolve("tiny.json"), "{\"contentLayers\": [\"relu9_9\"]}");
        assertThatThrownBy(() -> Models.in(folder).named("tiny"))
                .isInstanceOf(NetworkException.class)
                .hasMessageContainingAll("relu9_9", "relu5_4");
    }

    @Test
    void theSameSeedGivesTheSameBytes() {
        assertThat(SyntheticVgg19.model(7, 2, 2, 2, 2, 2).toOnnx())
                .isEqualTo(SyntheticVgg19.model(7, 2, 2, 2, 2, 2).toOnnx())
                .isNotEqualTo(SyntheticVgg19.model(8, 2, 2, 2, 2, 2).toOnnx());
    }

    @Test
    void theRealVgg19HasItsLayersByPosition() {
        Path vgg = Path.of(System.getProperty("impasto.root", "."), "..", "shared", "models", "vgg19-conv4_1.onnx");
        Assumptions.assumeTrue(Files.isRegularFile(vgg), "skipped: no network at " + vgg);
        assertThat(Models.in(folder).open(vgg.toString()).layers())
                .containsExactly(
                        "relu1_1", "relu1_2", "relu2_1", "relu2_2", "relu3_1", "relu3_2", "relu3_3", "relu3_4",
                        "relu4_1");
    }
}
