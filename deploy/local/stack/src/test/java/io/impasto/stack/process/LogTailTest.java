package io.impasto.stack.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class LogTailTest {

    @TempDir
    Path temp;

    @Test
    void theLastLinesOfALongLogAreWhole() throws IOException {
        String text =
                IntStream.rangeClosed(1, 10_000).mapToObj(i -> "line " + i).collect(Collectors.joining("\n"));
        Path log = Files.writeString(temp.resolve("log"), text);
        assertThat(LogTail.of(log, 3)).containsExactly("line 9998", "line 9999", "line 10000");
        assertThat(LogTail.of(log, 5000)).allMatch(line -> line.matches("line \\d+"));
    }

    @Test
    void aShortLogIsAllOfIt() throws IOException {
        assertThat(LogTail.of(Files.writeString(temp.resolve("log"), "one\ntwo\n"), 20))
                .containsExactly("one", "two");
    }

    @Test
    void aMissingLogIsEmpty() {
        assertThat(LogTail.of(temp.resolve("none"), 20)).isEmpty();
    }
}
