package io.impasto.engine.transfer;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.network.Models;
import io.impasto.engine.objective.Pooling;
import io.impasto.engine.objective.TotalVariation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TransferOptionsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"size\": 31}|size|32 to 4096",
                "{\"size\": 1e300}|size|whole number",
                "{\"size\": 4294967552}|size|32 to 4096",
                "{\"size\": 256.5}|size|whole number",
                "{\"size\": \"256\"}|size|must be a number",
                "{\"evaluations\": 0}|evaluations|1 to 10000",
                "{\"levels\": 7}|levels|1 to 6",
                "{\"learningRate\": 0}|learningRate|above 0",
                "{\"momentum\": 1}|momentum|below 1",
                "{\"decayRate\": 1.5}|decayRate|at most 1",
                "{\"decaySteps\": 0}|decaySteps|1 to 1000000",
                "{\"seed\": -1}|seed|0 to 9007199254740991",
                "{\"styleWeight\": -1}|styleWeight|0 to 1e12",
                "{\"tvWeight\": 2e12}|tvWeight|0 to 1e12",
                "{\"preset\": \"gatsy\"}|preset|studio, gatys, neural-style, keras, report",
                "{\"optimizer\": \"newton\"}|optimizer|lbfgs, adam, sgd",
                "{\"start\": 3}|start|string",
                "{\"contentLayers\": []}|contentLayers|1 to 16",
                "{\"contentLayers\": [\"a\", \"a\"]}|contentLayers|once",
                "{\"styleLayers\": [\"no space\"]}|styleLayers|no space",
                "{\"styleLayers\": {\"0\": \"a\"}}|styleLayers|array",
                "{\"styleWeights\": [0, 0]}|styleWeights|above 0",
                "{\"styleWeights\": [1, -1]}|styleWeights|0 to 1e6",
                "{\"styleLayerWeights\": [0, 0]}|styleLayerWeights|above 0",
                "{\"contentLayerWeights\": [-1]}|contentLayerWeights|0 to 1e6",
                "{\"contentLayerWeights\": [1e999]}|contentLayerWeights|0 to 1e6",
                "{\"styleLayerWeights\": [\"NaN\"]}|styleLayerWeights|array of numbers",
                "{\"styleLayers\": [\"a\", \"b\"], \"styleLayerWeights\": [1]}|styleLayerWeights|one weight for each of a, b",
                "{\"styleWeight\": \"NaN\"}|styleWeight|must be a number",
                "{\"styleWeight\": 1e999}|styleWeight|0 to 1e12",
                "{\"styleWeight\": 0, \"contentWeight\": 0}|styleWeight|nothing to paint",
                "{\"intensity\": 101}|intensity|0 to 100",
                "{\"intensity\": -1}|intensity|0 to 100",
                "{\"intensity\": 50, \"styleWeight\": 300}|intensity|give one of them",
                "{\"intensity\": 50, \"preset\": \"gatys\"}|intensity|studio alone, not with gatys",
                "{\"styleScale\": 0.2}|styleScale|0.25 to 4",
                "{\"styleScale\": 4.5}|styleScale|0.25 to 4",
                "{\"pooling\": \"median\"}|pooling|max, avg",
                "{\"color\": \"red\"}|color|style, content, matched",
                "{\"tv\": \"cubic\"}|tv|keras, quadratic",
                "{\"styleWeights\": [1, \"x\"]}|styleWeights|array of numbers",
                "{\"stlyeWeight\": 3}|stlyeWeight|styleWeight",
            })
    void whatCannotBeIsNamedWithWhatCan(String json, String option, String hint) throws JsonProcessingException {
        JsonNode node = JSON.readTree(json);
        assertThatThrownBy(() -> TransferOptions.fromJson(node))
                .isInstanceOfSatisfying(InvalidOption.class, invalid -> {
                    assertThat(invalid.option()).isEqualTo(option);
                    assertThat(invalid).hasMessageContaining(option).hasMessageContaining(hint);
                });
    }

    @Test
    void notANumberIsOutOfEveryRange() {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThatThrownBy(() -> TransferOptions.builder().styleWeight(bad).build())
                    .isInstanceOf(InvalidOption.class);
            assertThatThrownBy(
                            () -> TransferOptions.builder().contentWeight(bad).build())
                    .isInstanceOf(InvalidOption.class);
            assertThatThrownBy(() -> TransferOptions.builder().tvWeight(bad).build())
                    .isInstanceOf(InvalidOption.class);
            assertThatThrownBy(() -> TransferOptions.builder().learningRate(bad).build())
                    .isInstanceOf(InvalidOption.class);
            assertThatThrownBy(() -> TransferOptions.builder().momentum(bad).build())
                    .isInstanceOf(InvalidOption.class);
            assertThatThrownBy(() -> TransferOptions.builder().decayRate(bad).build())
                    .isInstanceOf(InvalidOption.class);
            assertThatThrownBy(() -> TransferOptions.builder()
                            .styleWeights(List.of(1.0, bad))
                            .build())
                    .isInstanceOf(InvalidOption.class);
        }
    }

    @Property
    void everyWeightIsEitherInRangeOrRefused(@ForAll double weight) {
        boolean fits = weight >= 0 && weight <= 1e12;
        TransferOptions.Builder builder = TransferOptions.builder().styleWeight(weight);
        if (fits) {
            assertThat(builder.build().styleWeight()).isEqualTo(weight);
        } else {
            assertThatThrownBy(builder::build).isInstanceOf(InvalidOption.class);
        }
    }

    @Test
    void jsonComesBackAsItWent() throws IOException {
        TransferOptions all = TransferOptions.builder()
                .preset(Preset.KERAS)
                .network("vgg19-slim")
                .size(333)
                .evaluations(7)
                .previewEvaluations(3)
                .levels(2)
                .optimizer(OptimiserKind.ADAM)
                .learningRate(0.5)
                .momentum(0.1)
                .decayRate(0.9)
                .decaySteps(10)
                .start(Start.IMAGE)
                .startImage("ab")
                .seed((1L << 53) - 1)
                .contentWeight(1e12)
                .styleWeight(0.0)
                .styleScale(0.5)
                .tvWeight(1e-6)
                .contentLayers(List.of("relu4_1"))
                .styleLayers(List.of("style1_1", "style2_1"))
                .contentLayerWeights(List.of(2.0))
                .styleLayerWeights(List.of(0.0, 0.5))
                .pooling(Pooling.AVG)
                .color(ColorMode.MATCHED)
                .tv(TotalVariation.QUADRATIC)
                .styleWeights(List.of(1.0, 2.5))
                .contentMasks(List.of("-", "a".repeat(64)))
                .styleMasks(List.of("b".repeat(64)))
                .build();
        assertThat(TransferOptions.fromJson(JSON.readTree(all.toJson().toString())))
                .isEqualTo(all);
        assertThat(all.toBuilder().build()).isEqualTo(all);
        assertThat(TransferOptions.defaults().toJson()).isEmpty();
    }

    @Test
    void theNamesAreThoseOfTheContract() {
        assertThat(Arrays.stream(TransferOptions.class.getRecordComponents()).map(c -> c.getName()))
                .containsExactlyInAnyOrder(
                        "preset",
                        "network",
                        "size",
                        "evaluations",
                        "previewEvaluations",
                        "levels",
                        "optimizer",
                        "learningRate",
                        "momentum",
                        "decayRate",
                        "decaySteps",
                        "start",
                        "startImage",
                        "seed",
                        "contentWeight",
                        "styleWeight",
                        "intensity",
                        "styleScale",
                        "tvWeight",
                        "contentLayers",
                        "styleLayers",
                        "contentLayerWeights",
                        "styleLayerWeights",
                        "pooling",
                        "color",
                        "tv",
                        "styleWeights",
                        "contentMasks",
                        "styleMasks",
                        "contentRegions",
                        "styleRegions");
    }

    @Test
    void thePresetFillsInWhatWasLeftOut() {
        FeatureNetwork slim = Models.standard().named(Models.BUILT_IN);
        TransferOptions studio = TransferOptions.defaults().resolve(slim, 400, 300);
        assertThat(studio.styleWeight()).isEqualTo(300);
        assertThat(studio.size()).isEqualTo(512);
        assertThat(studio.optimizer()).isEqualTo(OptimiserKind.LBFGS);
        assertThat(studio.contentLayers()).containsExactly("style4_1");
        TransferOptions keras =
                TransferOptions.builder().preset(Preset.KERAS).build().resolve(slim, 533, 400);
        assertThat(keras.optimizer()).isEqualTo(OptimiserKind.SGD);
        assertThat(keras.decayRate()).isEqualTo(0.96);
        assertThat(keras.decaySteps()).isEqualTo(100);
        assertThat(keras.evaluations()).isEqualTo(4000);
        assertThat(keras.resolve(slim, 533, 400)).isEqualTo(keras);
    }

    @Test
    void anUnknownLayerIsNamedWithThoseThereAre() {
        FeatureNetwork slim = Models.standard().named(Models.BUILT_IN);
        TransferOptions options =
                TransferOptions.builder().styleLayers(List.of("relu6_1")).build();
        assertThatThrownBy(() -> options.resolve(slim))
                .isInstanceOfSatisfying(InvalidOption.class, invalid -> assertThat(invalid.option())
                        .isEqualTo("styleLayers"))
                .hasMessageContainingAll("relu6_1", "style4_1");
    }
}
