package io.impasto.worker.transfers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.DisallowUnknownKeywordFactory;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.Keyword;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SchemaLocation;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.impasto.worker.Contract;
import io.impasto.worker.settings.KafkaSettings;

import static org.assertj.core.api.Assertions.assertThat;

/** What the gateway's asyncapi.yaml says of topics and messages is what the worker takes and publishes. */
class AsyncApiTest {

    private static final String SELF = "https://impasto.example/asyncapi.yaml";
    private static final JsonNode DOCUMENT = document();
    private static final JsonSchemaFactory SCHEMAS = schemas();

    private final KafkaSettings settings =
            new SmallRyeConfigBuilder().withMapping(KafkaSettings.class).build().getConfigMapping(KafkaSettings.class);

    @Test
    void topicsAndGroupAreThoseOfTheDocument() {
        assertThat(settings.requestsTopic()).isEqualTo(topic("requests"));
        assertThat(settings.eventsTopic()).isEqualTo(topic("events"));
        assertThat(settings.workersTopic()).isEqualTo(topic("workers"));
        JsonNode operation = DOCUMENT.at("/operations/requestTransfer");
        assertThat(operation.at("/channel/$ref").asText()).isEqualTo("#/channels/requests");
        assertThat(operation.at("/bindings/kafka/groupId/const").asText()).isEqualTo(settings.group());
    }

    @Test
    void theRequestIsTheOnlyMessageOfTheQueue() {
        assertThat(types("requests")).containsExactly(RequestReader.TYPE);
    }

    @Test
    void everyEventThatWorkersPublishIsInTheDocumentAndNoOther() {
        Set<String> published = Happenings.all().map(TransferEvent::type).collect(Collectors.toSet());
        assertThat(published).hasSameSizeAs(TransferEvent.class.getPermittedSubclasses());
        assertThat(types("events")).containsExactlyInAnyOrderElementsOf(published);
    }

    @ParameterizedTest
    @MethodSource("io.impasto.worker.transfers.Happenings#all")
    void whatIsPublishedFitsTheDocument(TransferEvent event) {
        ProducerRecord<byte[], byte[]> record = EventPublisher.record(
                settings.eventsTopic(),
                EventPublisher.source("easel-1"),
                Records.TRANSFER,
                Trace.of(Optional.of(Records.TRACEPARENT), Optional.of(Records.TRACESTATE)),
                event);
        Map<String, String> headers = headers(record);
        String message = "/components/messages/" + event.verb();
        assertThat(violations(message + "/headers", headers)).isEmpty();
        assertThat(documented(event.verb())).containsExactlyInAnyOrderElementsOf(headers.keySet());
        assertThat(headers.get("content-type"))
                .isEqualTo(DOCUMENT.at(message + "/contentType").asText());
        assertThat(violations("/components/schemas/transferId", new String(record.key(), StandardCharsets.UTF_8)))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.impasto.worker.transfers.Happenings#all")
    void whatIsPublishedInStructuredModeSaysTheSame(TransferEvent event) throws IOException {
        String source = EventPublisher.source("easel-1");
        Trace trace = Trace.of(Optional.of(Records.TRACEPARENT), Optional.of(Records.TRACESTATE));
        ProducerRecord<byte[], byte[]> record =
                EventPublisher.structured(settings.eventsTopic(), source, Records.TRANSFER, trace, event);
        JsonNode whole = new ObjectMapper().readTree(record.value());
        assertThat(violations("/components/schemas/structuredEvent", whole)).isEmpty();
        CloudEvent read = CloudEvent.of(Records.record(Records.TRANSFER, record.value(), headers(record)));
        assertThat(read.attribute("type")).contains(event.type());
        assertThat(read.trace()).isEqualTo(trace);
        assertThat(read.data()).isEqualTo(new ObjectMapper().readTree(Json.write(event)));
    }

    @ParameterizedTest
    @MethodSource("io.impasto.worker.transfers.Happenings#all")
    void theDocumentHoldsReportsToWorkersAsTheirSource(TransferEvent event) {
        ProducerRecord<byte[], byte[]> record =
                EventPublisher.record(settings.eventsTopic(), "/shop", Records.TRANSFER, Trace.NONE, event);
        assertThat(violations("/components/messages/" + event.verb() + "/headers", headers(record)))
                .isNotEmpty();
    }

    @Test
    void anAnnouncementFitsTheDocument() {
        ProducerRecord<byte[], byte[]> record =
                EventPublisher.announcement(settings.workersTopic(), "easel-1", Map.of("worker", "easel-1"));
        Map<String, String> headers = headers(record);
        String message = "/components/messages/workerAnnounced";
        assertThat(violations(message + "/headers", headers)).isEmpty();
        assertThat(documented("workerAnnounced")).containsExactlyInAnyOrderElementsOf(headers.keySet());
        assertThat(types("workers")).containsExactly(EventPublisher.ANNOUNCED);
        assertThat(record.key()).asString(StandardCharsets.UTF_8).isEqualTo("easel-1");
    }

    @Test
    void theRequestOfTheDocumentIsAccepted() {
        Map<String, String> headers = example();
        assertThat(RequestReader.read(request(headers))).isInstanceOfSatisfying(Incoming.Accepted.class, accepted -> {
            assertThat(accepted.request().transfer()).isEqualTo(headers.get("ce_subject"));
            assertThat(accepted.request().request()).isEqualTo(headers.get("ce_id"));
            assertThat(accepted.request().trace().parent()).contains(headers.get("traceparent"));
        });
    }

    @Test
    void theRequestOfTheDocumentIsTheSameInStructuredMode() throws IOException {
        Incoming binary = RequestReader.read(request(example()));
        ObjectNode event = new ObjectMapper().createObjectNode();
        example()
                .forEach((header, value) -> event.put(
                        header.equals("content-type") ? "datacontenttype" : header.replaceFirst("^ce_", ""), value));
        byte[] data = Contract.example("transfer.requested.v1");
        event.set("data", new ObjectMapper().readTree(data));
        assertThat(violations("/components/schemas/structuredEvent", event)).isEmpty();
        assertThat(RequestReader.read(structured(event))).isEqualTo(binary);
        event.remove("data");
        event.put("data_base64", data);
        assertThat(violations("/components/schemas/structuredEvent", event)).isEmpty();
        assertThat(RequestReader.read(structured(event))).isEqualTo(binary);
        for (String attribute : List.of("type", "id", "specversion", "data_base64")) {
            assertThat(RequestReader.read(structured(event.deepCopy().without(attribute))))
                    .as(attribute)
                    .isInstanceOf(Incoming.Unreadable.class);
        }
        assertThat(RequestReader.read(structured(event.deepCopy().put("data_base64", "?"))))
                .isInstanceOf(Incoming.Unreadable.class);
        assertThat(RequestReader.read(structured(event.deepCopy().put("type", "io.other.v1"))))
                .isEqualTo(new Incoming.Foreign("io.other.v1"));
    }

    private static ConsumerRecord<byte[], byte[]> structured(JsonNode event) {
        return Records.record(
                Records.TRANSFER,
                event.toString().getBytes(StandardCharsets.UTF_8),
                Map.of("content-type", "Application/CloudEvents+JSON; charset=UTF-8"));
    }

    @Test
    void theHeadersThatWorkersInsistOnAreRequired() {
        List<String> insisted = new ArrayList<>();
        for (String header : documented("requested")) {
            Map<String, String> headers = example();
            headers.remove(header);
            if (!(RequestReader.read(request(headers)) instanceof Incoming.Accepted)) {
                insisted.add(header);
            }
        }
        assertThat(insisted).contains("ce_type", "ce_id", "ce_specversion");
        Set<String> required = new TreeSet<>();
        DOCUMENT.at("/components/schemas/cloudEvent/required").forEach(name -> required.add(name.asText()));
        assertThat(required).containsAll(insisted);
    }

    @Test
    void anIdIsAsLongAsTheDocumentAllowsAndNoLonger() {
        int longest = DOCUMENT.at("/components/schemas/cloudEvent/properties/ce_id/maxLength")
                .asInt();
        Map<String, String> headers = example();
        headers.put("ce_id", "x".repeat(longest));
        assertThat(RequestReader.read(request(headers))).isInstanceOf(Incoming.Accepted.class);
        headers.put("ce_id", "x".repeat(longest + 1));
        assertThat(RequestReader.read(request(headers))).isInstanceOf(Incoming.Unreadable.class);
    }

    @Test
    void aDeadLetterIsMarkedAsTheDocumentSays() {
        Map<String, String> original = Records.headers();
        ProducerRecord<byte[], byte[]> record =
                EventPublisher.deadLetter(Records.record(null, new byte[0], original), "it has no key");
        assertThat(record.topic()).isEqualTo(topic("requestsDeadLetters"));
        Map<String, String> headers = headers(record);
        assertThat(headers).containsAllEntriesOf(original);
        assertThat(violations("/components/messages/deadLetter/headers", headers))
                .isEmpty();
        headers.keySet().removeAll(original.keySet());
        assertThat(headers).containsOnlyKeys(documented("deadLetter"));
    }

    private static JsonNode document() {
        try {
            return new YAMLMapper().readTree(Contract.asyncApi());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonSchemaFactory schemas() {
        List<Keyword> sections = new ArrayList<>();
        DOCUMENT.fieldNames().forEachRemaining(name -> sections.add(new NonValidationKeyword(name)));
        JsonMetaSchema strict = JsonMetaSchema.builder(JsonMetaSchema.getV202012())
                .keywords(sections)
                .unknownKeywordFactory(DisallowUnknownKeywordFactory.getInstance())
                .build();
        return JsonSchemaFactory.builder()
                .defaultMetaSchemaIri(strict.getIri())
                .metaSchema(strict)
                .schemaLoaders(loaders -> loaders.schemas(Map.of(SELF, DOCUMENT.toString())))
                .build();
    }

    private static String topic(String channel) {
        return DOCUMENT.at("/channels/" + channel + "/address").asText();
    }

    /** The only {@code ce_type} that each message of a channel may have. */
    private static List<String> types(String channel) {
        return DOCUMENT.at("/channels/" + channel + "/messages").findValuesAsText("$ref").stream()
                .map(reference -> DOCUMENT.at(reference.substring(1) + "/headers/properties/ce_type/const")
                        .asText())
                .toList();
    }

    /** Names of the headers that a message of the document has. */
    private static Set<String> documented(String message) {
        Set<String> names = new TreeSet<>();
        JsonNode own = DOCUMENT.at("/components/messages/" + message + "/headers");
        Stream.concat(
                        Stream.of(own),
                        own.findValuesAsText("$ref").stream().map(reference -> DOCUMENT.at(reference.substring(1))))
                .forEach(schema -> schema.path("properties").fieldNames().forEachRemaining(names::add));
        return names;
    }

    private static List<String> violations(String pointer, Object value) {
        return SCHEMAS
                .getSchema(SchemaLocation.of(SELF + "#" + pointer))
                .validate(new ObjectMapper().<JsonNode>valueToTree(value))
                .stream()
                .map(Object::toString)
                .toList();
    }

    private static Map<String, String> example() {
        Map<String, String> headers = new TreeMap<>();
        DOCUMENT.at("/components/messages/requested/examples/0/headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        return headers;
    }

    private static ConsumerRecord<byte[], byte[]> request(Map<String, String> headers) {
        return Records.record(Records.TRANSFER, Contract.example("transfer.requested.v1"), headers);
    }

    private static Map<String, String> headers(ProducerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new TreeMap<>();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return headers;
    }
}
