package io.impasto.engine.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** The script as a bash and a zsh read it. */
class CompletionIT {

    @TempDir
    Path folder;

    static Stream<Arguments> typed() {
        return Stream.of(
                arguments("sty", "stylize"),
                arguments("stylize --style-w", "--style-weight --style-weights"),
                arguments("stylize --preset neu", "neural-style"),
                arguments("stylize --optimizer ''", "lbfgs adam sgd"),
                arguments("stylize --provider cu", "cuda"),
                arguments("model fe", "fetch"),
                arguments("du", ""),
                arguments("u", "up"));
    }

    @ParameterizedTest
    @MethodSource("typed")
    void bashCompletesWords(String typed, String completed) throws IOException, InterruptedException {
        // What bash has only while somebody types.
        String question = "compopt() { :; }; . " + script("bash") + "; COMP_WORDS=(impasto " + typed
                + "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _complete_impasto; echo \"${COMPREPLY[*]}\"";

        assertThat(answers(List.of("bash", "-c", question))).isEqualTo(completed + "\n");
    }

    /** In one shell with a terminal of its own, at the press of Tab. */
    @Test
    void zshCompletesWords() throws Exception {
        assumeTrue(hasZsh(), "skipped: no zsh on this machine");
        Path tab = Path.of(CompletionIT.class.getResource("/completion/tab.zsh").toURI());
        List<String> question = new ArrayList<>(
                List.of("zsh", "-f", tab.toString(), script("zsh").toString()));
        typed().forEach(one -> question.add("impasto " + one.get()[0].toString().replace("''", "")));

        assertThat(answers(question).lines())
                .containsExactlyElementsOf(
                        typed().map(one -> one.get()[1].toString()).toList());
    }

    private Path script(String shell) throws IOException {
        return Files.writeString(
                folder.resolve("completion"), Invocation.of("completion", shell).out());
    }

    private String answers(List<String> question) throws IOException, InterruptedException {
        Path answer = folder.resolve("answer");
        Process shell = new ProcessBuilder(question)
                .redirectErrorStream(true)
                .redirectOutput(answer.toFile())
                .start();
        try {
            assertThat(shell.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            shell.destroyForcibly();
        }
        assertThat(shell.exitValue()).as(Files.readString(answer)).isZero();
        return Files.readString(answer);
    }

    private static boolean hasZsh() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "zsh")));
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
