package io.impasto.stack.keys;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class KeysTest {

    @TempDir
    Path folder;

    private Path file;
    private String out;
    private String err;

    @BeforeEach
    void name() {
        file = folder.resolve("keys");
    }

    @Test
    void aKeyIsPrintedOnceAndOnlyItsHashIsKept() throws IOException {
        assertThat(keys("create", "--tenant", "acme", "--name", "build")).isZero();
        String key = out.strip();
        assertThat(key).matches("imp_[0-9a-f]{72}");
        assertThat(Files.readString(file)).matches("acme build [0-9a-f]{64}\n").doesNotContain(key.substring(4, 68));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void keysAreListedAndRevokedByName() throws IOException {
        Files.writeString(file, "# ours\n");
        keys("create", "--tenant", "acme", "--name", "old");
        keys("create", "--tenant", "acme", "--name", "new");
        assertThat(keys("list")).isZero();
        assertThat(out.lines()).containsExactly("acme old", "acme new");
        assertThat(keys("revoke", "--tenant", "acme", "--name", "old")).isZero();
        keys("list");
        assertThat(out.lines()).containsExactly("acme new");
        assertThat(Files.readAllLines(file)).hasSize(2).first().isEqualTo("# ours");
    }

    @Test
    void theFileMayBeNamedByTheEnvironment() {
        assertThat(run(Map.of("IMPASTO_ACCESS_KEYS_FILE", file.toString()), "create", "--tenant", "a", "--name", "b"))
                .isZero();
        assertThat(file).exists();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                                   | say create, list or revoke",
                "create --tenant acme               | Missing required option",
                "create --tenant Acme --name x      | a tenant has 1 to 63",
                "create --tenant acme --name x/y    | a name has 1 to 63",
                "create --tenant acme --name taken  | acme has a key taken already",
                "revoke --tenant acme --name nobody | acme has no key nobody",
                "list --tenant acme                 | Unknown options",
            })
    void whatCannotBeDoneIsSaidInOneLine(String arguments, String why) {
        keys("create", "--tenant", "acme", "--name", "taken");
        int code = arguments == null ? run(Map.of()) : keys(arguments.split(" +"));
        assertThat(code).isEqualTo(2);
        assertThat(err).startsWith("impasto keys: ").contains(why).hasLineCount(1);
    }

    @Test
    void withoutAFileNothingIsGuessed() {
        assertThat(run(Map.of(), "list")).isEqualTo(2);
        assertThat(err).contains("--file").contains("IMPASTO_ACCESS_KEYS_FILE").hasLineCount(1);
    }

    private int keys(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--file");
        all.add(file.toString());
        return run(Map.of(), all.toArray(String[]::new));
    }

    private int run(Map<String, String> environment, String... arguments) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ByteArrayOutputStream complaints = new ByteArrayOutputStream();
        int code = Keys.run(new PrintStream(printed, true), new PrintStream(complaints, true), environment, arguments);
        out = printed.toString(StandardCharsets.UTF_8);
        err = complaints.toString(StandardCharsets.UTF_8);
        return code;
    }
}
