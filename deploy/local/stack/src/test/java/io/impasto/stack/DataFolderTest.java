package io.impasto.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DataFolderTest {

    @TempDir
    Path temp;

    @Test
    void aFolderInUseIsRefusedWithTheProcessThatHasIt() {
        DataFolder first = DataFolder.take(temp);
        assertThatThrownBy(() -> DataFolder.take(temp))
                .isInstanceOf(StackProblem.class)
                .hasMessageContaining(
                        "in use by process " + ProcessHandle.current().pid());
        first.close();
    }

    @Test
    void aFolderGivenBackCanBeTakenAgain() {
        DataFolder.take(temp).close();
        DataFolder.take(temp).close();
    }

    @Test
    void aFileIsNoFolder() throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "");
        assertThatThrownBy(() -> DataFolder.take(file))
                .isInstanceOf(StackProblem.class)
                .hasMessageContaining("is not a folder");
    }

    @Test
    void secretsAreMadeOnceAndForTheOwnerOnly() throws IOException {
        Path file = temp.resolve("secrets.properties");
        Secrets made = Secrets.in(file);
        assertThat(Secrets.in(file)).isEqualTo(made);
        assertThat(made.webhooks()).matches("whsec_[A-Za-z0-9+/]{43}=");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(made.toString()).doesNotContain(made.webhooks());
    }

    @Test
    void aSecretsFileThatLacksOneIsNamed() throws IOException {
        Path file = Files.writeString(temp.resolve("secrets.properties"), "store.access-key=a\nstore.secret-key=b\n");
        assertThatThrownBy(() -> Secrets.in(file))
                .isInstanceOf(StackProblem.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("webhooks.secret");
    }
}
