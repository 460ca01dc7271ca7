package io.impasto.gateway.contract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.impasto.gateway.events.EventReader;
import io.impasto.gateway.events.EventWriter;
import io.impasto.gateway.events.Json;
import io.impasto.gateway.events.Position;
import io.impasto.gateway.events.Trace;
import io.impasto.gateway.events.TransferEvent;
import io.impasto.gateway.events.TransferEvent.Control;
import io.impasto.gateway.events.TransferEvent.Head;
import io.impasto.gateway.events.TransferEvent.Report;
import io.impasto.gateway.events.TransferEvent.Requested;
import io.impasto.gateway.events.TransferRequest;
import io.impasto.gateway.events.UnreadableRecord;
import io.impasto.gateway.kafka.DeadLetter;
import io.impasto.gateway.kafka.Topics;
import io.impasto.gateway.transfers.Transfer;
import io.impasto.gateway.transfers.TransferDocument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What asyncapi.yaml says is what the gateway does; transfer-worker holds itself to the same document. */
class AsyncApiTest {

    private static final AsyncApi API = new AsyncApi();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Position SOMEWHERE = new Position(0, 0);

    /** Deliveries of webhooks are between gateways only. */
    private static final Set<String> OWN = Set.of(
            Topics.DELIVERIES,
            Topics.deadLetters(Topics.DELIVERIES),
            // Announcements that can't be read are passed over.
            Topics.deadLetters(Topics.WORKERS));

    @Test
    void everyReferenceResolves() {
        assertThat(API.at("/asyncapi").asText()).isEqualTo("3.0.0");
        assertThat(API.references()).hasSizeGreaterThan(20).allSatisfy(reference -> assertThat(API.resolves(reference))
                .as("%s is there", reference)
                .isTrue());
    }

    @Test
    void theChannelsAreTheTopicsThatAreNotTheGatewaysOwn() {
        Set<String> topics = Topics.ALL.stream()
                .flatMap(topic -> Stream.of(topic, Topics.deadLetters(topic)))
                .filter(topic -> !OWN.contains(topic))
                .collect(Collectors.toSet());
        assertThat(API.channels().stream().map(API::address)).containsExactlyInAnyOrderElementsOf(topics);
    }

    @Test
    void requestsEventsAndControlsHaveAsManyPartitionsBecauseTheyAreFoldedTogether() {
        JsonNode requests = API.channel(Topics.REQUESTS).at("/bindings/kafka/partitions");
        assertThat(requests.isInt()).isTrue();
        assertThat(API.channel(Topics.EVENTS).at("/bindings/kafka/partitions")).isEqualTo(requests);
        assertThat(API.channel(Topics.CONTROLS).at("/bindings/kafka/partitions"))
                .isEqualTo(requests);
    }

    @Test
    void everyChannelHasAnOperationWithAllItsMessages() {
        Set<String> used = new TreeSet<>();
        API.at("/operations").properties().forEach(operation -> {
            String channel = operation.getValue().at("/channel/$ref").asText();
            assertThat(channel).as(operation.getKey()).startsWith("#/channels/");
            used.add(channel.substring("#/channels/".length()));
            assertThat(operation.getValue().path("messages").findValuesAsText("$ref"))
                    .as(operation.getKey())
                    .containsExactlyInAnyOrderElementsOf(
                            API.at(channel.substring(1) + "/messages").properties().stream()
                                    .map(message -> channel + "/messages/" + message.getKey())
                                    .toList());
            assertThat(operation.getValue().path("action").asText())
                    .as(operation.getKey())
                    .isEqualTo(
                            Set.of("#/channels/requests", "#/channels/controls").contains(channel)
                                    ? "receive"
                                    : "send");
        });
        assertThat(used).isEqualTo(API.channels());
    }

    @Test
    void everyMessageIsInAChannel() {
        assertThat(API.channels().stream().flatMap(name -> API.messages(API.address(name)).stream()))
                .containsOnly(API.messages().toArray(String[]::new));
    }

    static Stream<String> messages() {
        return API.messages().stream();
    }

    @ParameterizedTest
    @MethodSource("messages")
    void everyMessageHasExamplesThatFitItsSchemas(String name) {
        String message = "/components/messages/" + name;
        String payload = API.message(name).at("/payload/schema").isMissingNode() ? "/payload" : "/payload/schema";
        assertThat(API.message(name).path("examples")).isNotEmpty().allSatisfy(example -> {
            assertThat(example.has("payload")).isTrue();
            assertThat(API.violations(message + payload, example.path("payload")))
                    .isEmpty();
            assertThat(example.has("headers")).isEqualTo(API.message(name).has("headers"));
            if (example.has("headers")) {
                assertThat(API.violations(message + "/headers", example.path("headers")))
                        .isEmpty();
                assertThat(API.headers(name, false))
                        .containsAll(example.path("headers").properties().stream()
                                .map(header -> header.getKey())
                                .toList());
            }
        });
    }

    static Stream<String> events() {
        return Stream.of(Topics.REQUESTS, Topics.EVENTS, Topics.CONTROLS)
                .flatMap(topic -> API.messages(topic).stream());
    }

    @ParameterizedTest
    @MethodSource("events")
    void theExampleOfAnEventIsTheGoldenOne(String name) throws Exception {
        assertThat(example(name, "payload")).isEqualTo(golden("transfer." + name + ".v1"));
    }

    @Test
    void theExampleOfAnAnnouncementIsTheGoldenOne() throws Exception {
        assertThat(example("workerAnnounced", "payload")).isEqualTo(golden("worker.announced.v1"));
    }

    @ParameterizedTest
    @MethodSource("events")
    void theExampleOfAnEventIsReadByTheGatewayFromItsTopic(String name) throws Exception {
        TransferEvent event = read(name, example(name, "headers"));
        assertThat(API.messages(Topics.of(event))).contains(name);
        assertThat(event.head().id())
                .isEqualTo(example(name, "headers").path("ce_id").asText());
        assertThat(event.transfer())
                .hasToString(example(name, "headers").path("ce_subject").asText());
    }

    @ParameterizedTest
    @MethodSource("events")
    void anEventInStructuredModeIsTheSame(String name) throws Exception {
        TransferEvent binary = read(name, example(name, "headers"));
        ObjectNode event = structured(name);
        assertThat(API.violations("/components/schemas/structuredEvent", event)).isEmpty();
        assertThat(readStructured(event)).isEqualTo(binary);
        byte[] data = JSON.writeValueAsBytes(event.remove("data"));
        event.put("data_base64", Base64.getEncoder().encodeToString(data));
        assertThat(API.violations("/components/schemas/structuredEvent", event)).isEmpty();
        assertThat(readStructured(event)).isEqualTo(binary);
    }

    @ParameterizedTest
    @ValueSource(strings = {"type", "id", "subject", "data"})
    void anEventInStructuredModeThatLacksSomethingIsUnreadable(String attribute) {
        ObjectNode event = structured("requested");
        event.remove(attribute);
        assertThatThrownBy(() -> readStructured(event)).isInstanceOf(UnreadableRecord.class);
        event.putObject(attribute);
        event.put("data_base64", "?");
        assertThatThrownBy(() -> readStructured(event)).isInstanceOf(UnreadableRecord.class);
    }

    @Test
    void attemptsBeforeCountInStructuredModeToo() throws Exception {
        ObjectNode event = structured("requested").put("priorattempts", 3);
        assertThat(API.violations("/components/schemas/structuredEvent", event)).isEmpty();
        assertThat(((Requested) readStructured(event)).priorAttempts()).isEqualTo(3);
        EventWriter.Written again = EventWriter.write(readStructured(event), EventWriter.Mode.STRUCTURED);
        assertThat(JSON.readTree(again.value()).path("priorattempts").isInt()).isTrue();
        assertThat(((Requested) readStructured((ObjectNode) JSON.readTree(again.value()))).priorAttempts())
                .isEqualTo(3);
        event.put("priorattempts", -1);
        assertThatThrownBy(() -> readStructured(event)).hasMessageContaining("attribute priorattempts");
    }

    @ParameterizedTest
    @MethodSource("events")
    void whatIsPublishedInStructuredModeIsReadAsTheSame(String name) throws Exception {
        TransferEvent event = read(name, example(name, "headers"));
        EventWriter.Written written = EventWriter.write(event, EventWriter.Mode.STRUCTURED);
        assertThat(API.violations("/components/schemas/structuredEvent", JSON.readTree(written.value())))
                .isEmpty();
        byte[] key = event.transfer().toString().getBytes(StandardCharsets.UTF_8);
        assertThat(EventReader.read(new RecordHeaders(written.headers()), key, written.value(), 0, SOMEWHERE))
                .contains(event);
        assertThat(written.headers()).noneMatch(header -> header.key().startsWith("ce_"));
    }

    /** The example as one value. */
    private static ObjectNode structured(String name) {
        ObjectNode event = JSON.createObjectNode();
        example(name, "headers").properties().forEach(header -> {
            String attribute = header.getKey().equals("content-type") ? "datacontenttype" : header.getKey();
            event.set(attribute.replaceFirst("^ce_", ""), header.getValue());
        });
        event.set("data", example(name, "payload"));
        return event;
    }

    private static TransferEvent readStructured(ObjectNode event) throws Exception {
        Headers headers = new RecordHeaders();
        headers.add("content-type", "Application/CloudEvents+JSON; charset=UTF-8".getBytes(StandardCharsets.UTF_8));
        byte[] key = "0b6f7a52-6d1c-5a53-9d5e-3e0d7a1f4c11".getBytes(StandardCharsets.UTF_8);
        return EventReader.read(headers, key, JSON.writeValueAsBytes(event), 0, SOMEWHERE)
                .orElseThrow();
    }

    @Test
    void everyEventThatTheGatewayKnowsIsInTheDocument() {
        Set<Class<?>> known = new HashSet<>(Set.of(Report.class.getPermittedSubclasses()));
        known.addAll(Set.of(Control.class.getPermittedSubclasses()));
        known.add(Requested.class);
        assertThat(Set.of(TransferEvent.class.getPermittedSubclasses()))
                .isEqualTo(Set.of(Requested.class, Control.class, Report.class));
        assertThat(events().<Class<?>>map(
                                name -> read(name, example(name, "headers")).getClass()))
                .containsExactlyInAnyOrderElementsOf(known);
    }

    @ParameterizedTest
    @MethodSource("events")
    void aMessageIsNamedByTheOnlyTypeThatItsHeadersAllow(String name) {
        String type = API.message(name).path("name").asText();
        assertThat(example(name, "headers").path("ce_type").asText()).isEqualTo(type);
        assertThat(wrong(name, "ce_type", type.replace(".v1", ".v2"))).isNotEmpty();
        assertThat(wrong(name, "ce_specversion", "0.3")).isNotEmpty();
        assertThat(wrong(name, "content-type", "application/cloudevents+json")).isNotEmpty();
        assertThat(wrong(name, "traceparent", "here")).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("events")
    void theHeadersThatTheGatewayInsistsOnAreRequired(String name) {
        Set<String> insisted = new TreeSet<>();
        for (String header : API.headers(name, false)) {
            try {
                read(name, example(name, "headers").deepCopy().without(header));
            } catch (AssertionError e) {
                assertThat(e).hasCauseInstanceOf(UnreadableRecord.class);
                insisted.add(header);
            }
        }
        assertThat(insisted).contains("ce_id", "ce_type", "ce_subject");
        assertThat(API.headers(name, true)).containsAll(insisted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0B6F7A52-6D1C-5A53-9D5E-3E0D7A1F4C11", "0b6f7a52", "shelf 3"})
    void aTransferIdThatTheGatewayRefusesIsNoneInTheDocument(String id) {
        assertThat(wrong("requested", "ce_subject", id)).isNotEmpty();
        ObjectNode headers = example("requested", "headers").deepCopy();
        headers.put("ce_subject", id);
        assertThatThrownBy(() -> read("requested", headers)).hasCauseInstanceOf(UnreadableRecord.class);
    }

    @Test
    void keysAreTransferIds() {
        for (String topic : List.of(Topics.REQUESTS, Topics.EVENTS, Topics.CONTROLS, Topics.TRANSFERS)) {
            for (String name : API.messages(topic)) {
                String bindings =
                        API.message(name).at("/bindings/$ref").asText().substring(1);
                assertThat(API.at(bindings + "/kafka/key"))
                        .as(name)
                        .isNotEmpty()
                        .isEqualTo(API.at("/components/schemas/transferId"));
            }
        }
    }

    @Test
    void whatTheGatewayPublishesFitsTheDocument() throws Exception {
        UUID transfer = UUID.randomUUID();
        Requested event = new Requested(
                new Head(UUID.randomUUID().toString(), transfer, Instant.now(), SOMEWHERE, Trace.NONE.orNew()),
                new TransferRequest("a".repeat(64), List.of("b".repeat(64)), null, null, null),
                3);
        ObjectNode headers = JSON.createObjectNode();
        EventWriter.headers(event).forEach(header -> headers.put(header.key(), text(header)));
        assertThat(API.violations("/components/messages/requested/headers", headers))
                .isEmpty();
        assertThat(API.headers("requested", false))
                .containsAll(headers.properties().stream()
                        .map(header -> header.getKey())
                        .toList());
        assertThat(headers.path("content-type").asText())
                .isEqualTo(API.message("requested").path("contentType").asText());
        assertThat(API.violations(
                        "/components/messages/requested/payload/schema", JSON.readTree(EventWriter.data(event))))
                .isEmpty();
    }

    @Test
    void theStateInItsTopicIsTheGoldenOneWithWhatOnlyGatewaysNeed() throws Exception {
        JsonNode example = example("transfer", "payload");
        Transfer state = TransferDocument.read(JSON.writeValueAsBytes(example));
        assertThat(JSON.readTree(TransferDocument.write(state))).isEqualTo(example);
        ObjectNode shown =
                JSON.readValue(Json.MAPPER.writeValueAsBytes(TransferDocument.shown(state)), ObjectNode.class);
        assertThat(shown.without("links").equals(golden("transfer.v1").without("links")))
                .isTrue();
        assertThat(example.properties().stream().map(member -> member.getKey()))
                .contains("request", "fingerprint", "events")
                .doesNotContain("links");
    }

    @Test
    void deadLettersAreMarkedAsTheDocumentSays() {
        Headers marked = DeadLetter.mark(new RecordHeaders(), "it has no data", Topics.EVENTS, 0, 17);
        ObjectNode headers = JSON.createObjectNode();
        marked.forEach(header -> headers.put(header.key(), text(header)));
        assertThat(API.violations("/components/messages/deadLetter/headers", headers))
                .isEmpty();
        assertThat(API.headers("deadLetter", true))
                .isEqualTo(API.headers("deadLetter", false))
                .containsExactlyInAnyOrder(DeadLetter.ERROR, DeadLetter.ORIGIN);
        for (String topic : List.of(Topics.REQUESTS, Topics.EVENTS, Topics.CONTROLS, Topics.TRANSFERS)) {
            assertThat(API.messages(Topics.deadLetters(topic))).containsExactly("deadLetter");
        }
    }

    private static List<String> wrong(String message, String header, String value) {
        ObjectNode headers = example(message, "headers").deepCopy();
        headers.put(header, value);
        return API.violations("/components/messages/" + message + "/headers", headers);
    }

    /** As the gateway reads the example's data under these headers. */
    private static TransferEvent read(String name, JsonNode headers) {
        Headers record = new RecordHeaders();
        headers.properties()
                .forEach(header ->
                        record.add(header.getKey(), header.getValue().asText().getBytes(StandardCharsets.UTF_8)));
        byte[] key = headers.path("ce_subject").asText().getBytes(StandardCharsets.UTF_8);
        try {
            byte[] data = JSON.writeValueAsBytes(example(name, "payload"));
            return EventReader.read(record, key, data, 0, SOMEWHERE)
                    .orElseThrow(() -> new AssertionError("the gateway does not know the type of " + name));
        } catch (IOException | UnreadableRecord e) {
            throw new AssertionError("the gateway cannot read " + name, e);
        }
    }

    private static ObjectNode example(String message, String part) {
        JsonNode example = API.message(message).path("examples").path(0).path(part);
        assertThat(example.isObject())
                .as("%s has an example with %s", message, part)
                .isTrue();
        return (ObjectNode) example;
    }

    private static ObjectNode golden(String name) throws Exception {
        return (ObjectNode) JSON.readTree(ContractFiles.read("examples/" + name + ".json"));
    }

    private static String text(Header header) {
        return new String(header.value(), StandardCharsets.UTF_8);
    }
}
