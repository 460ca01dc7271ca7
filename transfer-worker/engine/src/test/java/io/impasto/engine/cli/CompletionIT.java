package io.impasto.engine.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The script as a bash reads it. */
class CompletionIT {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sty                           | stylize",
                "stylize --style-w             | --style-weight --style-weights",
                "stylize --preset neu          | neural-style",
                "stylize --optimizer ''        | lbfgs adam sgd",
                "stylize --provider cu         | cuda",
                "model fe                      | fetch",
                "du                            | ",
                "u                             | up"
            },
            quoteCharacter = '~')
    void wordsAreCompleted(String typed, String completed) throws IOException, InterruptedException {
        Path script = folder.resolve("completion");
        Files.writeString(script, Invocation.of("completion", "bash").out());
        // What bash has only while somebody types.
        String question = "compopt() { :; }; . " + script + "; COMP_WORDS=(impasto " + typed
                + "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _complete_impasto; echo \"${COMPREPLY[*]}\"";
        Process bash = new ProcessBuilder("bash", "-c", question)
                .redirectErrorStream(true)
                .start();
        String answer = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();

        assertThat(bash.waitFor()).as(answer).isZero();
        assertThat(answer).isEqualTo(completed == null ? "" : completed);
    }

    @Test
    void theCommandsOfTheLauncherAreThoseThatItTellsOf() throws IOException {
        String launcher = Files.readString(Path.of("../../deploy/impasto"));

        assertThat(CompletionCommand.LAUNCHED)
                .allSatisfy(command -> assertThat(launcher).contains("\n  " + command + " "));
    }

    @Test
    void anotherShellIsRefused() {
        assertThat(Invocation.of("completion", "fish").complaint())
                .isEqualTo("impasto: 'fish' is not one of bash, zsh");
    }
}
