package io.impasto.storage.artifacts;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.impasto.storage.problems.ProblemException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ArtifactNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"result.png", "previews/3.jpg", "checkpoints/0001.png", "a", "0_b-c..d/e"})
    void plainNamesAreTaken(String text) {
        assertThat(ArtifactName.parse(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "../x",
                "a/../b",
                "a/b/c",
                "/a",
                "a/",
                "a//b",
                ".hidden",
                "a/.hidden",
                "A",
                "a b",
                "a\\b",
                "a%2fb",
                "a\nb",
                "é",
                "claim.json",
                "claims/1.json",
                "record.json"
            })
    void namesThatLeaveTheFolderOrAreKeptByTheServiceAreNot(String text) {
        assertThatThrownBy(() -> ArtifactName.parse(text)).isInstanceOf(ProblemException.class);
    }

    @Test
    void aLongNameIsNotTaken() {
        assertThat(ArtifactName.parse("a".repeat(128))).isNotNull();
        assertThatThrownBy(() -> ArtifactName.parse("a".repeat(129))).isInstanceOf(ProblemException.class);
    }

    @Test
    void resultsAreWrittenOnceAndTheRestIsNot() {
        assertThat(ArtifactName.parse("result.png").writeOnce()).isTrue();
        assertThat(ArtifactName.parse("losses.csv").writeOnce()).isTrue();
        assertThat(ArtifactName.parse("manifest.json").writeOnce()).isTrue();
        assertThat(ArtifactName.parse("checkpoint.bin").writeOnce()).isFalse();
        assertThat(ArtifactName.parse("checkpoints/0001.png").writeOnce()).isFalse();
        assertThat(ArtifactName.parse("previews/result.png").writeOnce()).isFalse();
    }

    @Test
    void aTransfersIdIsAUuidOfAnyCase() {
        assertThat(TransferId.of("0B6F7A52-6D1C-5A53-9D5E-3E0D7A1F4C11"))
                .contains(new TransferId("0b6f7a52-6d1c-5a53-9d5e-3e0d7a1f4c11"));
        assertThat(TransferId.of("0b6f7a52-6d1c-5a53-9d5e-3e0d7a1f4c1")).isEmpty();
        assertThat(TransferId.of("../../../../../../../../../../../..")).isEmpty();
        assertThat(TransferId.of(null)).isEmpty();
    }
}
