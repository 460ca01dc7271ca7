package io.impasto.storage.artifacts;

import java.nio.file.Path;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import io.impasto.storage.contract.Contract;
import io.impasto.storage.images.format.ImageFormat;
import io.impasto.storage.images.format.ImageHeader;
import io.impasto.storage.spool.Contents;

import static org.assertj.core.api.Assertions.assertThat;

class ArtifactContractTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Contract contract = new Contract();

    @Test
    void theGoldenArtifactsSurviveReadingAndWriting() throws Exception {
        JsonNode completed = JSON.readTree(Contract.example("transfer.completed.v1"));
        JsonNode result = completed.path("result");
        assertThat(rewritten(result)).isEqualTo(result);
        for (JsonNode artifact : completed.path("artifacts")) {
            assertThat(rewritten(artifact)).isEqualTo(artifact);
            assertThat(contract.violations("artifact:v1", rewritten(artifact))).isEmpty();
        }
    }

    @Test
    void whatIsWrittenOfAStoredArtifactFitsTheSchema() {
        Contents contents = new Contents(Path.of("x"), 12, "0".repeat(64));
        Optional<ImageHeader> picture = Optional.of(new ImageHeader(ImageFormat.PNG, 4, 3));
        JsonNode written =
                JSON.valueToTree(Artifact.of(ArtifactName.parse("result.png"), "image/png", contents, picture));
        assertThat(contract.violations("artifact:v1", written)).isEmpty();
        assertThat(written.path("width").asInt()).isEqualTo(4);
    }

    private static JsonNode rewritten(JsonNode artifact) throws Exception {
        return JSON.readTree(JSON.writeValueAsBytes(JSON.treeToValue(artifact, Artifact.class)));
    }
}
