package io.impasto.worker.painting;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.impasto.engine.transfer.InvalidOption;
import io.impasto.engine.transfer.TransferOptions;
import io.impasto.worker.controls.Change;
import io.impasto.worker.transfers.Json;

import static org.assertj.core.api.Assertions.assertThat;

class ChangesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"styleWeight\":1}  | ''                                         | 0",
                "{\"styleWeight\":1}  | {\"styleWeight\":2}                        | 0",
                "{\"styleWeight\":2}  | {\"styleWeight\":2}                        | 1",
                "{\"styleWeight\":2}  | {\"styleWeight\":2} {\"styleWeight\":3}    | 1",
                "{\"styleWeight\":3}  | {\"styleWeight\":2} {\"styleWeight\":3}    | 2",
                "{\"styleWeight\":2}  | {\"size\":64} {\"styleWeight\":2}          | 2",
                "{\"styleWeight\":2}  | {\"nothing\":64} {\"styleWeight\":2}       | 2",
                "{\"styleWeight\":7}  | {\"styleWeight\":2} {\"styleWeight\":3}    | 0",
            })
    void changesThatACheckpointHoldsAreNotMadeAgain(String inForce, String wished, int held) {
        List<Change> changes = Arrays.stream(wished.split(" "))
                .filter(change -> !change.isEmpty())
                .map(change -> new Change("control", json(change)))
                .toList();
        assertThat(Changes.held(
                        TransferOptions.fromJson(json("{\"styleWeight\":1}")),
                        changes,
                        TransferOptions.fromJson(json(inForce)),
                        ChangesTest::reweighted))
                .isEqualTo(held);
    }

    private static TransferOptions reweighted(TransferOptions options, TransferOptions change) {
        if (change.size() != null) {
            throw new InvalidOption("size", "size can't change");
        }
        return change.over(options);
    }

    private static JsonNode json(String text) {
        return Json.read(text.getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }
}
