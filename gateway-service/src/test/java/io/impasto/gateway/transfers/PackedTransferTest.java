package io.impasto.gateway.transfers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PackedTransferTest {

    @Test
    void aFinishedTransferTakesLittle() throws IOException {
        byte[] document = example();
        Transfer transfer = TransferDocument.read(document);
        assertThat(transfer.terminal()).isTrue();
        byte[] written = TransferDocument.write(transfer);
        assertThat(PackedTransfer.pack(written)).hasSizeLessThan(written.length / 2);
    }

    @Test
    void whatWasStoredBeforeItWasPackedIsRead() throws IOException {
        byte[] document = example();
        assertThat(PackedTransfer.unpack(document)).isEqualTo(TransferDocument.read(document));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "x", "[]", "null"})
    void whatIsNeitherIsRefused(String stored) {
        byte[] bytes = stored.getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> PackedTransfer.unpack(bytes)).isInstanceOf(UncheckedIOException.class);
    }

    private static byte[] example() throws IOException {
        try (InputStream in = PackedTransferTest.class.getResourceAsStream("/contract/examples/transfer.v1.json")) {
            return in.readAllBytes();
        }
    }
}
