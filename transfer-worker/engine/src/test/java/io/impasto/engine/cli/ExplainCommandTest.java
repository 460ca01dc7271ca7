package io.impasto.engine.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.impasto.engine.transfer.TransferOptions;

import static org.assertj.core.api.Assertions.assertThat;

class ExplainCommandTest {
    private static final Path PICTURES = Path.of("../../deploy/docs/pictures");

    static final Iterable<String> SHOWN = Illustrations.PICTURES.values();

    static Stream<String> options() {
        return Arrays.stream(TransferOptions.class.getRecordComponents())
                .map(component -> component.getName())
                .filter(name -> !name.equals("startImage"));
    }

    @ParameterizedTest
    @MethodSource("options")
    void everyOptionOfTheContractIsExplainedUnderItsNameInJson(String option) {
        Invocation explained = Invocation.of("explain", option);

        assertThat(explained.exitCode()).as(explained.err()).isZero();
        assertThat(explained.out())
                .startsWith(Failures.flag(option).replaceFirst("s$", ""))
                .contains("In requests and manifests: " + option);
    }

    @ParameterizedTest
    @ValueSource(strings = {"style-weight", "--style-weight", "styleWeight"})
    void whatEachPresetSaysIsShownHoweverTheNameIsWritten(String name) {
        assertThat(Invocation.of("explain", name).out().lines())
                .contains(
                        "--style-weight X",
                        "    studio         300",
                        "    keras          1e-6",
                        "  In requests and manifests: styleWeight");
    }

    @Test
    void itIsInTheWordsOfTheHelp() throws IOException {
        JsonNode told = new ObjectMapper()
                .readTree(Invocation.of("explain", "levels", "--json").out());

        String help = Invocation.of("stylize", "--help").out().replaceAll("\\s+", " ");
        assertThat(help).contains(told.get("description").asText());
        assertThat(told.at("/presets/gatys").asText()).isEqualTo("1");
    }

    @Test
    void aTypoIsAnsweredWithTheNearestNames() {
        Invocation typo = Invocation.of("explain", "stile-weigth");

        assertThat(typo.exitCode()).isEqualTo(Exit.USAGE);
        assertThat(typo.complaint())
                .startsWith("impasto: there is no option 'stile-weigth'; the nearest are style-weight, ");
    }

    @Test
    void withoutANameThereIsALineForEach() {
        assertThat(Invocation.of("explain").out().lines())
                .anyMatch(line -> line.matches("--size +Long side of the painting, .*"))
                .noneMatch(line -> line.contains("Default:"));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @FieldSource("SHOWN")
    void thePicturesThatAreNamedAreThere(String picture) {
        assertThat(PICTURES.resolve(picture)).exists();
    }
}
