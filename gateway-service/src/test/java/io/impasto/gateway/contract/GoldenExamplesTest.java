package io.impasto.gateway.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.impasto.gateway.events.EventReader;
import io.impasto.gateway.events.EventTypes;
import io.impasto.gateway.events.EventWriter;
import io.impasto.gateway.events.Json;
import io.impasto.gateway.events.Position;
import io.impasto.gateway.events.TransferEvent;
import io.impasto.gateway.events.TransferEvent.Report;
import io.impasto.gateway.events.TransferEvent.Requested;
import io.impasto.gateway.transfers.Transfer;
import io.impasto.gateway.transfers.TransferDocument;

import static org.assertj.core.api.Assertions.assertThat;

/** Every golden example fits its schema, and our records read and write it. */
class GoldenExamplesTest {

    private static final String ID = "0b6f7a52-6d1c-5a53-9d5e-3e0d7a1f4c11";

    private final ObjectMapper json = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "image.v1",
                "problem.v1",
                "transfer.cancelled.v1",
                "transfer.completed.v1",
                "transfer.control.cancel.v1",
                "transfer.control.pause.v1",
                "transfer.control.purge.v1",
                "transfer.control.resume.v1",
                "transfer.control.reweight.v1",
                "transfer.expired.v1",
                "transfer.failed.v1",
                "transfer.paused.v1",
                "transfer.progressed.v1",
                "transfer.released.v1",
                "transfer.requested.v1",
                "transfer.reweighted.v1",
                "transfer.started.v1",
                "transfer.starting.v1",
                "transfer.v1",
                "webhook.v1",
                "worker.announced.v1"
            })
    void everyExampleFitsItsSchema(String name) throws Exception {
        assertFits(name, json.readTree(example(name)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "starting",
                "started",
                "progressed",
                "reweighted",
                "paused",
                "released",
                "completed",
                "failed",
                "cancelled",
                "expired"
            })
    void everyReportIsReadWithAllItsData(String name) throws Exception {
        byte[] example = example("transfer." + name + ".v1");
        TransferEvent event = read("io.impasto.transfer." + name + ".v1", example);
        assertThat(event).isInstanceOfSatisfying(Report.class, report -> {
            assertThat(report.name()).isEqualTo("transfer." + name);
            assertThat(report.attempt()).isEqualTo(1);
            assertThat(report.transfer()).hasToString(ID);
            assertThat(report.data()).isEqualTo(tree(example));
        });
    }

    @Test
    void theRequestIsReadAndWrittenTheSame() throws Exception {
        byte[] example = example("transfer.requested.v1");
        Requested event = (Requested) read(EventTypes.REQUESTED, example);
        byte[] written = EventWriter.data(event);
        assertThat(json.readTree(written)).isEqualTo(json.readTree(example));
        Headers headers = new RecordHeaders(EventWriter.headers(event));
        assertThat(EventReader.read(headers, ID.getBytes(StandardCharsets.UTF_8), written, 0, event.position()))
                .contains(event);
    }

    @Test
    void theStateIsReadAndWrittenTheSame() throws Exception {
        byte[] example = example("transfer.v1");
        Transfer state = TransferDocument.read(example);
        JsonNode written = json.readTree(TransferDocument.write(state));
        JsonNode expected = json.readTree(example);
        ((ObjectNode) expected).remove("links");
        assertThat(written).isEqualTo(expected);
        assertFits("transfer.v1", written);
        assertFits("transfer.v1", Json.MAPPER.valueToTree(TransferDocument.shown(state)));
    }

    @Test
    void aStateOfBeforeThereWereTimesIsRead() throws Exception {
        ObjectNode old = (ObjectNode) json.readTree(example("transfer.v1"));
        JsonNode times = old.remove("times");
        Transfer state = TransferDocument.read(json.writeValueAsBytes(old));
        JsonNode shown = TransferDocument.shown(state).get("times");
        assertThat(shown).isEqualTo(times);
    }

    @Test
    void membersOfLaterVersionsAreIgnored() throws Exception {
        String later = new String(example("transfer.progressed.v1"), StandardCharsets.UTF_8)
                .replaceFirst("\\{", "{\"brushes\":[1,2],");
        assertThat(read(EventTypes.PROGRESSED, later.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Report.class);
    }

    @Test
    void everySchemaIsServedAndNamedByItsFile() throws Exception {
        for (String name : ContractFiles.SCHEMAS) {
            JsonNode schema = json.readTree(ContractFiles.schema(name).orElseThrow());
            String bare = name.substring(0, name.lastIndexOf('.'));
            assertThat(schema.path("$id").asText()).isEqualTo("urn:impasto:schema:" + bare + ":v1");
        }
        assertThat(ContractFiles.schema("transfer.v1.json")).isPresent();
        assertThat(ContractFiles.schema("../application.properties")).isEmpty();
    }

    private TransferEvent read(String type, byte[] data) throws Exception {
        Headers headers = new RecordHeaders();
        Map.of("ce_id", "e1", "ce_type", type, "ce_subject", ID, "ce_time", "2026-01-01T12:00:00Z")
                .forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        return EventReader.read(headers, ID.getBytes(StandardCharsets.UTF_8), data, 0, new Position(1, 2))
                .orElseThrow();
    }

    private JsonNode tree(byte[] data) {
        try {
            return json.readTree(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertFits(String name, JsonNode value) throws Exception {
        Map<String, String> schemas = new HashMap<>();
        for (String each : ContractFiles.SCHEMAS) {
            JsonNode node = json.readTree(ContractFiles.schema(each).orElseThrow());
            schemas.put(node.path("$id").asText(), node.toString());
        }
        String id = json.readTree(ContractFiles.schema(name).orElseThrow())
                .path("$id")
                .asText();
        assertThat(JsonSchemaFactory.getInstance(
                                SpecVersion.VersionFlag.V202012, f -> f.schemaLoaders(s -> s.schemas(schemas)))
                        .getSchema(SchemaLocation.of(id))
                        .validate(value))
                .isEmpty();
    }

    private static byte[] example(String name) {
        return ContractFiles.read("examples/" + name + ".json");
    }
}
