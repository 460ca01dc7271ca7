package io.impasto.capacity;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

class InputsTest {

    private static final Path FILE =
            Path.of(System.getProperty("impasto.root", "."), "deploy", "capacity", "inputs.json");

    @TempDir
    Path folder;

    @Test
    void theFiguresOfTheProjectAreRead() throws IOException {
        Inputs inputs = Inputs.read(FILE);
        assertThat(inputs.devices()).hasSize(2);
        assertThat(inputs.load().peak(1)).isEqualTo(10_000 * 3 / 86_400.0);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"share\": 0.6', '\"share\": 0.7', 'the shares of the paintings add up to'",
        "'measured: BENCHMARKS.md, Service', 'somewhere', 'a figure is from'",
        "'\"value\": 0.035', '\"value\": -1', 'a number of 0 or more'",
        "'\"handOver\"', '\"handover\"', 'handOver is missing'",
        "'\"network\": \"vgg19\"', '\"network\": \"vgg16\"', 'has no secondsPerMegapixel of vgg16'",
        "'{', '[', 'inputs.json'"
    })
    void whatIsNoInputIsRefusedInOneLine(String right, String wrong, String told) throws IOException {
        String text = Files.readString(FILE);
        assertThat(text).contains(right);
        Path file = folder.resolve("inputs.json");
        Files.writeString(file, text.replace(right, wrong));
        StringWriter err = new StringWriter();
        int exitCode =
                new CommandLine(new Capacity()).setErr(new PrintWriter(err)).execute("--inputs", file.toString());
        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString().strip())
                .startsWith("impasto capacity: ")
                .contains(told)
                .hasLineCount(1);
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        StringWriter err = new StringWriter();
        int exitCode = new CommandLine(new Capacity())
                .setErr(new PrintWriter(err))
                .execute("--inputs", folder.resolve("none").toString());
        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString()).contains("none: no such file");
    }
}
