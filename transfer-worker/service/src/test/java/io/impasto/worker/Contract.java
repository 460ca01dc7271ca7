package io.impasto.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;

import static org.assertj.core.api.Assertions.assertThat;

/** The public contract as the gateway owns it: schemas and golden examples. */
public final class Contract {

    private static final Path FOLDER =
            Path.of(System.getProperty("impasto.root"), "gateway-service", "src", "main", "resources", "contract");

    private Contract() {}

    /** The golden example of an event, such as {@code transfer.started.v1}. */
    public static byte[] example(String name) {
        return bytes(FOLDER.resolve("examples").resolve(name + ".json"));
    }

    /** The document that describes topics and messages. */
    public static byte[] asyncApi() {
        return bytes(FOLDER.resolve("asyncapi.yaml"));
    }

    /** Holds an event's data to its schema. */
    public static void check(String name, byte[] data) {
        check(FOLDER.resolve("schemas"), name, data);
    }

    /** The same with the schemas of another version, which lie in a folder. */
    public static void check(Path schemas, String name, byte[] data) {
        JsonSchema schema = JsonSchemaFactory.getInstance(
                        SpecVersion.VersionFlag.V202012,
                        builder -> builder.schemaLoaders(loaders -> loaders.schemas(urn -> schema(schemas, urn))))
                .getSchema(schemaText(schemas, name), InputFormat.JSON);
        assertThat(schema.validate(new String(data), InputFormat.JSON))
                .as("%s: %s", name, new String(data))
                .isEmpty();
    }

    /** {@code urn:impasto:schema:losses:v1} is in {@code losses.v1.json}. */
    private static String schema(Path schemas, String urn) {
        if (!urn.startsWith("urn:impasto:schema:")) {
            return null;
        }
        return schemaText(schemas, urn.substring("urn:impasto:schema:".length()).replace(":v", ".v"));
    }

    private static String schemaText(Path schemas, String name) {
        return new String(bytes(schemas.resolve(name + ".json")));
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
