package io.impasto.engine.replay;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.impasto.engine.device.Execution;
import io.impasto.engine.device.Processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ManifestTest {
    private static final Circumstances HERE = Circumstances.here(Execution.CPU);

    /** As a service of an earlier version stored it, and with members of its own. */
    private static final String STORED =
            """
            {"transfer":"t","attempt":2,"worker":"w","network":{"name":"vgg19-slim","sha256":"ab"},"execution":"cpu float32",
             "content":"%s","styles":["%s"],"options":{"size":64,"preset":"studio"},"width":64,"height":48,
             "changes":[{"evaluation":5,"options":{"styleWeight":9}}],"losses":{},"seconds":1.5}"""
                    .formatted("c".repeat(64), "5".repeat(64));

    @Test
    void membersOfAServiceAreLeftAsideAndWhatWasNotSaidIsNoDifference() {
        Manifest manifest = Manifest.read(STORED.getBytes(StandardCharsets.UTF_8));

        assertThat(manifest.options().size()).isEqualTo(64);
        assertThat(manifest.changes().get(0).evaluation()).isEqualTo(5);
        assertThat(manifest.pixels()).isEmpty();
        assertThat(manifest.circumstances().differences(HERE)).isEmpty();
        assertThat(new Replay(manifest).execution(Execution.CPU)).isEqualTo(Execution.CPU);
    }

    @Test
    void whatDiffersIsNamedWithThenAndNow() {
        Circumstances then = new Circumstances(
                HERE.impasto(), "1.0.0", HERE.java(), HERE.processor(), "cuda:0 tf32", HERE.threads(), 10);

        assertThat(then.differences(HERE))
                .containsExactly(
                        "another version of ONNX Runtime: 1.0.0 then, " + HERE.onnxRuntime() + " now",
                        "another device and precision: cuda:0 tf32 then, cpu float32 now",
                        "another number of steps per run: 10 then, 1 now");
    }

    @Test
    void itIsReplayedOnAsManyThreadsAsItWasPaintedOn() {
        Manifest manifest = Manifest.read(STORED.replaceFirst("\\{", "{\"threads\":" + (Processor.cores() + 3) + ",")
                .getBytes(StandardCharsets.UTF_8));

        Execution execution = new Replay(manifest).execution(Execution.CPU);

        assertThat(execution.threads()).isEqualTo(Processor.cores() + 3);
        assertThat(manifest.circumstances().differences(Circumstances.here(execution)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "]                        | it is not JSON",
                "[]                       | it is not a JSON object",
                "{}                       | it has no 'network'",
                "{'network':{'name':'n'}} | it has no 'sha256'",
                "{'network':{'name':'n','sha256':'a'},'content':'../x'} | 'content' is no SHA-256"
            })
    void whatIsNoManifestIsRefused(String json, String complaint) {
        byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> Manifest.read(bytes))
                .isInstanceOf(ManifestException.class)
                .hasMessageContaining(complaint);
    }
}
