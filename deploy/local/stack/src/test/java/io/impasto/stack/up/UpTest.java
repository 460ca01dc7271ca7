package io.impasto.stack.up;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class UpTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    --bogus          | Unknown option: '--bogus'
                    extra            | Unmatched argument at index 0: 'extra'
                    --port eighty    | 'eighty' is not an int
                    --port 0         | --port must be 1 to 65535, but is 0
                    --port 65536     | --port must be 1 to 65535, but is 65536
                    --workers 0      | --workers must be 1 to 16, but is 0
                    --workers 17     | --workers must be 1 to 16, but is 17
                    --exit           | --exit goes with --demo
                    --data           | Missing required parameter for option '--data'
                    """)
    void wrongArgumentsAreOneClearLineAndExitCode2(String arguments, String message) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int code = Up.commandLine(
                        new PrintStream(said, true, StandardCharsets.UTF_8),
                        new PrintStream(said, true, StandardCharsets.UTF_8))
                .execute(arguments.split(" "));
        assertThat(code).isEqualTo(2);
        assertThat(said.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .startsWith("impasto up: ")
                .contains(message);
    }

    @Test
    void helpNamesEveryOptionWithItsDefaultAndTheExitCodes() {
        StringWriter help = new StringWriter();
        int code = Up.commandLine(System.out, System.err)
                .setOut(new PrintWriter(help))
                .execute("--help");
        assertThat(code).isZero();
        assertThat(help.toString())
                .contains("--demo", "--exit", "--data", "--port", "--workers")
                .contains("Default: 8080", "Default: 1", ".local/share/impasto")
                .contains("Exit codes", "143");
    }

    @Test
    void dataIsKeptWhereTheEnvironmentSaysElseInTheUsersDataFolder() {
        assertThat(DefaultData.of(Map.of("IMPASTO_DATA", "/srv/impasto"))).hasToString("/srv/impasto");
        assertThat(DefaultData.of(Map.of("XDG_DATA_HOME", "/home/a/data"))).hasToString("/home/a/data/impasto");
        assertThat(DefaultData.of(Map.of("XDG_DATA_HOME", "relative")))
                .hasToString(System.getProperty("user.home") + "/.local/share/impasto");
    }
}
