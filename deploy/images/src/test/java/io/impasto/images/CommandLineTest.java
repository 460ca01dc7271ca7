package io.impasto.images;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.impasto.stack.Installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The worker's images name the libraries of the command line that the service itself does not bring. */
class CommandLineTest {

    private static final Path ROOT = Installation.current().root();
    private static final Path LIBRARIES = ROOT.resolve("transfer-worker/engine/target/lib");
    private static final Path CARRIED = ROOT.resolve("transfer-worker/service/target/quarkus-app/lib/main");

    @ParameterizedTest
    @CsvSource({
        "worker/Dockerfile, /engine/target/lib/(\\S+)",
        "worker-cuda/Dockerfile, /engine/target/lib/(\\S+)",
        "pom.xml, ([\\w-]+-\\*\\.jar)"
    })
    void theyAreAllNamed(String file, String pattern) throws IOException {
        assumeTrue(Files.exists(LIBRARIES) && Files.exists(CARRIED), "skipped: the worker is not built");
        List<PathMatcher> named = Pattern.compile(pattern)
                .matcher(Files.readString(ROOT.resolve("deploy/images").resolve(file)))
                .results()
                .map(match -> FileSystems.getDefault().getPathMatcher("glob:" + match.group(1)))
                .toList();
        List<String> carried = jars(CARRIED);
        assertThat(jars(LIBRARIES))
                .filteredOn(jar -> carried.stream().noneMatch(name -> name.endsWith("." + jar)))
                .isNotEmpty()
                .allSatisfy(jar -> assertThat(named).anyMatch(glob -> glob.matches(Path.of(jar))));
    }

    private static List<String> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
