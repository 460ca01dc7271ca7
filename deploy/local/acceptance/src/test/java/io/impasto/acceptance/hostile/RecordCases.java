package io.impasto.acceptance.hostile;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.impasto.acceptance.hostile.Expected.PassedOver;
import io.impasto.acceptance.hostile.Expected.PutAside;
import io.impasto.stack.Topics;

/** Records that other systems, or nobody in particular, wrote into the topics. */
final class RecordCases {

    private static final String REQUESTED = "io.impasto.transfer.requested.v1";
    private static final String PROGRESSED = "io.impasto.transfer.progressed.v1";
    private static final String COMPLETED = "io.impasto.transfer.completed.v1";
    private static final String FAILED = "io.impasto.transfer.failed.v1";
    private static final String CANCEL = "io.impasto.transfer.control.cancel.v1";
    private static final Expected PUT_ASIDE = new PutAside();
    private static final Expected PASSED_OVER = new PassedOver();

    private RecordCases() {}

    /** @param ended a transfer that has succeeded */
    static Stream<Case> all(String ended) {
        return Stream.of(requests(), events(), contradictions(ended), others()).flatMap(cases -> cases);
    }

    private static Stream<Case> requests() {
        String topic = Topics.REQUESTS;
        return Stream.of(
                event("a request without data", topic, REQUESTED, null, PUT_ASIDE),
                event("a request of zero bytes", topic, REQUESTED, "", PUT_ASIDE),
                event("a request that is null", topic, REQUESTED, "null", PUT_ASIDE),
                event("a request that is an array", topic, REQUESTED, "[1, 2]", PUT_ASIDE),
                event("a request without images", topic, REQUESTED, "{}", PUT_ASIDE),
                event(
                        "a request with a path as its image",
                        topic,
                        REQUESTED,
                        request("../../etc/passwd", "{}"),
                        PUT_ASIDE),
                event(
                        "a request with NaN",
                        topic,
                        REQUESTED,
                        request("a".repeat(64), "{\"styleWeight\": NaN}"),
                        PUT_ASIDE),
                event("a request 100,000 deep", topic, REQUESTED, "[".repeat(100_000), PUT_ASIDE),
                event("a request of 100,000 members", topic, REQUESTED, manyMembers(), PUT_ASIDE),
                bytes(
                        "a request that is no UTF-8",
                        topic,
                        REQUESTED,
                        new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'},
                        PUT_ASIDE),
                bytes("900 kB of nothing", topic, REQUESTED, new byte[900_000], PUT_ASIDE),
                event("a request of another version", topic, "io.impasto.transfer.requested.v9", "{}", PASSED_OVER),
                event("another system's event", topic, "com.example.order.placed", "{}", PASSED_OVER),
                changed("a request without a type", topic, "ce_type", null, PUT_ASIDE),
                changed("a request without an id", topic, "ce_id", null, PUT_ASIDE),
                changed(
                        "a request about another transfer",
                        topic,
                        "ce_subject",
                        UUID.randomUUID().toString(),
                        PUT_ASIDE),
                changed("a request at no time", topic, "ce_time", "yesterday", PUT_ASIDE),
                unkeyed("a request without a key", topic, REQUESTED));
    }

    private static Stream<Case> events() {
        String topic = Topics.EVENTS;
        return Stream.of(
                event("progress without data", topic, PROGRESSED, null, PUT_ASIDE),
                event("progress with NaN", topic, PROGRESSED, "{\"attempt\": 1, \"evaluation\": NaN}", PUT_ASIDE),
                event("progress at 1e999", topic, PROGRESSED, "{\"attempt\": 1, \"evaluation\": 1e999}", PUT_ASIDE),
                event("progress of attempt 0", topic, PROGRESSED, "{\"attempt\": 0, \"evaluation\": 1}", PUT_ASIDE),
                event("an end without a result", topic, COMPLETED, "{\"attempt\": 1}", PUT_ASIDE),
                event("an event of another version", topic, "io.impasto.transfer.progressed.v2", "{}", PASSED_OVER),
                event("a request among the events", topic, REQUESTED, request("a".repeat(64), "{}"), PUT_ASIDE),
                event("progress of nobody", topic, PROGRESSED, "{\"attempt\": 1, \"evaluation\": 1}", PASSED_OVER),
                event(
                        "the end of nobody",
                        topic,
                        COMPLETED,
                        "{\"attempt\": 1, \"result\": {\"name\": \"result.png\"}}",
                        PASSED_OVER),
                unkeyed("progress without a key", topic, PROGRESSED));
    }

    private static Stream<Case> contradictions(String ended) {
        return Stream.of(
                about(
                        ended,
                        "a failure after the success",
                        Topics.EVENTS,
                        FAILED,
                        "{\"attempt\": 9, \"problem\": {\"type\": \"urn:x\"}}"),
                about(
                        ended,
                        "progress after the success",
                        Topics.EVENTS,
                        PROGRESSED,
                        "{\"attempt\": 9, \"evaluation\": 1}"),
                about(
                        ended,
                        "a start after the success",
                        Topics.EVENTS,
                        "io.impasto.transfer.started.v1",
                        "{\"attempt\": 9, \"worker\": \"w\"}"),
                about(
                        ended,
                        "another success with a path as its result",
                        Topics.EVENTS,
                        COMPLETED,
                        "{\"attempt\": 1, \"result\": {\"name\": \"../../secret\"}}"),
                about(ended, "a cancellation after the success", Topics.CONTROLS, CANCEL, "{}"),
                about(ended, "the request once more", Topics.REQUESTS, REQUESTED, request("b".repeat(64), "{}")));
    }

    private static Stream<Case> others() {
        return Stream.of(
                event(
                        "a control without a change",
                        Topics.CONTROLS,
                        "io.impasto.transfer.control.reweight.v1",
                        "{\"change\": 5}",
                        PUT_ASIDE),
                event(
                        "an event among the controls",
                        Topics.CONTROLS,
                        PROGRESSED,
                        "{\"attempt\": 1, \"evaluation\": 1}",
                        PUT_ASIDE),
                event("a state that is none", Topics.TRANSFERS, REQUESTED, "{\"state\": 7}", PUT_ASIDE),
                event(
                        "a delivery that is none",
                        Topics.DELIVERIES,
                        REQUESTED,
                        "{\"url\": \"http://10.0.0.1/\"}",
                        PUT_ASIDE));
    }

    private static Case event(String name, String topic, String type, String data, Expected expected) {
        return bytes(name, topic, type, data == null ? null : data.getBytes(StandardCharsets.UTF_8), expected);
    }

    private static Case bytes(String name, String topic, String type, byte[] data, Expected expected) {
        String id = UUID.randomUUID().toString();
        return new Case(
                name,
                () -> new Attack.Message(topic, id.getBytes(StandardCharsets.UTF_8), data, headers(id, type)),
                expected);
    }

    private static Case unkeyed(String name, String topic, String type) {
        String id = UUID.randomUUID().toString();
        return new Case(
                name,
                () -> new Attack.Message(
                        topic,
                        null,
                        "{\"attempt\": 1, \"evaluation\": 1}".getBytes(StandardCharsets.UTF_8),
                        headers(id, type)),
                PUT_ASIDE);
    }

    private static Case changed(String name, String topic, String header, String value, Expected expected) {
        String id = UUID.randomUUID().toString();
        Map<String, String> headers = headers(id, REQUESTED);
        headers.remove(header);
        if (value != null) {
            headers.put(header, value);
        }
        byte[] data = request("a".repeat(64), "{}").getBytes(StandardCharsets.UTF_8);
        return new Case(
                name, () -> new Attack.Message(topic, id.getBytes(StandardCharsets.UTF_8), data, headers), expected);
    }

    private static Case about(String transfer, String name, String topic, String type, String data) {
        return new Case(
                name,
                () -> new Attack.Message(
                        topic,
                        transfer.getBytes(StandardCharsets.UTF_8),
                        data.getBytes(StandardCharsets.UTF_8),
                        headers(transfer, type)),
                PASSED_OVER);
    }

    private static Map<String, String> headers(String transfer, String type) {
        return new HashMap<>(Map.of(
                "ce_specversion", "1.0",
                "ce_id", UUID.randomUUID().toString(),
                "ce_source", "/stranger",
                "ce_type", type,
                "ce_subject", transfer,
                "ce_time", "2026-01-01T00:00:00Z",
                "content-type", "application/json"));
    }

    private static String request(String content, String options) {
        return "{\"content\": \"%s\", \"styles\": [\"%s\"], \"options\": %s}"
                .formatted(content, "a".repeat(64), options);
    }

    private static String manyMembers() {
        return IntStream.range(0, 60_000).mapToObj(i -> "\"m" + i + "\":1").collect(Collectors.joining(",", "{", "}"));
    }
}
