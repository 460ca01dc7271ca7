package io.impasto.stack.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class ClassDataIT {

    private static final String CLASS = "io/impasto/stack/process/Idle.class";

    @TempDir
    Path temp;

    private Path jar;
    private Path kept;

    @BeforeEach
    void build() throws IOException {
        jar = Files.createDirectory(temp.resolve("lib")).resolve("idle.jar");
        kept = temp.resolve("class-data");
        build("first");
    }

    @Test
    void whatOneRunKeepsTheNextStartsFrom() throws IOException {
        ChildProcess first = run();
        assertThat(mapped(first)).isFalse();
        first.stop(Duration.ofSeconds(10));
        assertThat(kept()).singleElement().asString().endsWith(".jsa");
        ChildProcess second = run();
        assertThat(mapped(second)).isTrue();
        assertThat(second.log()).hasContent("idle");
        second.stop(Duration.ofSeconds(10));
        assertThat(first.log()).hasContent("idle");
    }

    @Test
    void whatWasBuiltAnewStartsFromNothingAndReplacesWhatIsOld() throws IOException {
        run().stop(Duration.ofSeconds(10));
        List<String> old = kept();
        build("second, which is longer");
        ChildProcess anew = run();
        assertThat(mapped(anew)).isFalse();
        anew.stop(Duration.ofSeconds(10));
        assertThat(kept()).hasSize(1).doesNotContainAnyElementsOf(old);
    }

    @Test
    void whoIsNotAskedToKeepsNothing() {
        ChildProcess child = ChildProcess.start("idle", command(), temp, Map.of());
        awaitIdle(child);
        child.stop(Duration.ofSeconds(10));
        assertThat(kept).doesNotExist();
    }

    @Test
    void whoIsKilledKeepsNothing() throws IOException {
        run().kill();
        assertThat(kept()).isEmpty();
    }

    @Test
    void aFolderThatCannotBeMadeIsNoReasonNotToStart() throws IOException {
        Files.writeString(kept, "in the way");
        ChildProcess child = run();
        child.stop(Duration.ofSeconds(10));
        assertThat(child.log()).hasContent("idle");
    }

    private ChildProcess run() {
        ChildProcess child = ChildProcess.start("idle", command().keepingClasses(), temp, Map.of());
        awaitIdle(child);
        return child;
    }

    private JavaCommand command() {
        return new JavaCommand(
                List.of("-Xmx32m", "-XX:+UseSerialGC"), List.of(jar.toString()), Idle.class.getName(), List.of());
    }

    private static void awaitIdle(ChildProcess child) {
        child.awaitReady(
                () -> {
                    try {
                        return Files.readString(child.log()).contains("idle");
                    } catch (IOException notYet) {
                        return false;
                    }
                },
                Duration.ofSeconds(20));
    }

    private boolean mapped(ChildProcess child) throws IOException {
        return Files.readString(Path.of("/proc", String.valueOf(child.pid()), "maps"))
                .contains(kept + "/");
    }

    private List<String> kept() throws IOException {
        try (Stream<Path> files = Files.list(kept)) {
            return files.map(Path::toString).toList();
        }
    }

    private void build(String comment) throws IOException {
        try (InputStream idle = Idle.class.getClassLoader().getResourceAsStream(CLASS);
                OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file)) {
            entries.setComment(comment);
            entries.putNextEntry(new JarEntry(CLASS));
            idle.transferTo(entries);
        }
    }
}
