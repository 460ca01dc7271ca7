package io.impasto.engine.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.impasto.engine.image.ImageCodec;
import io.impasto.engine.image.Picture;
import io.impasto.engine.network.MobileNetShape;
import io.impasto.engine.network.UnsoundNetworks;
import io.impasto.engine.transfer.Preset;

import static org.assertj.core.api.Assertions.assertThat;

/** Networks that are no VGG, and those that are not sound, on the command line. */
class OtherNetworksOnTheCommandLineIT {
    @TempDir
    Path folder;

    private Path picture;

    @BeforeEach
    void drawAPicture() throws IOException {
        float[] rgb = new float[3 * 48 * 40];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (i % 48 / 6 + i / 48 / 5) % 2 == 0 ? 230 : 20 + i % 48;
        }
        picture = Files.write(folder.resolve("picture.png"), new ImageCodec().encodePng(new Picture(48, 40, rgb)));
    }

    @ParameterizedTest
    @EnumSource(Preset.class)
    void everyPresetPaintsWithANetworkThatIsShapedLikeAMobileNet(Preset preset) {
        Path network = folder.resolve("mobilenet.onnx");
        MobileNetShape.model(3).writeTo(network);
        String name = preset.name().toLowerCase(Locale.ROOT).replace('_', '-');
        Invocation painted = stylize(
                network, "--preset", name, "--content-layers", "add2_1", "--style-layers", "act1_1,add1_1,act2_1");
        assertThat(painted.exitCode()).as(painted.err()).isZero();
        assertThat(folder.resolve("painting.png")).isNotEmptyFile();
    }

    @Test
    void anOperatorWithoutARuleIsNamedWithItsNodeInOneLine() throws IOException {
        expectRefusal(UnsoundNetworks.with("Cos", "layer3/cos"), "Cos", "layer3/cos");
    }

    @Test
    void anOperatorThatOnnxDoesNotHaveIsNamedWithItsNodeInOneLine() throws IOException {
        expectRefusal(UnsoundNetworks.with("Frobnicate", "layer3/frob"), "Frobnicate", "layer3/frob");
    }

    @Test
    void aCyclicNetworkIsRefusedInOneLine() throws IOException {
        expectRefusal(UnsoundNetworks.cyclic(), "cycle");
    }

    @Test
    void aTruncatedNetworkIsRefusedInOneLine() throws IOException {
        byte[] whole = MobileNetShape.model(3).toOnnx();
        expectRefusal(Arrays.copyOf(whole, whole.length / 2), "not an ONNX model, or damaged");
    }

    private void expectRefusal(byte[] onnx, String... words) throws IOException {
        Path network = Files.write(folder.resolve("unsound.onnx"), onnx);
        Invocation refused = stylize(network);
        assertThat(refused.exitCode()).as(refused.err()).isEqualTo(Exit.BAD_INPUT);
        assertThat(refused.err()).hasLineCount(1).contains("unsound").contains(words);
        assertThat(folder.resolve("painting.png")).doesNotExist();
    }

    private Invocation stylize(Path network, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "stylize",
                "--network",
                network.toString(),
                "--content",
                picture.toString(),
                "--style",
                picture.toString(),
                "--size",
                "48",
                "--evaluations",
                "3",
                "--out",
                folder.resolve("painting.png").toString()));
        arguments.addAll(List.of(more));
        return Invocation.of(arguments.toArray(String[]::new));
    }
}
