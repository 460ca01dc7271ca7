package io.impasto.engine.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.impasto.engine.image.Npy;
import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.network.Models;
import io.impasto.engine.objective.Evaluated;
import io.impasto.engine.objective.Evaluator;
import io.impasto.engine.objective.ObjectiveSpec;
import io.impasto.engine.transfer.Preset;
import io.impasto.engine.transfer.PresetDefaults;
import io.impasto.engine.transfer.TransferOptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** That a preset has the objective of the program it is named after, and that it is told the same way everywhere. */
class PresetsIT {

    private static final Path ROOT = Path.of(System.getProperty("impasto.root", "."));
    private static final Path SHARED = ROOT.resolve("../shared").normalize();

    private final ObjectMapper mapper = new ObjectMapper();

    @ParameterizedTest
    @EnumSource(value = Preset.class, mode = EnumSource.Mode.EXCLUDE, names = "STUDIO")
    void thePresetIsTheObjectiveOfItsGoldenCase(Preset preset) throws IOException {
        Path folder = SHARED.resolve("golden").resolve(preset.origin().golden());
        assumeTrue(Files.isDirectory(folder), () -> "skipped: there is no golden case " + folder);
        CaseFolder golden = CaseFolder.read(folder);
        JsonNode expected = mapper.readTree(folder.resolve("expected.json").toFile());
        FeatureNetwork network = Models.standard()
                .open(SHARED.resolve("models/vgg19-conv4_1.onnx").toString());

        // The network ends at relu4_1; all else is the preset's.
        ObjectiveSpec objective = TransferOptions.builder()
                .preset(preset)
                .contentLayers(golden.spec().contentLayers())
                .styleLayers(golden.spec().styleLayers())
                .build()
                .objective(network);
        Evaluated evaluated = Evaluator.evaluate(network, objective, golden.content(), golden.styles(), golden.image());

        assertThat(objective).isEqualTo(golden.spec());
        evaluated.losses().content().forEach((layer, loss) -> assertClose(loss, expected.at("/content/" + layer)));
        evaluated.losses().style().forEach((layer, loss) -> assertClose(loss, expected.at("/style/" + layer)));
        assertClose(evaluated.losses().tv(), expected.get("tv"));
        assertClose(evaluated.losses().total(), expected.get("total"));
        assertThat(relativeError(evaluated.gradient(), Npy.read(folder.resolve("gradient.npy"))))
                .isLessThan(1e-3);
    }

    private static void assertClose(double loss, JsonNode expected) {
        assertThat(expected.isNumber()).isTrue();
        assertThat(loss).isCloseTo(expected.asDouble(), withPercentage(0.01));
    }

    private static double relativeError(float[] gradient, Npy expected) {
        double error = 0;
        double norm = 0;
        for (int i = 0; i < gradient.length; i++) {
            error += Math.pow(gradient[i] - expected.values()[i], 2);
            norm += Math.pow(expected.values()[i], 2);
        }
        return Math.sqrt(error / norm);
    }

    @ParameterizedTest
    @EnumSource(Preset.class)
    void theTableSaysOfEachPresetWhatItDoesAndWhoseItIs(Preset preset) {
        Invocation invocation = Invocation.of("presets");
        PresetDefaults says = preset.defaults();

        assertThat(invocation.exitCode()).as(invocation.err()).isZero();
        assertThat(invocation.out())
                .contains(
                        preset.origin().program(),
                        preset.origin().golden(),
                        says.formula().contentTerm())
                .containsPattern("(?m)^" + preset.key() + " +" + says.pooling().key() + " +"
                        + says.start().key() + " +" + says.optimizer().key() + " +" + says.evaluations() + " ");
        assertThat(invocation.out().lines()).allMatch(line -> line.length() <= 120);
    }

    @Test
    void theJsonHoldsWhatIsFilledInForEachPreset() throws IOException {
        JsonNode presets = mapper.readTree(Invocation.of("presets", "--json").out());
        FeatureNetwork slim = Models.standard().named(Models.BUILT_IN);

        assertThat(presets).hasSize(Preset.values().length);
        for (JsonNode preset : presets) {
            JsonNode filled = TransferOptions.fromJson(mapper.createObjectNode().set("preset", preset.get("preset")))
                    .resolve(slim)
                    .toJson();
            for (String name : List.of(
                    "pooling", "contentWeight", "styleWeight", "tv", "tvWeight", "optimizer", "evaluations", "start")) {
                assertThat(preset.get(name).asText())
                        .as(name)
                        .isEqualTo(filled.get(name).asText());
            }
        }
    }

    @Test
    void thePageAboutThePresetsIsTheirs() throws IOException {
        Path page = ROOT.resolve("deploy/docs/presets.md");
        String text = Files.readString(page);

        assertThat(text).contains(row("", preset -> "`" + preset.key() + "`"));
        assertThat(text).contains(row("objective of", preset -> preset.origin().program()));
        assertThat(text).contains(row("golden case", preset -> preset.origin().golden()));
        for (String label : List.of("content", "style", "tv")) {
            assertThat(text)
                    .contains(row(
                            label, preset -> code(PresetsCommand.details(preset).get(label))));
        }
        for (String label : List.of("content layers", "style layers", "levels")) {
            assertThat(text).contains(row(label, preset -> PresetsCommand.details(preset)
                    .get(label)));
        }
        assertThat(text)
                .contains(row("pooling", preset -> preset.defaults().pooling().key()));
        assertThat(text)
                .contains(row(
                        "w_c, w_s, w_tv",
                        preset -> PresetHelp.number(preset.defaults().contentWeight()) + ", "
                                + PresetHelp.number(preset.defaults().styleWeight()) + ", "
                                + PresetHelp.number(preset.defaults().tvWeight())));
        assertThat(text)
                .contains(row(
                        "optimiser, evaluations",
                        preset -> preset.defaults().optimizer().key() + ", "
                                + preset.defaults().evaluations()));
        assertThat(text)
                .contains(row("start", preset -> preset.defaults().start().key()));
    }

    private static String code(String term) {
        return term.equals("none") ? term : "`" + term + "`";
    }

    private static String row(String label, Function<Preset, String> cell) {
        return "| " + label + Arrays.stream(Preset.values()).map(cell).collect(Collectors.joining(" | ", " | ", " |"));
    }
}
