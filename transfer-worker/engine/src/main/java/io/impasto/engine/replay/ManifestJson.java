package io.impasto.engine.replay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.impasto.engine.transfer.TransferOptions;

/** A manifest as JSON: every member at the top, so that a service may add its own beside them. */
final class ManifestJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private ManifestJson() {}

    static ObjectNode write(Manifest manifest) {
        ObjectNode json = MAPPER.createObjectNode();
        Circumstances then = manifest.circumstances();
        ObjectNode software = json.putObject("software");
        software.put("impasto", then.impasto());
        software.put("onnxRuntime", then.onnxRuntime());
        software.put("java", then.java());
        json.put("execution", then.execution());
        json.put("processor", then.processor());
        json.put("threads", then.threads());
        json.put("stepsPerRun", then.stepsPerRun());
        put(json, "network", manifest.network());
        manifest.previewNetwork().ifPresent(network -> put(json, "previewNetwork", network));
        json.put("content", manifest.content());
        manifest.styles().forEach(json.putArray("styles")::add);
        if (!manifest.names().isEmpty()) {
            ObjectNode names = json.putObject("names");
            // In one order, so that the same painting has the same bytes.
            new TreeMap<>(manifest.names()).forEach(names::put);
        }
        json.set("options", manifest.options().toJson());
        if (!manifest.changes().isEmpty()) {
            manifest.changes().forEach(change -> json.withArray("/changes")
                    .addObject()
                    .put("evaluation", change.evaluation())
                    .set("options", change.options()));
        }
        json.put("width", manifest.width());
        json.put("height", manifest.height());
        manifest.memory().ifPresent(memory -> {
            ObjectNode fitting = json.putObject("memory");
            fitting.put("history", memory.history());
            fitting.put("rounded", memory.rounded());
            memory.tileSides().forEach(fitting.putArray("tileSides")::add);
        });
        manifest.pixels().ifPresent(pixels -> json.put("pixels", pixels));
        return reread(json);
    }

    private static void put(ObjectNode json, String name, Manifest.Network network) {
        json.putObject(name).put("name", network.name()).put("sha256", network.sha256());
    }

    /** Arrays of options hold plain objects until they are read from text. */
    static ObjectNode reread(ObjectNode json) {
        try {
            return (ObjectNode) MAPPER.readTree(json.toString());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree writes JSON", impossible);
        }
    }

    static Manifest read(byte[] bytes) {
        JsonNode json;
        try {
            json = MAPPER.readTree(bytes);
        } catch (IOException e) {
            throw new ManifestException("no manifest of a painting: it is not JSON");
        }
        if (json == null || !json.isObject()) {
            throw new ManifestException("no manifest of a painting: it is not a JSON object");
        }
        return new Manifest(
                new Circumstances(
                        text(json.at("/software/impasto")),
                        text(json.at("/software/onnxRuntime")),
                        text(json.at("/software/java")),
                        text(json.path("processor")),
                        text(json.path("execution")),
                        json.path("threads").asInt(0),
                        json.path("stepsPerRun").asInt(0)),
                network(required(json, "network")),
                json.has("previewNetwork") ? Optional.of(network(json.get("previewNetwork"))) : Optional.empty(),
                sha256("content", required(json, "content")),
                styles(required(json, "styles")),
                names(json.path("names")),
                TransferOptions.fromJson(required(json, "options")),
                changes(json.path("changes")),
                required(json, "width").asInt(),
                required(json, "height").asInt(),
                json.has("memory") ? Optional.of(fitting(json.get("memory"))) : Optional.empty(),
                Optional.ofNullable(text(json.path("pixels"))));
    }

    private static JsonNode required(JsonNode json, String name) {
        if (!json.hasNonNull(name)) {
            throw new ManifestException("no manifest that a painting can be made by: it has no '" + name + "'");
        }
        return json.get(name);
    }

    private static String text(JsonNode node) {
        return node.isTextual() ? node.textValue() : null;
    }

    private static Manifest.Network network(JsonNode json) {
        return new Manifest.Network(
                required(json, "name").asText(), required(json, "sha256").asText());
    }

    private static String sha256(String name, JsonNode json) {
        if (!SHA256.matcher(json.asText()).matches()) {
            throw new ManifestException("no manifest that a painting can be made by: '" + name + "' is no SHA-256");
        }
        return json.asText();
    }

    private static List<String> styles(JsonNode json) {
        List<String> styles = new ArrayList<>();
        json.forEach(style -> styles.add(sha256("styles", style)));
        return styles;
    }

    private static Map<String, String> names(JsonNode json) {
        Map<String, String> names = new LinkedHashMap<>();
        json.properties()
                .forEach(name -> names.put(name.getKey(), name.getValue().asText()));
        return names;
    }

    private static List<Manifest.Change> changes(JsonNode json) {
        List<Manifest.Change> changes = new ArrayList<>();
        for (JsonNode change : json) {
            if (!change.path("options").isObject() || change.path("evaluation").asInt() < 1) {
                throw new ManifestException("no manifest that a painting can be made by: a change lacks options"
                        + " or the evaluation after which it was made");
            }
            changes.add(new Manifest.Change(change.get("evaluation").asInt(), (ObjectNode) change.get("options")));
        }
        return changes;
    }

    private static Manifest.Fitting fitting(JsonNode json) {
        List<Integer> tileSides = new ArrayList<>();
        json.path("tileSides").forEach(side -> tileSides.add(side.asInt()));
        return new Manifest.Fitting(
                json.path("history").asInt(), json.path("rounded").asBoolean(), tileSides);
    }
}
