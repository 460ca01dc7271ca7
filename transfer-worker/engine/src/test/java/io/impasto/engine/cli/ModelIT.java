package io.impasto.engine.cli;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.network.Models;
import io.impasto.engine.transfer.Preset;
import io.impasto.engine.transfer.TransferOptions;

import static org.assertj.core.api.Assertions.assertThat;

class ModelIT {

    @Test
    void theListSaysWhereANetworkComesFromAndUnderWhichLicence() {
        Invocation invocation = Invocation.of("model", "list");

        assertThat(invocation.exitCode()).isZero();
        assertThat(invocation.out())
                .startsWith("vgg19-slim")
                .contains("licence", "CC BY 4.0", "source")
                .containsPattern("sha256 +[0-9a-f]{64}");
    }

    @Test
    void theBenchmarkPrintsWhatItMeasured() throws IOException {
        Invocation invocation =
                Invocation.of("benchmark", "--size", "64x80", "--evaluations", "3", "--fixed", "--json");

        assertThat(invocation.exitCode()).as(invocation.err()).isZero();
        JsonNode json = new ObjectMapper().readTree(invocation.out());
        assertThat(json.get("network").asText()).isEqualTo("vgg19-slim");
        assertThat(json.get("forward").asDouble()).isPositive();
        assertThat(json.get("evaluation").asDouble()).isPositive();
        assertThat(json.at("/fixed/evaluation").asDouble()).isPositive();
        assertThat(json.get("ratio").asDouble())
                .isEqualTo(
                        json.get("evaluation").asDouble() / json.get("forward").asDouble());
    }

    @Test
    void aSizeThatIsTooSmallForTheNetworkIsWrongUsage() {
        Invocation invocation = Invocation.of("benchmark", "--size", "2x2", "--evaluations", "1");

        assertThat(invocation.exitCode()).as(invocation.err()).isEqualTo(Exit.USAGE);
        assertThat(invocation.err()).hasLineCount(1).contains("--size 2x2");
    }

    /** Where the help takes its numbers from, and where the engine does, they must be the same. */
    @ParameterizedTest
    @EnumSource(Preset.class)
    void theDefaultsInTheHelpAreThoseOfTheEngine(Preset preset) {
        FeatureNetwork slim = Models.standard().open("vgg19-slim");
        TransferOptions resolved =
                TransferOptions.builder().preset(preset).build().resolve(slim);
        Map<String, Function<TransferOptions, Object>> options = Map.of(
                "--evaluations",
                TransferOptions::evaluations,
                "--optimizer",
                given -> given.optimizer().key(),
                "--start",
                given -> given.start().key(),
                "--pooling",
                given -> given.pooling().key(),
                "--tv",
                given -> given.tv().key(),
                "--content-weight",
                TransferOptions::contentWeight,
                "--style-weight",
                TransferOptions::styleWeight,
                "--tv-weight",
                TransferOptions::tvWeight);

        options.forEach((flag, value) -> assertThat(defaultOf(flag))
                .as(flag)
                .containsPattern(
                        preset.key() + "((, [a-z-]+)* and [a-z-]+)? " + plain(value.apply(resolved)) + "([;.]|$)"));
        assertThat(defaultOf("--size")).isEqualTo(resolved.size() + ".");
        assertThat(defaultOf("--seed")).isEqualTo(resolved.seed() + ".");
    }

    private static String defaultOf(String flag) {
        String description = String.join(
                " ",
                Impasto.commandLine(Map.of(), new Interruption())
                        .getSubcommands()
                        .get("stylize")
                        .getCommandSpec()
                        .findOption(flag)
                        .description());
        return description.substring(description.indexOf("Default: ") + "Default: ".length());
    }

    /** As the help writes numbers: 300, 2.5e-8. */
    private static String plain(Object value) {
        if (!(value instanceof Double number)) {
            return value.toString();
        }
        return number == Math.rint(number)
                ? Long.toString(number.longValue())
                : number.toString().toLowerCase(Locale.ROOT).replace(".0e", "e").replace(".", "\\.");
    }
}
