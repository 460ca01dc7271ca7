package io.impasto.gateway.fold;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.UUID;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.impasto.gateway.events.EventTypes;
import io.impasto.gateway.events.EventWriter;
import io.impasto.gateway.kafka.Topics;
import io.impasto.gateway.retention.Retention;

import static org.assertj.core.api.Assertions.assertThat;

class FoldTopologyTest {

    private static final String ID = "0b6f7a52-6d1c-5a53-9d5e-3e0d7a1f4c11";
    private static final String REQUEST = "{\"content\":\"" + "a".repeat(64) + "\",\"styles\":[\"" + "b".repeat(64)
            + "\"],\"webhook\":{\"url\":\"https://shop.example/\"}}";

    private static final Duration KEPT = Duration.ofDays(30);

    private final TopologyTestDriver driver = new TopologyTestDriver(
            FoldTopology.of(
                    () -> new FoldProcessor(new Retention(KEPT, KEPT, KEPT), EventWriter.Mode.BINARY, lag -> {}),
                    Forget::new),
            new Properties(),
            Instant.now());
    private final TestInputTopic<String, byte[]> requests = input(Topics.REQUESTS);
    private final TestInputTopic<String, byte[]> events = input(Topics.EVENTS);
    private final TestInputTopic<String, byte[]> controls = input(Topics.CONTROLS);
    private final TestOutputTopic<String, String> said = output(Topics.EVENTS);
    private final TestOutputTopic<String, String> anew = output(Topics.REQUESTS);
    private final TestOutputTopic<String, String> transfers = output(Topics.TRANSFERS);
    private final TestOutputTopic<String, String> deliveries = output(Topics.DELIVERIES);

    /** In place of the sending of webhooks, which has a test of its own. */
    private static final class Forget implements Processor<byte[], byte[], byte[], byte[]> {
        @Override
        public void process(Record<byte[], byte[]> record) {}
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void aTransferIsFoldedFromBothTopics() {
        send(requests, EventTypes.REQUESTED, REQUEST);
        send(events, EventTypes.STARTED, "{\"attempt\":1,\"worker\":\"w\"}");
        assertThat(transfers.readValuesToList())
                .hasSize(2)
                .satisfies(states -> assertThat(states.get(0)).contains("\"state\":\"queued\""))
                .satisfies(states -> assertThat(states.get(1)).contains("\"state\":\"running\"", "\"worker\":\"w\""));
        assertThat(deliveries.isEmpty()).isTrue();
    }

    @Test
    void anEndWithAWebhookIsDeliveredOnce() {
        send(requests, EventTypes.REQUESTED, REQUEST);
        send(events, EventTypes.COMPLETED, "{\"attempt\":1,\"result\":{\"name\":\"result.png\"}}");
        send(events, EventTypes.COMPLETED, "{\"attempt\":2,\"result\":{\"name\":\"result.png\"}}");
        send(events, EventTypes.FAILED, "{\"attempt\":3,\"problem\":{\"type\":\"x\"}}");
        assertThat(deliveries.readValuesToList())
                .singleElement()
                .asString()
                .contains("msg_" + ID + "_completed", "https://shop.example/", "\\\"state\\\":\\\"succeeded\\\"");
    }

    @Test
    void anEndThatCameBeforeItsRequestIsDeliveredWithTheRequest() {
        send(events, EventTypes.FAILED, "{\"attempt\":3,\"problem\":{\"type\":\"x\"}}");
        assertThat(deliveries.isEmpty()).isTrue();
        send(requests, EventTypes.REQUESTED, REQUEST);
        assertThat(deliveries.readValuesToList()).hasSize(1);
    }

    @Test
    void whatCannotBeReadIsPutAsideAndTheRestGoesOn() {
        TestOutputTopic<String, String> dead = output(Topics.deadLetters(Topics.REQUESTS));
        TestOutputTopic<String, String> deadEvents = output(Topics.deadLetters(Topics.EVENTS));
        requests.pipeInput("k", "garbage".getBytes(StandardCharsets.UTF_8));
        requests.pipeInput("k", (byte[]) null);
        requests.pipeInput((String) null, (byte[]) null);
        send(requests, EventTypes.REQUESTED, "{\"content\":1}");
        send(requests, EventTypes.STARTED, "{\"attempt\":1}");
        send(events, EventTypes.STARTED, "{\"attempt\":0}");
        send(events, EventTypes.STARTED, "[".repeat(100_000));
        send(events, "io.impasto.transfer.varnished.v1", "{}");
        send(requests, EventTypes.REQUESTED, REQUEST);
        assertThat(dead.readRecordsToList()).hasSize(5).allSatisfy(letter -> {
            assertThat(header(letter, "impasto-error")).isNotBlank();
            assertThat(header(letter, "impasto-origin")).startsWith("impasto.requests-0-");
        });
        assertThat(deadEvents.readRecordsToList()).hasSize(2);
        assertThat(transfers.readValuesToList()).singleElement().asString().contains("queued");
    }

    @Test
    void ofACancelledTransferThatNoWorkerHasTheFoldSaysTheEnd() {
        send(requests, EventTypes.REQUESTED, REQUEST);
        send(controls, EventTypes.CANCEL, "{}");
        TestRecord<String, String> end = said.readRecord();
        assertThat(header(end, "ce_type")).isEqualTo(EventTypes.CANCELLED);
        assertThat(end.value()).isEqualTo("{\"attempt\":0}");
        // The test's driver brings what is sent to a source topic back by itself.
        assertThat(states()).endsWith("cancelled");
        assertThat(deliveries.readValuesToList()).singleElement().asString().contains("msg_" + ID + "_cancelled");
    }

    @Test
    void ofACancelledTransferThatAWorkerHasTheWorkerSaysTheEnd() {
        send(requests, EventTypes.REQUESTED, REQUEST);
        send(events, EventTypes.STARTING, "{\"attempt\":1,\"worker\":\"w\"}");
        send(controls, EventTypes.CANCEL, "{}");
        assertThat(said.isEmpty()).isTrue();
        assertThat(states()).endsWith("cancelling");
    }

    @Test
    void aPausedTransferThatIsResumedLiesInTheQueueAnewWithItsAttempts() {
        send(requests, EventTypes.REQUESTED, REQUEST);
        send(events, EventTypes.STARTED, "{\"attempt\":2,\"worker\":\"w\"}");
        send(controls, EventTypes.PAUSE, "{}");
        send(events, EventTypes.PAUSED, "{\"attempt\":2,\"evaluation\":7}");
        assertThat(states()).endsWith("paused");
        assertThat(anew.isEmpty()).isTrue();
        send(controls, EventTypes.RESUME, "{}");
        TestRecord<String, String> request = anew.readRecord();
        assertThat(header(request, "ce_priorattempts")).isEqualTo("2");
        assertThat(states()).endsWith("queued");
        assertThat(anew.isEmpty()).isTrue();
    }

    @Test
    void aPausedTransferThatNoWorkerHadIsStillInTheQueueWhenItIsResumed() {
        send(requests, EventTypes.REQUESTED, REQUEST);
        send(controls, EventTypes.PAUSE, "{}");
        assertThat(states()).endsWith("paused");
        send(controls, EventTypes.RESUME, "{}");
        assertThat(anew.isEmpty()).isTrue();
        assertThat(states()).endsWith("queued");
    }

    @Test
    void aTransferThatWaitsForDaysIsPutIntoTheQueueAgain() {
        send(requests, EventTypes.REQUESTED, REQUEST);
        driver.advanceWallClockTime(Duration.ofDays(2));
        assertThat(anew.isEmpty()).isTrue();
        driver.advanceWallClockTime(Duration.ofDays(1).plusSeconds(2));
        TestRecord<String, String> again = anew.readRecord();
        assertThat(again.headers().lastHeader("ce_priorattempts")).isNull();
        assertThat(again.value()).contains("a".repeat(64), "https://shop.example/");
        driver.advanceWallClockTime(Duration.ofMinutes(5));
        assertThat(anew.isEmpty()).as("once").isTrue();
        driver.advanceWallClockTime(Duration.ofDays(3));
        assertThat(header(anew.readRecord(), "ce_id")).isEqualTo(header(again, "ce_id"));
        assertThat(states()).containsOnly("queued");
        send(events, EventTypes.STARTED, "{\"attempt\":1,\"worker\":\"w\"}");
        driver.advanceWallClockTime(Duration.ofDays(4));
        assertThat(anew.isEmpty()).as("a worker has it").isTrue();
    }

    @Test
    void aTransferExpiresAtItsDeadline() {
        String deadline = Instant.now().plusSeconds(60).toString();
        send(
                requests,
                EventTypes.REQUESTED,
                REQUEST.replace("{\"content", "{\"deadline\":\"" + deadline + "\",\"content"));
        driver.advanceWallClockTime(Duration.ofSeconds(50));
        assertThat(said.isEmpty()).isTrue();
        driver.advanceWallClockTime(Duration.ofSeconds(20));
        assertThat(header(said.readRecord(), "ce_type")).isEqualTo(EventTypes.EXPIRED);
        assertThat(states()).endsWith("expired");
    }

    @Test
    void anEndedTransferIsRemovedAfterItsRetentionAndForgottenAfterItsMarkers() {
        send(requests, EventTypes.REQUESTED, REQUEST);
        send(events, EventTypes.COMPLETED, "{\"attempt\":1,\"result\":{\"name\":\"result.png\"}}");
        transfers.readValuesToList();
        driver.advanceWallClockTime(KEPT.plusSeconds(2));
        String marker = transfers.readValue();
        assertThat(marker).contains("purgedAt").doesNotContain("content", "styles", "result");
        driver.advanceWallClockTime(KEPT.plusSeconds(2));
        assertThat(transfers.readRecord().value()).isNull();
        assertThat(transfers.isEmpty()).isTrue();
    }

    @Test
    void aPurgedTransferIsEndedAndRemoved() {
        send(requests, EventTypes.REQUESTED, REQUEST);
        send(controls, EventTypes.PURGE, "{}");
        assertThat(transfers.readValuesToList()).last().asString().contains("purgedAt");
        send(requests, EventTypes.REQUESTED, REQUEST);
        send(events, EventTypes.STARTED, "{\"attempt\":1,\"worker\":\"w\"}");
        assertThat(transfers.isEmpty()).isTrue();
    }

    private List<String> states() {
        return transfers.readValuesToList().stream()
                .map(document -> document.replaceAll(".*?\"state\":\"([a-z]+)\".*", "$1"))
                .toList();
    }

    private static String header(TestRecord<String, String> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static void send(TestInputTopic<String, byte[]> topic, String type, String data) {
        Headers headers = new RecordHeaders();
        headers.add("ce_id", UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8));
        headers.add("ce_type", type.getBytes(StandardCharsets.UTF_8));
        headers.add("ce_subject", ID.getBytes(StandardCharsets.UTF_8));
        topic.pipeInput(new TestRecord<>(ID, data.getBytes(StandardCharsets.UTF_8), headers, Instant.now()));
    }

    private TestInputTopic<String, byte[]> input(String topic) {
        return driver.createInputTopic(topic, new StringSerializer(), new ByteArraySerializer());
    }

    private TestOutputTopic<String, String> output(String topic) {
        return driver.createOutputTopic(topic, new StringDeserializer(), new StringDeserializer());
    }
}
