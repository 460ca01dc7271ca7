package io.impasto.engine.cli;

import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

import static org.assertj.core.api.Assertions.assertThat;

class CommandLineTest {

    static Stream<Arguments> commands() {
        CommandLine impasto = Impasto.commandLine(Map.of(), new Interruption());
        return Stream.concat(
                        Stream.of(impasto),
                        impasto.getSubcommands().values().stream()
                                .flatMap(command ->
                                        Stream.concat(Stream.of(command), command.getSubcommands().values().stream())))
                .map(command -> Arguments.of(command.getCommandSpec().qualifiedName(), command));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("commands")
    void helpShowsEveryOptionWithItsDefault(String name, CommandLine command) {
        String help = command.getUsageMessage();

        assertThat(command.getCommandSpec().options()).isNotEmpty();
        for (OptionSpec option : command.getCommandSpec().options()) {
            assertThat(help).contains(option.longestName());
            if (!option.usageHelp() && !option.versionHelp()) {
                assertThat(String.join(" ", option.description()))
                        .as("%s of %s", option.longestName(), name)
                        .containsPattern(option.required() ? "Required\\.$" : "Default: .+\\.$");
            }
        }
    }

    @Test
    void helpListsTheExitCodes() {
        assertThat(Invocation.of("--help").out())
                .contains("Exit codes:", "internal error", "bad input", "cannot be written", "130");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "                                              | a command is missing: stylize, video, sheet, replay, evaluate, quality, presets, model, benchmark, compare-optimisers, gpu-check, explain or completion",
                "stylise                                       | unknown argument 'stylise'; did you mean stylize",
                "model                                         | a command is missing: list, fetch, import, verify or synth",
                "stylize --content a --style b                 | --out FILE is missing (or --out-dir DIR for several contents)",
                "stylize --style b --out c.png                 | Missing required option: '--content=",
                "stylize --contnt a --style b --out c.png      | unknown option '--contnt'; did you mean --content",
                "stylize --content a --style b --out c.txt     | --out must end in .png, .jpg, .jpeg, .webp, .tif or .tiff, not 'c.txt'",
                "stylize --content a --style b --out c.jpg --format png16 | --format png16 is for files that end in .png, not 'c.jpg'",
                "stylize --content a --style b --out c.jpg --format heic | Invalid value for option '--format': 'heic' is not one of png, png16, jpeg, webp, tiff, tiff16",
                "stylize --content a --style b --out c.png --preset oil | 'oil' is not one of studio, gatys, neural-style, keras, report",
                "stylize --content a --style b --out c.png --size x | Invalid value for option '--size'",
                "stylize --content a --style b --out c.png --size 9000 | --size must be a whole number of 32 to 4096, not 9000",
                "stylize --content a --style b --out c.png --learning-rate 0 | --learning-rate must be a number above 0",
                "stylize --content a --style b --out c.png --style-weights 1,-1 | --style-weights must be a number of 0 to 1e",
                "stylize --content a --style b --out c.png --style-weight NaN | --style-weight must be a number of 0 to 1e12, not NaN",
                "stylize --content a --style b --out c.png --content-weight Infinity | --content-weight must be a number of 0 to 1e12, not Infinity",
                "stylize --content a --style b --out c.png --tv-weight -1 | --tv-weight must be a number of 0 to 1e12, not -1",
                "stylize --content a --style b --out c.png --style-weight 0 --content-weight 0 | --style-weight must be above 0 where the content's weight is 0",
                "stylize --content a --style b --out c.png --style-weights 0,0 | --style-weights must hold one weight above 0",
                "stylize --content a --style b --out c.png --style-layer-weights 0,0 | --style-layer-weights must hold one weight above 0",
                "stylize --content a --style b --out c.png --content-layer-weights NaN | --content-layer-weights must be a number of 0 to 1e6, not NaN",
                "stylize --content a --style b --out c.png --style-layers x,y --style-layer-weights 1 | --style-layer-weights must hold one weight for each of x, y, not 1",
                "stylize --content a --style b --out c.png --style-layers x,x | --style-layers must name each layer once",
                "stylize --content a --style b --out c.png --pooling median | 'median' is not one of max, avg",
                "stylize --content a --style b --out c.png --tv cubic | 'cubic' is not one of keras, quadratic",
                "stylize --content a --style b --out c.jpg --quality NaN | --quality lies between 0 and 1",
                "stylize --content a --style b --out c.jpg --quality 2 | --quality lies between 0 and 1",
                "stylize --content a --style b --out c.png --start image | --start image needs --start-image FILE",
                "stylize --content a --style b --out c.png --start noise --start-image d | --start-image goes with --start image",
                "stylize --content a --style b --out c.png --out-dir . | --out and --out-dir exclude each other",
                "stylize --content a --content d --style b --out c.png | --out is one painting, but there are 2 contents: --out-dir DIR",
                "stylize --content a --style b --out c.png --save-every 0 | --save-every must be at least 1, not 0",
                "stylize --content a --style b --out c.png --gif c.mp4 | --gif must end in .gif, not 'c.mp4'",
                "stylize --content a --style b --out-dir . --losses c.csv | --gif, --losses, --report and --manifest are of one painting",
                "stylize --content a --style b --out-dir . --dry-run | --dry-run, --checkpoint and --resume are of one painting",
                "model synth --out vgg.bin                     | --out must end in .onnx, not 'vgg.bin'",
                "benchmark --size 400                          | --size is HxW, such as 400x533, not '400'",
                "benchmark --size 99999x99999                  | --size may have 16777216 pixels at most",
                "benchmark --evaluations 0                     | --evaluations must be at least 1"
            })
    void wrongUsageIsOneClearLineAndExitCode2(String arguments, String complaint) {
        Invocation invocation = Invocation.of(arguments == null ? new String[0] : arguments.split(" "));

        assertThat(invocation.exitCode()).isEqualTo(Exit.USAGE);
        assertThat(invocation.complaint()).startsWith("impasto: ").contains(complaint);
        assertThat(invocation.err()).doesNotContain("\tat ");
        assertThat(invocation.out()).isEmpty();
    }

    @Test
    void aFolderThatIsNotThereCannotBeWrittenTo() {
        Invocation invocation = Invocation.of("stylize", "--content", "a", "--style", "b", "--out", "no/such/c.png");

        assertThat(invocation.exitCode()).isEqualTo(Exit.CANNOT_WRITE);
        assertThat(invocation.complaint()).contains("cannot write no/such/c.png: there is no folder");
    }

    @Test
    void aStackTraceIsShownOnlyOnRequest() {
        String[] wrong = {"evaluate", "--model", "vgg19-slim", "--case", "no-such-case"};

        assertThat(Invocation.of(wrong).err()).hasLineCount(1).contains("no objective.json");
        assertThat(Invocation.in(Map.of("IMPASTO_DEBUG", "1"), wrong).err()).contains("\tat ");
        assertThat(Invocation.of("evaluate", "--model", "vgg19-slim", "--case", "no-such-case", "--stacktrace")
                        .err())
                .contains("\tat ");
    }

    @Test
    void optionsOfTheContractAreFlagsInKebabCase() {
        assertThat(Failures.flag("styleWeight")).isEqualTo("--style-weight");
        assertThat(Failures.flag("size")).isEqualTo("--size");
    }
}
