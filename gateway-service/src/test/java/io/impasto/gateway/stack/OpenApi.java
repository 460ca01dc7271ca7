package io.impasto.gateway.stack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;

import static org.assertj.core.api.Assertions.assertThat;

/** The public contract as a judge of answers: each must be documented, and its body must fit its schema. */
public final class OpenApi {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode document;
    private final JsonSchemaFactory schemas;
    private final Set<String> seen = new TreeSet<>();

    public OpenApi() {
        try {
            document = new YAMLMapper().readTree(resource("openapi.yaml"));
            Map<String, String> texts = new HashMap<>();
            for (String name : names()) {
                JsonNode schema = JSON.readTree(resource("schemas/" + name + ".json"));
                texts.put(schema.path("$id").asText(), schema.toString());
            }
            schemas = JsonSchemaFactory.getInstance(
                    SpecVersion.VersionFlag.V202012, factory -> factory.schemaLoaders(s -> s.schemas(texts)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All answers that the contract knows, as {@code GET /v1/transfers 200}. */
    public Set<String> documented() {
        Set<String> all = new TreeSet<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> operation
                        .getValue()
                        .path("responses")
                        .fieldNames()
                        .forEachRemaining(status -> all.add(operation.getKey().toUpperCase(java.util.Locale.ROOT) + " "
                                + path.getKey() + " " + status))));
        return all;
    }

    /** An operation, by its method and the template of its path. */
    public record Operation(String method, String path) {

        /** Its path for an id; other names get one that fits their form. */
        public String path(String id) {
            return path.replace("{id}", id).replace("{name}", "losses.csv").replaceAll("\\{[a-z]+}", "1");
        }
    }

    /** All operations of the contract. */
    public Stream<Operation> operations() {
        return documented().stream()
                .map(answer -> answer.split(" "))
                .map(parts -> new Operation(parts[0], parts[1]))
                .distinct();
    }

    /** Those that were seen so far. */
    public Set<String> seen() {
        return seen;
    }

    /** Fails unless the contract allows the answer. */
    public void check(String method, String path, HttpResponse<byte[]> response) {
        String template = template(path);
        String answer = method + " " + template + " " + response.statusCode();
        assertThat(documented()).as("documented answers").contains(answer);
        seen.add(answer);
        JsonNode content = resolve(document.path("paths")
                        .path(template)
                        .path(method.toLowerCase(java.util.Locale.ROOT))
                        .path("responses")
                        .path(String.valueOf(response.statusCode())))
                .path("content");
        if (content.isEmpty()) {
            return;
        }
        String type = response.headers().firstValue("content-type").orElse("").split(";")[0];
        assertThat(type).as(answer).matches(allowed(content));
        String schema = content.path(type).path("schema").path("$ref").asText("");
        if (!schema.isEmpty()) {
            assertThat(schemas.getSchema(SchemaLocation.of(
                                    schema.replaceFirst("/schemas/(.*)\\.v1", "urn:impasto:schema:$1:v1")))
                            .validate(json(response.body())))
                    .as(answer)
                    .isEmpty();
        }
    }

    /** The template that the path is an instance of; the longest one where several fit. */
    private String template(String path) {
        String bare = path.replaceFirst("\\?.*", "");
        String best = null;
        for (Map.Entry<String, JsonNode> candidate : document.path("paths").properties()) {
            String pattern = candidate.getKey().replace("{name}", ".+").replaceAll("\\{[a-z]+}", "[^/]+");
            if (bare.matches(pattern) && (best == null || candidate.getKey().length() > best.length())) {
                best = candidate.getKey();
            }
        }
        assertThat(best).as("a path of the contract for " + path).isNotNull();
        return best;
    }

    private JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }

    private static String allowed(JsonNode content) {
        StringBuilder pattern = new StringBuilder();
        content.fieldNames().forEachRemaining(type -> pattern.append(pattern.isEmpty() ? "" : "|")
                .append(type.replace("+", "\\+").replace("*", "[^/]+")));
        return pattern.toString();
    }

    private static JsonNode json(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The schemas that the contract refers to, directly or by way of others. */
    private Set<String> names() throws IOException {
        Set<String> names = new TreeSet<>();
        Deque<JsonNode> open = new ArrayDeque<>(List.of(document));
        while (!open.isEmpty()) {
            for (String reference : open.pop().findValuesAsText("$ref")) {
                String name = reference.replaceFirst("^/schemas/", "").replaceFirst("^urn:impasto:schema:(.*):", "$1.");
                if (!reference.startsWith("#") && names.add(name)) {
                    open.push(JSON.readTree(resource("schemas/" + name + ".json")));
                }
            }
        }
        return names;
    }

    private static InputStream resource(String name) {
        return OpenApi.class.getResourceAsStream("/contract/" + name);
    }
}
