package io.impasto.gateway.contract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;

import io.impasto.gateway.events.Json;

/** Holds what workers say of themselves against worker.announced.v1: anyone may have written it. */
@Singleton
public class AnnouncementSchema {

    private static final String URN = "urn:impasto:schema:worker.announced:v1";
    private static final String NETWORK = "urn:impasto:schema:network:v1";

    private final JsonSchema schema;

    AnnouncementSchema() {
        Map<String, String> schemas = Map.of(URN, text("worker.announced.v1"), NETWORK, text("network.v1"));
        schema = JsonSchemaFactory.getInstance(
                        SpecVersion.VersionFlag.V202012, factory -> factory.schemaLoaders(s -> s.schemas(schemas)))
                .getSchema(SchemaLocation.of(URN));
        schema.initializeValidators();
    }

    private static String text(String name) {
        return new String(ContractFiles.read("schemas/" + name + ".json"), StandardCharsets.UTF_8);
    }

    /** @throws IOException if it is no such JSON */
    public JsonNode checked(byte[] value) throws IOException {
        JsonNode data = Json.MAPPER.readTree(value);
        Set<ValidationMessage> wrong = schema.validate(data);
        if (!wrong.isEmpty()) {
            throw new IOException(wrong.iterator().next().getMessage());
        }
        return data;
    }
}
