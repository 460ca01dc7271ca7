package io.impasto.gateway.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.DisallowUnknownKeywordFactory;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SchemaLocation;

/** The document asyncapi.yaml as readers find it: it and the schemas that it refers to, each at the path it is served at. */
final class AsyncApi {

    private static final String HOST = "https://impasto.example";
    private static final String SELF = HOST + "/asyncapi.yaml";

    private final JsonNode document;
    private final Map<String, String> served = new HashMap<>();
    private final JsonSchemaFactory schemas;

    AsyncApi() {
        try {
            document = new ObjectMapper(new YAMLFactory().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION))
                    .readTree(ContractFiles.read("asyncapi.yaml"));
            for (String name : ContractFiles.SCHEMAS) {
                JsonNode schema =
                        new ObjectMapper().readTree(ContractFiles.schema(name).orElseThrow());
                served.put(HOST + "/schemas/" + name, schema.toString());
                served.put(schema.path("$id").asText(), schema.toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        served.put(SELF, document.toString());
        JsonMetaSchema strict = JsonMetaSchema.builder(JsonMetaSchema.getV202012())
                .keywords(
                        names(document).stream().map(NonValidationKeyword::new).toList())
                .unknownKeywordFactory(DisallowUnknownKeywordFactory.getInstance())
                .build();
        schemas = JsonSchemaFactory.builder()
                .defaultMetaSchemaIri(strict.getIri())
                .metaSchema(strict)
                .schemaLoaders(loaders -> loaders.schemas(served))
                .build();
    }

    JsonNode at(String pointer) {
        return document.at(pointer);
    }

    /** Every {@code $ref} of the document that is not a part of an example. */
    List<String> references() {
        List<String> all = new ArrayList<>();
        collect(document, all);
        return all;
    }

    private static void collect(JsonNode node, List<String> references) {
        if (node.path("$ref").isTextual()) {
            references.add(node.path("$ref").textValue());
        }
        if (node.isArray()) {
            node.forEach(item -> collect(item, references));
        }
        node.properties().stream()
                .filter(member -> !member.getKey().equals("examples"))
                .forEach(member -> collect(member.getValue(), references));
    }

    /** Whether there is something at the other end. */
    boolean resolves(String reference) {
        return reference.startsWith("#")
                ? !document.at(reference.substring(1)).isMissingNode()
                : served.containsKey(HOST + reference);
    }

    /** Names of the channels. */
    Set<String> channels() {
        return names(document.path("channels"));
    }

    /** The topic of a channel. */
    String address(String channel) {
        return document.path("channels").path(channel).path("address").asText();
    }

    /** The channel of a topic, as the document describes it. */
    JsonNode channel(String topic) {
        return channels().stream()
                .filter(name -> address(name).equals(topic))
                .map(name -> document.path("channels").path(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(topic + " is no channel"));
    }

    /** Names of the messages in a topic, as they stand under components. */
    Set<String> messages(String topic) {
        Set<String> names = new TreeSet<>();
        channel(topic).path("messages").forEach(message -> {
            String reference = message.path("$ref").asText();
            names.add(reference.substring(reference.lastIndexOf('/') + 1));
        });
        return names;
    }

    /** Names of all messages. */
    Set<String> messages() {
        return names(document.at("/components/messages"));
    }

    JsonNode message(String name) {
        return document.at("/components/messages/" + name);
    }

    /** Names of the headers that the message's schema has; all of them, or only those that it requires. */
    Set<String> headers(String message, boolean required) {
        Set<String> names = new TreeSet<>();
        JsonNode own = message(message).path("headers");
        Stream.concat(
                        Stream.of(own),
                        own.findParents("$ref").stream()
                                .map(parent -> document.at(
                                        parent.path("$ref").textValue().substring(1))))
                .forEach(schema -> {
                    if (required) {
                        schema.path("required").forEach(name -> names.add(name.asText()));
                    } else {
                        names.addAll(names(schema.path("properties")));
                    }
                });
        return names;
    }

    /** What is wrong with the value, measured with a schema inside the document; nothing, if all is well. */
    List<String> violations(String pointer, JsonNode value) {
        return schemas.getSchema(SchemaLocation.of(SELF + "#" + pointer)).validate(value).stream()
                .map(Object::toString)
                .toList();
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
