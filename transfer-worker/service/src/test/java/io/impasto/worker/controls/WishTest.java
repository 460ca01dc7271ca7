package io.impasto.worker.controls;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.impasto.worker.Contract;
import io.impasto.worker.controls.Wish.Course;

import static org.assertj.core.api.Assertions.assertThat;

class WishTest {

    private static final String TRANSFER = "0b6f7a52-6d1c-5a53-9d5e-3e0d7a1f4c11";
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "''                   | none                 | GO_ON",
                "pause                | none                 | PAUSE",
                "pause resume         | none                 | GO_ON",
                "pause resume pause   | none                 | PAUSE",
                "resume               | none                 | GO_ON",
                "cancel               | none                 | CANCEL",
                "cancel resume        | none                 | CANCEL",
                "pause cancel         | none                 | CANCEL",
                "purge                | none                 | CANCEL",
                "purge pause          | none                 | CANCEL",
                "reweight             | none                 | GO_ON",
                "pause reweight       | none                 | PAUSE",
                "cancel reweight      | none                 | CANCEL",
                "''                   | 2026-01-01T12:00:01Z | GO_ON",
                "''                   | 2026-01-01T12:00:00Z | EXPIRE",
                "pause                | 2026-01-01T11:59:59Z | EXPIRE",
                "cancel               | 2026-01-01T11:59:59Z | CANCEL",
            })
    void controlsInTheirOrderAndTheDeadlineSayWhereToGo(String controls, Instant deadline, Course course) {
        Wishes wishes = new Wishes("nowhere:1", "impasto.controls");
        for (String control : controls.split(" ")) {
            wishes.hear(control(control));
        }
        assertThat(wishes.of(TRANSFER).at(NOW, Optional.ofNullable(deadline))).isEqualTo(course);
    }

    @Test
    void changesStayInOrderAndTheOldestGoFirst() {
        Wishes wishes = new Wishes("nowhere:1", "impasto.controls");
        for (int i = 0; i < Wish.MOST_CHANGES + 1; i++) {
            wishes.hear(
                    record("reweight", "change-" + i, "{\"change\":{\"styleWeight\":" + i + "}}", "application/json"));
        }
        assertThat(wishes.of(TRANSFER).changes()).hasSize(Wish.MOST_CHANGES);
        assertThat(wishes.of(TRANSFER).changes().get(0).control()).isEqualTo("change-1");
    }

    @Test
    void anEnvelopeInStructuredModeIsTheSame() {
        Wishes wishes = new Wishes("nowhere:1", "impasto.controls");
        byte[] envelope = ("{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/shop\",\"subject\":\"" + TRANSFER
                        + "\",\"type\":\"io.impasto.transfer.control.cancel.v1\",\"data\":{}}")
                .getBytes(StandardCharsets.UTF_8);
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>("impasto.controls", 0, 0, TRANSFER.getBytes(StandardCharsets.UTF_8), envelope);
        record.headers()
                .add("content-type", "application/cloudevents+json; charset=utf-8".getBytes(StandardCharsets.UTF_8));
        wishes.hear(record);
        assertThat(wishes.of(TRANSFER).course()).isEqualTo(Course.CANCEL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "explode  | 1  | {}                | application/json",
                "cancel   | '' | {}                | application/json",
                "cancel   | 1  | {                 | application/json",
                "cancel   | 1  | {}                | application/cloudevents+json",
                "reweight | 1  | {}                | application/json",
                "reweight | 1  | {\"change\":\"all\"} | application/json",
            })
    void whatIsNoControlIsPassedOver(String verb, String id, String data, String mediaType) {
        Wishes wishes = new Wishes("nowhere:1", "impasto.controls");
        wishes.hear(record(verb, id, data, mediaType));
        assertThat(wishes.of(TRANSFER)).isEqualTo(Wish.NONE);
    }

    private static ConsumerRecord<byte[], byte[]> control(String verb) {
        return verb.isEmpty()
                ? record("none", "1", "{}", "application/json")
                : record(
                        verb,
                        "1",
                        new String(Contract.example("transfer.control." + verb + ".v1"), StandardCharsets.UTF_8),
                        "application/json");
    }

    private static ConsumerRecord<byte[], byte[]> record(String verb, String id, String data, String mediaType) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                "impasto.controls",
                0,
                0,
                TRANSFER.getBytes(StandardCharsets.UTF_8),
                data.getBytes(StandardCharsets.UTF_8));
        header(record, "ce_specversion", "1.0");
        header(record, "ce_id", id);
        header(record, "ce_type", "io.impasto.transfer.control." + verb + ".v1");
        header(record, "content-type", mediaType);
        return record;
    }

    private static void header(ConsumerRecord<byte[], byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
