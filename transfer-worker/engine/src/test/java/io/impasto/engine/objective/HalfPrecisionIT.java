package io.impasto.engine.objective;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.impasto.autodiff.Device;
import io.impasto.engine.device.Execution;
import io.impasto.engine.device.Precision;
import io.impasto.engine.image.Picture;
import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.network.Models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Holds float16 to float32, on the processor: the device aside, all of it is what a GPU runs. */
class HalfPrecisionIT {
    private static final Execution HALF = new Execution(Device.CPU, Precision.HALF, 1);
    private static final List<String> SLIM = List.of("style1_1", "style2_1", "style3_1", "style4_1");
    private static final List<String> VGG = List.of("relu1_1", "relu2_1", "relu3_1", "relu4_1");

    @ParameterizedTest
    @EnumSource(
            value = Formula.class,
            names = {"STUDIO", "KERAS", "REPORT", "GATYS", "NEURAL_STYLE"})
    void lossesAndGradientOfTheBuiltInNetworkAreThoseOfFloat32(Formula formula) {
        FeatureNetwork network = Models.standard().open("vgg19-slim");
        assertParity(network, spec(formula, "style4_1", SLIM));
    }

    @Test
    void lossesAndGradientOfVgg19AreThoseOfFloat32() {
        Path file = Path.of(System.getProperty("impasto.root", "."), "..", "shared", "models", "vgg19-conv4_1.onnx");
        Assumptions.assumeTrue(file.toFile().exists(), () -> "skipped: " + file + " is not on this machine");
        FeatureNetwork network = Models.standard().open(file.toString());
        assertParity(network, spec(Formula.STUDIO, "relu4_1", VGG));
        assertParity(network, spec(Formula.NEURAL_STYLE, "relu3_1", VGG));
    }

    private static void assertParity(FeatureNetwork network, ObjectiveSpec spec) {
        Picture content = blobs(1, 61, 48);
        Picture image = blobs(2, 61, 48);
        List<Style> styles = List.of(new Style(blobs(3, 50, 66), 1));
        Evaluated single = Evaluator.evaluate(network, spec, content, styles, image);
        Evaluated half = Evaluator.evaluate(network, HALF, spec, content, styles, image);
        single.losses()
                .content()
                .forEach((layer, loss) ->
                        assertThat(half.losses().content().get(layer)).as(layer).isCloseTo(loss, within(1e-3 * loss)));
        single.losses()
                .style()
                .forEach((layer, loss) ->
                        assertThat(half.losses().style().get(layer)).as(layer).isCloseTo(loss, within(1e-3 * loss)));
        assertThat(half.losses().tv()).as("tv").isEqualTo(single.losses().tv());
        // Where the largest of a window is nearly a tie, rounding moves the gradient to its neighbour, in any
        // precision.
        Evaluated rounded = Evaluator.evaluate(network, spec, content, styles, rounded(image));
        assertThat(RelativeError.of(half.gradient(), single.gradient()))
                .as("gradient, against what float32 itself makes of an image that is rounded to 11 bits")
                .isLessThan(Math.max(1e-2, RelativeError.of(rounded.gradient(), single.gradient())));
    }

    private static Picture rounded(Picture picture) {
        float[] rgb = picture.rgb().clone();
        for (int i = 0; i < rgb.length; i++) {
            float ulp = Math.ulp(rgb[i]) * (1 << 13);
            rgb[i] = Math.round(rgb[i] / ulp) * ulp;
        }
        return new Picture(picture.width(), picture.height(), rgb);
    }

    private static ObjectiveSpec spec(Formula formula, String content, List<String> style) {
        return new ObjectiveSpec(
                formula, Pooling.MAX, List.of(content), style, 1, 300, 0.25, TotalVariation.QUADRATIC, 1e-3);
    }

    /** Soft spots of colour, smooth as pictures are. */
    private static Picture blobs(long seed, int width, int height) {
        Random random = new Random(seed);
        double[][] waves = new double[9][];
        for (int i = 0; i < waves.length; i++) {
            waves[i] = random.doubles(3, -0.4, 0.4).toArray();
        }
        float[] rgb = new float[3 * width * height];
        for (int i = 0; i < rgb.length; i++) {
            int channel = i / (width * height);
            int y = i / width % height;
            int x = i % width;
            double value = 127.5 + 10 * random.nextDouble();
            for (int k = 0; k < 3; k++) {
                double[] wave = waves[3 * channel + k];
                value += 40 * Math.sin(wave[0] * x + wave[1] * y + 9 * wave[2]);
            }
            rgb[i] = (float) value;
        }
        return new Picture(width, height, rgb);
    }
}
