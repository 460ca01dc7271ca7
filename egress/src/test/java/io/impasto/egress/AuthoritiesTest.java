package io.impasto.egress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class AuthoritiesTest {

    @TempDir
    Path folder;

    @Test
    void withoutAFileTheJvmsAreTrusted() {
        assertThat(Authorities.trusted(Optional.empty()).getAcceptedIssuers()).isNotEmpty();
    }

    @Test
    void aFileThatHoldsNoneIsRefused() throws IOException {
        Path file = folder.resolve("authorities.pem");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Authorities.trusted(Optional.of(file)))
                .withMessageContaining(file.toString());
        for (String content : new String[] {"", "Dear Sir or Madam", "-----BEGIN CERTIFICATE-----\nAAAA\n"}) {
            Files.writeString(file, content);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Authorities.trusted(Optional.of(file)))
                    .withMessageContaining(file.toString());
        }
    }
}
