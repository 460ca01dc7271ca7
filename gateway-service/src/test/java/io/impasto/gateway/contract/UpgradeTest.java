package io.impasto.gateway.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.impasto.gateway.events.EventReader;
import io.impasto.gateway.events.Position;
import io.impasto.gateway.events.TransferEvent;
import io.impasto.gateway.transfers.Transfer;
import io.impasto.gateway.transfers.TransferDocument;

import static org.assertj.core.api.Assertions.assertThat;

/** A gateway among workers, gateways and clients of the version before, as there are while it is rolled out. */
class UpgradeTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path ROOT = Path.of(System.getProperty("impasto.root"), "gateway-service", "src");
    private static final Path BEFORE = ROOT.resolve(Path.of("test", "resources", "contract-before"));
    private static final Path NOW = ROOT.resolve(Path.of("main", "resources", "contract"));
    private static final String ID = "0b6f7a52-6d1c-5a53-9d5e-3e0d7a1f4c11";

    static List<String> examplesOfBefore() {
        return names(BEFORE.resolve("examples"));
    }

    static List<String> examplesThatBeforeKnows() {
        Set<String> known = new TreeSet<>(names(BEFORE.resolve("schemas")));
        return names(NOW.resolve("examples")).stream().filter(known::contains).toList();
    }

    static List<String> eventsOfBefore() {
        return examplesOfBefore().stream()
                .filter(name -> name.startsWith("transfer.") && !name.equals("transfer.v1"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("eventsOfBefore")
    void whatWorkersAndGatewaysOfBeforeSayIsUnderstood(String name) throws Exception {
        TransferEvent event = read(name, Files.readAllBytes(file(BEFORE, "examples", name)));
        assertThat(Transfer.fold(null, event).id()).hasToString(ID);
    }

    @Test
    void aStateOfBeforeIsReadWithAllThatItSays() throws Exception {
        byte[] before = Files.readAllBytes(file(BEFORE, "examples", "transfer.v1"));
        Transfer transfer = TransferDocument.read(before);
        assertHolds(TransferDocument.shown(transfer), JSON.readTree(before));
    }

    /** Every member that was there is there, and as it was. */
    private static void assertHolds(JsonNode now, JsonNode before) {
        if (before.isObject()) {
            before.properties().forEach(member -> {
                assertThat(now.has(member.getKey())).as(member.getKey()).isTrue();
                assertHolds(now.get(member.getKey()), member.getValue());
            });
        } else {
            assertThat(now).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @MethodSource("examplesOfBefore")
    void whatWasRightBeforeIsRightNow(String name) throws Exception {
        assertFits(NOW, name, BEFORE);
    }

    @ParameterizedTest
    @MethodSource("examplesThatBeforeKnows")
    void whatIsSaidNowIsUnderstoodByBefore(String name) throws Exception {
        assertFits(BEFORE, name, NOW);
    }

    /** Operations, parameters and answers may come, and not go; nothing becomes required. */
    @Test
    void clientsOfBeforeAreServedAsTheyWere() throws IOException {
        JsonNode before = api(BEFORE);
        JsonNode now = api(NOW);
        List<String> gone = new ArrayList<>();
        before.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    String name = operation.getKey() + " " + path.getKey();
                    JsonNode same = now.path("paths").path(path.getKey()).path(operation.getKey());
                    if (same.isMissingNode()) {
                        gone.add(name);
                    }
                    if (!operation.getKey().equals("parameters")) {
                        gone.addAll(gone(name, operation.getValue(), same));
                    }
                }));
        assertThat(gone).isEmpty();
    }

    private static List<String> gone(String name, JsonNode before, JsonNode now) {
        List<String> gone = new ArrayList<>();
        Map<String, JsonNode> parameters = parameters(now);
        parameters(before).forEach((parameter, any) -> {
            if (!parameters.containsKey(parameter)) {
                gone.add(name + ": parameter " + parameter);
            }
        });
        parameters.forEach((parameter, description) -> {
            if (description.path("required").asBoolean()
                    && !parameters(before)
                            .getOrDefault(parameter, JSON.nullNode())
                            .path("required")
                            .asBoolean()) {
                gone.add(name + ": parameter " + parameter + " is required now");
            }
        });
        before.path("responses").fieldNames().forEachRemaining(status -> {
            if (status.startsWith("2") && !now.path("responses").has(status)) {
                gone.add(name + ": answer " + status);
            }
        });
        before.path("requestBody").path("content").fieldNames().forEachRemaining(type -> {
            if (!now.path("requestBody").path("content").has(type)) {
                gone.add(name + ": body " + type);
            }
        });
        return gone;
    }

    private static Map<String, JsonNode> parameters(JsonNode operation) {
        Map<String, JsonNode> parameters = new HashMap<>();
        StreamSupport.stream(operation.path("parameters").spliterator(), false)
                .forEach(parameter -> parameters.put(
                        parameter.path("in").asText()
                                + " "
                                + parameter
                                        .path("name")
                                        .asText(parameter.path("$ref").asText()),
                        parameter));
        return parameters;
    }

    private static JsonNode api(Path contract) throws IOException {
        return new ObjectMapper(new YAMLFactory())
                .readTree(contract.resolve("openapi.yaml").toFile());
    }

    private static void assertFits(Path schemas, String name, Path examples) throws IOException {
        Map<String, String> all = new HashMap<>();
        for (String each : names(schemas.resolve("schemas"))) {
            String text = Files.readString(file(schemas, "schemas", each));
            all.put(JSON.readTree(text).path("$id").asText(), text);
        }
        String id = JSON.readTree(file(schemas, "schemas", name).toFile())
                .path("$id")
                .asText();
        assertThat(JsonSchemaFactory.getInstance(
                                SpecVersion.VersionFlag.V202012, f -> f.schemaLoaders(s -> s.schemas(all)))
                        .getSchema(SchemaLocation.of(id))
                        .validate(JSON.readTree(file(examples, "examples", name).toFile())))
                .isEmpty();
    }

    private static TransferEvent read(String name, byte[] data) throws Exception {
        Headers headers = new RecordHeaders();
        Map.of("ce_id", "e1", "ce_type", "io.impasto." + name, "ce_subject", ID, "ce_time", "2026-01-01T12:00:00Z")
                .forEach((header, value) -> headers.add(header, value.getBytes(StandardCharsets.UTF_8)));
        return EventReader.read(headers, ID.getBytes(StandardCharsets.UTF_8), data, 0, new Position(1, 2))
                .orElseThrow();
    }

    private static Path file(Path contract, String kind, String name) {
        return contract.resolve(kind).resolve(name + ".json");
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString().replaceFirst("\\.json$", ""))
                    .filter(name -> name.matches(".*\\.v[0-9]+"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
