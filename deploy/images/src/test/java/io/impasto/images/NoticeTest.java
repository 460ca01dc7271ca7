package io.impasto.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.impasto.stack.Installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** {@code NOTICE} names every library that the images carry, and no other. */
class NoticeTest {

    private static final Path ROOT = Installation.current().root();

    /** What Quarkus has put together, a line {@code group:artifact:classifier:type:version} for each. */
    private static final List<Path> CARRIED = Stream.of("gateway-service", "storage-service", "transfer-worker/service")
            .map(module -> ROOT.resolve(module).resolve("target/quarkus-app/quarkus-app-dependencies.txt"))
            .toList();

    private static final Path COMMAND_LINE = ROOT.resolve("transfer-worker/engine/target/lib");

    @Test
    void everyLibraryIsNamed() throws IOException {
        assumeTrue(Notice.areThere(CARRIED), "skipped: the services are not built");
        SortedSet<String> carried = new TreeSet<>();
        for (Path list : CARRIED) {
            Files.readAllLines(list).stream()
                    .filter(line -> !line.startsWith("io.impasto:"))
                    // the profile gpu has it under another name
                    .map(line -> line.replace(":onnxruntime_gpu:", ":onnxruntime:"))
                    .map(line -> line.replaceAll("^([^:]+:[^:]+):.*", "$1"))
                    .forEach(carried::add);
        }
        SortedSet<String> named = notice().artifacts();
        assertThat(named).containsAll(carried);
        named.removeAll(carried);
        // what is left is the command line's, whose jars bear no group
        assertThat(named).allSatisfy(artifact -> assertThat(commandLine())
                .anyMatch(jar -> jar.startsWith(artifact.substring(artifact.indexOf(':') + 1) + "-")));
    }

    @Test
    void everyLibraryOfTheCommandLineIsNamed() throws IOException {
        assumeTrue(Files.exists(COMMAND_LINE), "skipped: the command line is not built");
        List<String> named = notice().artifacts().stream()
                .map(artifact -> artifact.substring(artifact.indexOf(':') + 1))
                .toList();
        assertThat(commandLine()).filteredOn(jar -> !jar.startsWith("impasto-")).allSatisfy(jar -> assertThat(named)
                .contains(jar.replaceAll("-\\d.*", "").replace("onnxruntime_gpu", "onnxruntime")));
    }

    @Test
    void everyLibraryHasALicence() throws IOException {
        assertThat(notice().licences().keySet()).isNotEmpty().doesNotContain("", "?");
    }

    private static Notice notice() throws IOException {
        return Notice.parse(Files.readString(ROOT.resolve("NOTICE")));
    }

    private static List<String> commandLine() throws IOException {
        try (Stream<Path> jars = Files.list(COMMAND_LINE)) {
            return jars.map(jar -> jar.getFileName().toString()).toList();
        }
    }
}
