package io.impasto.engine.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OutputFileTest {

    @TempDir
    Path folder;

    @Test
    void whatWasThereIsReplacedAndNothingElseIsLeft() throws IOException {
        Path target = folder.resolve("a.PNG");
        Files.write(target, new byte[100]);

        OutputFile file = new OutputFile(target);
        file.check();
        file.write(new byte[] {1, 2, 3});

        assertThat(file.extension()).isEqualTo("png");
        assertThat(Files.readAllBytes(target)).containsExactly(1, 2, 3);
        assertThat(folder).isDirectoryContaining(path -> path.equals(target)).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void aWriterThatFailsMidwayLeavesWhatWasThere() throws IOException {
        Path target = Files.write(folder.resolve("c.png"), new byte[] {7});

        assertThatThrownBy(() -> new OutputFile(target).write(part -> {
                    Files.write(part, new byte[1000]);
                    throw new IOException("No space left on device");
                }))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.exitCode()).isEqualTo(Exit.CANNOT_WRITE))
                .hasMessage("cannot write " + target + ": No space left on device");

        assertThat(Files.readAllBytes(target)).containsExactly(7);
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void aFolderCannotBeReplacedByAFile() throws IOException {
        Path target = Files.createDirectories(folder.resolve("b.png"));
        Files.write(target.resolve("kept"), new byte[1]);

        assertThatThrownBy(() -> new OutputFile(target).check())
                .hasMessage("cannot write " + target + ": it is a folder");
        assertThatThrownBy(() -> new OutputFile(target).write(new byte[1])).isInstanceOf(Failure.class);
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }
}
