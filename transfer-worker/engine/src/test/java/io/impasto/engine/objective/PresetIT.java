package io.impasto.engine.objective;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.impasto.engine.image.Picture;
import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.network.Models;
import io.impasto.engine.transfer.Preset;
import io.impasto.engine.transfer.TransferOptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * What a preset's defaults come to, against loops in double precision: for {@code studio}, which no other program has, this is
 * the golden case {@code studio-11x9}.
 */
class PresetIT {

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Preset.class)
    void thePresetsDefaultsEvaluateToItsFormulaInDoublePrecision(Preset preset) throws IOException {
        PlainNetwork plainNetwork = new PlainNetwork(7);
        plainNetwork.model().writeTo(folder.resolve("plain.onnx"));
        FeatureNetwork network = Models.in(folder).named("plain");
        ObjectiveSpec spec = TransferOptions.builder()
                .preset(preset)
                .contentLayers(List.of("relu2_1"))
                .styleLayers(List.of("relu1_1", "relu2_1"))
                .build()
                .objective(network);
        Picture content = Noise.picture(1, 11, 9);
        Picture image = Noise.picture(2, 11, 9);
        List<Style> styles = List.of(new Style(Noise.picture(3, 8, 12), 1));

        PlainObjective plain =
                new PlainObjective(plainNetwork, network.manifest().preprocessing(), spec, content, styles);
        Losses expected = plain.at(PlainObjective.doubles(image));
        Evaluated evaluated = Evaluator.evaluate(network, spec, content, styles, image);

        assertThat(spec.formula().key()).isEqualTo(preset.key());
        expected.content()
                .forEach((layer, loss) ->
                        assertThat(evaluated.losses().content().get(layer)).isCloseTo(loss, within(1e-4 * loss)));
        expected.style()
                .forEach((layer, loss) ->
                        assertThat(evaluated.losses().style().get(layer)).isCloseTo(loss, within(1e-4 * loss)));
        assertThat(evaluated.losses().tv()).isCloseTo(expected.tv(), within(1e-4 * expected.tv()));
        double[] gradient = plain.gradient(PlainObjective.doubles(image));
        double error = 0;
        double norm = 0;
        for (int i = 0; i < gradient.length; i++) {
            error += Math.pow(evaluated.gradient()[i] - gradient[i], 2);
            norm += gradient[i] * gradient[i];
        }
        assertThat(Math.sqrt(error / norm)).isLessThan(1e-3);
    }
}
