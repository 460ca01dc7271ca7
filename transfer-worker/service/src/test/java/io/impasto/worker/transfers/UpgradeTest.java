package io.impasto.worker.transfers;

import java.nio.file.Files;
import java.nio.file.Path;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.impasto.worker.Contract;

import static org.assertj.core.api.Assertions.assertThat;

/** A worker whose gateway is of the version before, and the reverse. */
class UpgradeTest {

    private static final Path BEFORE = Path.of(
            System.getProperty("impasto.root"), "gateway-service", "src", "test", "resources", "contract-before");

    @Test
    void aRequestOfBeforeIsAccepted() throws Exception {
        ConsumerRecord<byte[], byte[]> record =
                Records.request(Files.readAllBytes(BEFORE.resolve("examples/transfer.requested.v1.json")));
        assertThat(RequestReader.read(record)).isInstanceOf(Incoming.Accepted.class);
    }

    @ParameterizedTest
    @MethodSource("io.impasto.worker.transfers.Happenings#all")
    void aGatewayOfBeforeUnderstandsEveryEvent(TransferEvent event) {
        Contract.check(BEFORE.resolve("schemas"), "transfer." + event.verb() + ".v1", Json.write(event));
    }
}
