package io.impasto.worker.transfers;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.impasto.worker.Contract;
import io.impasto.worker.transfers.TransferEvent.Completed;
import io.impasto.worker.transfers.TransferEvent.Failed;
import io.impasto.worker.transfers.TransferEvent.Progressed;
import io.impasto.worker.transfers.TransferEvent.Started;

import static org.assertj.core.api.Assertions.assertThat;

class ContractTest {

    @Test
    void theGoldenRequestIsAccepted() {
        ConsumerRecord<byte[], byte[]> record = Records.request(Contract.example("transfer.requested.v1"));
        Incoming incoming = RequestReader.read(record);
        assertThat(incoming).isInstanceOfSatisfying(Incoming.Accepted.class, accepted -> {
            TransferRequest request = accepted.request();
            assertThat(request.transfer()).isEqualTo(Records.TRANSFER);
            assertThat(request.content()).startsWith("3f1c8a0e");
            assertThat(request.styles()).hasSize(1);
            assertThat(request.options().size()).isEqualTo(256);
            assertThat(request.options().styleWeight()).isEqualTo(300);
        });
    }

    @ParameterizedTest
    @MethodSource("io.impasto.worker.transfers.Happenings#all")
    void everyEventFitsItsSchema(TransferEvent event) {
        Contract.check("transfer." + event.verb() + ".v1", Json.write(event));
    }

    @ParameterizedTest
    @MethodSource
    void everyGoldenEventComesBackAsItWas(String name, Class<?> type) {
        byte[] golden = Contract.example(name);
        JsonNode expected = Json.read(golden, JsonNode.class);
        JsonNode written = Json.read(Json.write(Json.read(golden, type)), JsonNode.class);
        assertThat(written.equals(ContractTest::sameNumber, expected))
                .as("%s\nis not\n%s", written, expected)
                .isTrue();
    }

    static Stream<Arguments> everyGoldenEventComesBackAsItWas() {
        return Stream.of(
                Arguments.of("transfer.started.v1", Started.class),
                Arguments.of("transfer.progressed.v1", Progressed.class),
                Arguments.of("transfer.completed.v1", Completed.class),
                Arguments.of("transfer.failed.v1", Failed.class));
    }

    /** 0 and 0.0 are one number in JSON. */
    private static int sameNumber(JsonNode one, JsonNode other) {
        return one.isNumber() && other.isNumber()
                ? Double.compare(one.doubleValue(), other.doubleValue())
                : one.equals(other) ? 0 : 1;
    }

    @Test
    void membersThatAreNotKnownAreIgnored() {
        String request = new String(Contract.example("transfer.requested.v1"), StandardCharsets.UTF_8)
                .replaceFirst("\\{", "{\"labels\": {\"shelf\": 3},");
        assertThat(RequestReader.read(Records.request(request.getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(Incoming.Accepted.class);
    }
}
