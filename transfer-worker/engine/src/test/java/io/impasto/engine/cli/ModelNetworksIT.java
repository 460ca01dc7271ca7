package io.impasto.engine.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.impasto.engine.network.importing.KerasFiles;

import static org.assertj.core.api.Assertions.assertThat;

class ModelNetworksIT {

    @TempDir
    Path folder;

    private String models;
    private Path weights;

    @BeforeEach
    void writeWeights() {
        models = folder.resolve("models").toString();
        weights = folder.resolve("vgg16_notop.h5");
        KerasFiles.write(weights, KerasFiles.VGG16);
    }

    @Test
    void whatWasImportedIsListedAndVerified() throws IOException {
        Invocation imported = Invocation.of("model", "import", weights.toString(), "--out", models);
        assertThat(imported.exitCode()).as(imported.err()).isZero();
        assertThat(imported.out()).contains("vgg16: 13 layers, the deepest is relu5_3", "--network vgg16");

        Invocation listed = Invocation.of("model", "list", "--json", "--in", models);
        JsonNode network = new ObjectMapper().readTree(listed.out()).get(1);
        assertThat(network.get("name").asText()).isEqualTo("vgg16");
        assertThat(network.get("licence").asText()).contains("CC BY 4.0");
        assertThat(network.get("source").asText()).contains("vgg16_notop.h5");
        assertThat(network.get("layers")).hasSize(13);
        assertThat(network.get("bytes").asLong()).isEqualTo(Files.size(Path.of(models, "vgg16.onnx")));

        Invocation verified = Invocation.of("model", "verify", "--in", models);
        assertThat(verified.exitCode()).as(verified.out()).isZero();
        assertThat(verified.out().lines()).hasSize(2).allMatch(line -> line.contains("  ok: "));
    }

    @Test
    void aDamagedFileHidesNoOtherAndFailsVerification() throws IOException {
        Invocation.of("model", "import", weights.toString(), "--out", models, "--name", "sound");
        Files.write(Path.of(models, "broken.onnx"), new byte[] {1, 2, 3});
        Files.copy(Path.of(models, "sound.onnx"), Path.of(models, "other.onnx"));
        Files.writeString(Path.of(models, "other.onnx.json"), "{\"sha256\": \"" + "0".repeat(64) + "\"}");

        Invocation listed = Invocation.of("model", "list", "--in", models);
        assertThat(listed.exitCode()).isZero();
        assertThat(listed.out().lines())
                .anyMatch(line -> line.startsWith("broken  can't be used: "))
                .anyMatch(line -> line.startsWith("other  can't be used: ") && line.contains("manifest says"))
                .contains("sound");

        Invocation verified = Invocation.of("model", "verify", "--in", models);
        assertThat(verified.exitCode()).isEqualTo(Exit.BAD_INPUT);
        assertThat(verified.out().lines())
                .hasSize(4)
                .anyMatch(line -> line.startsWith("broken  FAILED: "))
                .anyMatch(line -> line.startsWith("other  FAILED: "))
                .anyMatch(line -> line.startsWith("sound  ok: "));
    }

    @Test
    void aNameThatIsNotThereFailsVerification() {
        Invocation verified = Invocation.of("model", "verify", "nowhere", "--in", models);
        assertThat(verified.exitCode()).isEqualTo(Exit.BAD_INPUT);
        assertThat(verified.out()).hasLineCount(1).contains("nowhere  FAILED", "vgg19-slim");
    }

    @Test
    void aFileThatIsNoNetworkIsRefusedInOneLine() throws IOException {
        Path file = Files.writeString(folder.resolve("letter.onnx"), "Dear network");
        Invocation refused =
                Invocation.of("model", "import", file.toString(), "--preprocessing", "caffe", "--out", models);
        assertThat(refused.exitCode()).isEqualTo(Exit.BAD_INPUT);
        assertThat(refused.err()).hasLineCount(1).contains("letter.onnx", "not an ONNX model");
        assertThat(Path.of(models)).doesNotExist();
    }

    @Test
    void withoutANetworkFetchSaysWhatElseCanBeDone() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        String address = "http://127.0.0.1:" + closed + "/vgg19.h5";
        Invocation offline = Invocation.of("model", "fetch", "vgg19", "--from", address, "--out", models);
        assertThat(offline.exitCode()).isEqualTo(Exit.UNREACHABLE);
        assertThat(offline.err())
                .hasLineCount(1)
                .contains(address, "can't be reached", "nothing was changed", "impasto model import FILE");
    }

    @Test
    void aFolderThatCannotBeWrittenIsCodeFour() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        String inside = file.resolve("models").toString();
        Invocation imported = Invocation.of("model", "import", weights.toString(), "--out", inside);
        assertThat(imported.exitCode()).as(imported.err()).isEqualTo(Exit.CANNOT_WRITE);
        assertThat(imported.err()).hasLineCount(1).contains(inside);
        Invocation fetched = Invocation.of("model", "fetch", "vgg16", "--out", inside);
        assertThat(fetched.exitCode()).as(fetched.err()).isEqualTo(Exit.CANNOT_WRITE);
    }

    @Test
    void onlyWhatIsPublishedCanBeFetched() {
        Invocation unknown = Invocation.of("model", "fetch", "resnet50", "--out", models);
        assertThat(unknown.exitCode()).isEqualTo(Exit.BAD_INPUT);
        assertThat(unknown.err()).hasLineCount(1).contains("resnet50", "vgg19, vgg16");
    }
}
