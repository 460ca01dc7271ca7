package io.impasto.storage.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;

/** The schemas and golden examples that the gateway owns. */
public final class Contract {

    private static final Path FOLDER =
            Path.of(System.getProperty("impasto.root"), "gateway-service/src/main/resources/contract");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonSchemaFactory schemas;

    public Contract() {
        Map<String, String> byId = new HashMap<>();
        try (Stream<Path> files = Files.list(FOLDER.resolve("schemas"))) {
            for (Path file : files.toList()) {
                String text = Files.readString(file);
                byId.put(JSON.readTree(text).path("$id").asText(), text);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        schemas = JsonSchemaFactory.getInstance(
                VersionFlag.V202012, factory -> factory.schemaLoaders(loaders -> loaders.schemas(byId)));
    }

    /** The golden example of this name, such as {@code transfer.v1}. */
    public static String example(String name) {
        try {
            return Files.readString(FOLDER.resolve("examples").resolve(name + ".json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with the JSON, measured with a schema such as {@code artifact:v1}; nothing, if all is well. */
    public List<String> violations(String schema, JsonNode json) {
        return schemas.getSchema(SchemaLocation.of("urn:impasto:schema:" + schema)).validate(json).stream()
                .map(Object::toString)
                .toList();
    }
}
