package io.impasto.engine.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

/** What is set in files and variables, as the options of {@code stylize} then have it. */
class SettingsTest {
    private static final String CONFIG =
            """
            size = 300
            style-weight = 400
            style-weights = [3, 1]
            quiet = true

            [presets.mine]
            preset = "gatys"
            size = 700
            evaluations = 20
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                        |                    | size          | 300",
                "                        |                    | style-weights | [3.0, 1.0]",
                "                        |                    | quiet         | true",
                "                        |                    | preset        |",
                "--quiet=false           |                    | quiet         | false",
                "--size 64               |                    | size          | 64",
                "                        | IMPASTO_SIZE=200   | size          | 200",
                "--size=64               | IMPASTO_SIZE=200   | size          | 64",
                "--preset mine           |                    | size          | 700",
                "--preset mine           |                    | preset        | GATYS",
                "--preset mine           |                    | style-weight  | 400.0",
                "--preset mine           |                    | evaluations   | 20",
                "--preset mine --size 64 |                    | size          | 64",
                "--preset mine           | IMPASTO_SIZE=200   | size          | 200",
                "--preset keras          |                    | size          | 300",
                "                        | IMPASTO_PRESET=mine| size          | 700",
                "--resume half.done      |                    | size          |",
                "--resume half.done      |                    | quiet         | true",
            })
    void whatIsTypedGoesFirstThenTheEnvironmentThenAPresetOfOnesOwnThenTheFile(
            String arguments, String variable, String option, String expected) throws IOException {
        Path config = Files.writeString(folder.resolve("config.toml"), CONFIG);
        Map<String, String> environment =
                variable == null ? Map.of() : Map.of(variable.split("=")[0], variable.split("=")[1]);
        String[] all = Stream.concat(
                        Stream.of(
                                "stylize",
                                "--content",
                                "a",
                                "--style",
                                "b",
                                "--out",
                                "c.png",
                                "--config",
                                config.toString()),
                        arguments == null ? Stream.empty() : Arrays.stream(arguments.split(" ")))
                .toArray(String[]::new);

        CommandLine.ParseResult parsed = Impasto.commandLine(
                        environment, new Interruption(), Settings.of(environment, all))
                .parseArgs(all);

        Object value =
                parsed.subcommand().commandSpec().findOption("--" + option).getValue();
        assertThat(value == null ? null : value.toString()).isEqualTo(expected);
    }

    @Test
    void theUsualPlaceIsReadUnlessAnotherIsNamed() throws IOException {
        Path usual = Files.createDirectories(folder.resolve("xdg/impasto")).resolve("config.toml");
        Files.writeString(usual, "size = 9");
        Path named = Files.writeString(folder.resolve("other.toml"), "size = 8");
        Map<String, String> xdg =
                Map.of("XDG_CONFIG_HOME", folder.resolve("xdg").toString());
        Map<String, String> variable = Map.of("IMPASTO_CONFIG", named.toString(), "HOME", folder.toString());

        assertThat(stylize(xdg).complaint())
                .isEqualTo("impasto: --size must be a whole number of 32 to 4096, not 9 (set by " + usual + ")");
        assertThat(stylize(variable).complaint()).contains("not 8 (set by " + named + ")");
        assertThat(stylize(Map.of("IMPASTO_SIZE", "x")).complaint())
                .contains("'x' is not an int (set by IMPASTO_SIZE)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "size = = 3                         | , line 1: ",
                "stile-weight = 3                   | : there is no option 'stile-weight' to set; did you mean 'style-weight'?",
                "out = 'x.png'                      | : there is no option 'out' to set",
                "[presets.mine]; sise = 3           | : presets.mine: there is no option 'sise' to set; did you mean 'size'?",
                "[presets.keras]; size = 300        | : the preset 'keras' is built in",
                "[presets.mine]; preset = 'other'   | : presets.mine: preset must be one that is built in, not 'other'"
            })
    void whatIsWrongWithTheFileIsNamedAndOnlyWhereItMatters(String toml, String complaint) throws IOException {
        Path config = Files.writeString(folder.resolve("config.toml"), toml.replace("; ", "\n"));
        Map<String, String> environment = Map.of("IMPASTO_CONFIG", config.toString());

        Invocation wrong = stylize(environment);

        assertThat(wrong.exitCode()).isEqualTo(Exit.BAD_INPUT);
        assertThat(wrong.complaint()).startsWith("impasto: " + config + complaint);
        assertThat(Invocation.in(environment, "presets").exitCode()).isZero();
        assertThat(Invocation.in(environment, "stylize", "--help").exitCode()).isZero();
    }

    @Test
    void presetsOfOnesOwnAreListedAfterTheBuiltInOnes() throws IOException {
        Path config = Files.writeString(folder.resolve("config.toml"), CONFIG);

        assertThat(Invocation.in(Map.of("IMPASTO_CONFIG", config.toString()), "presets")
                        .out())
                .contains("of your own", "  mine           preset gatys, size 700, evaluations 20");
    }

    @Test
    void aFileThatIsNotThereAndAPresetThatNobodyMadeAreNamed() throws IOException {
        Path config = Files.writeString(folder.resolve("config.toml"), CONFIG);

        assertThat(stylize(Map.of(), "--config", "gone.toml").complaint())
                .isEqualTo("impasto: gone.toml: no such file or folder");
        assertThat(stylize(Map.of("IMPASTO_CONFIG", config.toString()), "--preset", "yours")
                        .complaint())
                .contains("'yours' is not one of studio, gatys, neural-style, keras, report, mine");
    }

    private static Invocation stylize(Map<String, String> environment, String... more) {
        Stream<String> always = Stream.of("stylize", "--content", "no-such", "--style", "b", "--out", "c.png");
        return Invocation.in(
                environment, Stream.concat(always, Arrays.stream(more)).toArray(String[]::new));
    }
}
