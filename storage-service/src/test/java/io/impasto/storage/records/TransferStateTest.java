package io.impasto.storage.records;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.impasto.storage.contract.Contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TransferStateTest {

    private static final String ID = "0b6f7a52-6d1c-5a53-9d5e-3e0d7a1f4c11";
    private static final ObjectReader READER = new ObjectMapper().readerFor(TransferState.class);

    @Test
    void theGoldenTransferIsReadAndIsTerminal() throws Exception {
        TransferState state =
                TransferState.read(READER, ID, Contract.example("transfer.v1").getBytes(UTF_8));
        assertThat(state).isEqualTo(new TransferState(ID, "succeeded", null));
        assertThat(state.terminal()).isTrue();
        assertThat(state.transfer().uuid()).isEqualTo(ID);
    }

    @ParameterizedTest
    @CsvSource({
        "queued, false",
        "running, false",
        "paused, false",
        "cancelling, false",
        "succeeded, true",
        "failed, true",
        "cancelled, true",
        "expired, true",
        "sleeping, false"
    })
    void onlyTheEndOfATransferIsTerminal(String state, boolean terminal) {
        assertThat(new TransferState(ID, state, null).terminal()).isEqualTo(terminal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "null",
                "[]",
                "{}",
                "{\"state\":\"failed\"}",
                "{\"id\":\"0b6f7a52-6d1c-5a53-9d5e-3e0d7a1f4c11\"}",
                "{\"id\":\"x\",\"state\":\"failed\"}",
                "{\"id\":\"11111111-6d1c-5a53-9d5e-3e0d7a1f4c11\",\"state\":\"failed\"}"
            })
    void otherValuesAreUnreadable(String value) {
        assertThatThrownBy(() -> TransferState.read(READER, ID, value.getBytes(UTF_8)))
                .isInstanceOf(TransferState.Unreadable.class);
    }

    @Test
    void theMarkerOfAPurgedTransferNeedsNoState() throws Exception {
        String marker = "{\"id\":\"" + ID + "\",\"purgedAt\":\"2026-05-01T10:00:00Z\"}";
        assertThat(TransferState.read(READER, ID, marker.getBytes(UTF_8)).purged())
                .isTrue();
        assertThat(new TransferState(ID, "succeeded", null).purged()).isFalse();
    }

    @Test
    void aMissingKeyIsUnreadable() {
        assertThatThrownBy(() -> TransferState.read(
                        READER, null, Contract.example("transfer.v1").getBytes(UTF_8)))
                .isInstanceOf(TransferState.Unreadable.class);
    }
}
