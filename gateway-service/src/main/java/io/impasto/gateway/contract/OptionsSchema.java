package io.impasto.gateway.contract;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;

import io.impasto.gateway.problems.ProblemException;
import io.impasto.gateway.problems.ProblemType;

/** Holds a request's options against transfer-options.v1, and says of the first wrong one what would be right. */
@Singleton
public class OptionsSchema {

    private static final String URN = "urn:impasto:schema:transfer-options:v1";
    private static final List<String> BOUNDS =
            List.of("minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum", "minItems", "maxItems");

    private final JsonSchema schema;
    private final JsonNode properties;

    OptionsSchema(ObjectMapper json) throws IOException {
        Map<String, String> schemas = new HashMap<>();
        for (String name : ContractFiles.SCHEMAS) {
            JsonNode node = json.readTree(ContractFiles.read("schemas/" + name + ".json"));
            schemas.put(node.path("$id").asText(), node.toString());
        }
        properties = json.readTree(schemas.get(URN)).path("properties");
        schema = JsonSchemaFactory.getInstance(
                        SpecVersion.VersionFlag.V202012, factory -> factory.schemaLoaders(s -> s.schemas(schemas)))
                .getSchema(SchemaLocation.of(URN));
        schema.initializeValidators();
    }

    /** @throws ProblemException {@code unknown-option} or {@code invalid-option} */
    public void check(ObjectNode options, int styles) {
        // An unknown name first: its value may have been meant for another option. Nobody judges values of thousands of
        // them.
        for (Map.Entry<String, JsonNode> option : options.properties()) {
            if (!properties.has(option.getKey())) {
                throw unknown(option.getKey());
            }
        }
        schema.validate(options).stream()
                .min(Comparator.comparing(
                        message -> message.getInstanceLocation().toString()))
                .ifPresent(message -> {
                    throw invalid(message, options);
                });
        if (options.path("start").asText().equals("image") && !options.has("startImage")) {
            throw invalid("startImage", "With start `image`, startImage must name an image.");
        }
        if (options.has("styleWeights") && options.get("styleWeights").size() != styles) {
            throw invalid("styleWeights", "styleWeights must hold one weight for each of the " + styles + " styles.");
        }
        requireGuides(options, styles);
        requireOneForEach(options, "contentLayerWeights", "contentLayers");
        requireOneForEach(options, "styleLayerWeights", "styleLayers");
        requireIntensityAlone(options);
        requireSomethingToPaint(options);
    }

    /** Intensity 0 is a style's weight of 0 by another name. */
    private static void requireSomethingToPaint(ObjectNode options) {
        for (String strength : List.of("styleWeight", "intensity")) {
            if (options.path(strength).asDouble(1) == 0
                    && options.path("contentWeight").asDouble(1) == 0) {
                throw invalid(
                        strength, strength + " must be above 0 where contentWeight is 0: nothing would be painted.");
            }
        }
    }

    /** Intensity says the style's weight itself, and was measured with one preset. */
    private static void requireIntensityAlone(ObjectNode options) {
        if (options.has("intensity") && options.has("styleWeight")) {
            throw invalid("intensity", "intensity and styleWeight say the same thing in two ways: give one of them.");
        }
        String preset = options.path("preset").asText("studio");
        if (options.has("intensity") && !preset.equals("studio")) {
            throw invalid(
                    "intensity",
                    "intensity goes with preset studio alone, not with " + preset
                            + ": say styleWeight and contentWeight there.");
        }
    }

    /** Masks, one for each style at most, or maps of regions, one for each style; not both. */
    private static void requireGuides(ObjectNode options, int styles) {
        for (String masks : List.of("contentMasks", "styleMasks")) {
            if (options.path(masks).size() > styles) {
                throw invalid(masks, masks + " must hold one mask for each of the " + styles + " styles at most.");
            }
        }
        boolean regions = options.has("contentRegions") || options.has("styleRegions");
        if (regions && (options.has("contentMasks") || options.has("styleMasks"))) {
            throw invalid(
                    "contentRegions", "contentRegions and styleRegions do not go with contentMasks and styleMasks.");
        }
        if (regions && !options.has("contentRegions")) {
            throw invalid("contentRegions", "styleRegions need contentRegions, a map of the content.");
        }
        if (regions && options.path("styleRegions").size() != styles) {
            throw invalid("styleRegions", "styleRegions must hold one map for each of the " + styles + " styles.");
        }
    }

    /** Without layers the weights are for the preset's, which the network decides: the worker counts those. */
    private static void requireOneForEach(ObjectNode options, String weights, String layers) {
        int count = options.path(layers).size();
        if (options.has(weights) && options.has(layers) && options.get(weights).size() != count) {
            throw invalid(weights, weights + " must hold one weight for each of the " + count + " " + layers + ".");
        }
    }

    private ProblemException unknown(String name) {
        List<String> known = new ArrayList<>();
        properties.fieldNames().forEachRemaining(known::add);
        String shown = name.length() > 64 ? name.substring(0, 64) + "..." : name;
        String nearest = Nearest.of(name, known).orElse(null);
        String hint = nearest == null ? "Known are " + String.join(", ", known) + "." : "Did you mean " + nearest + "?";
        return ProblemType.UNKNOWN_OPTION
                .problem("There is no option " + shown + ". " + hint)
                .with("option", shown)
                .with("nearest", nearest);
    }

    private ProblemException invalid(ValidationMessage message, ObjectNode options) {
        String option = message.getInstanceLocation().getName(0);
        JsonNode rule = properties.path(option);
        StringBuilder detail = new StringBuilder(option).append(" must be ").append(expected(rule));
        JsonNode value = options.path(option);
        if (value.isValueNode() && value.asText().length() <= 64) {
            detail.append("; it is ").append(value);
        }
        ProblemException problem = invalid(option, detail.append('.').toString());
        for (String bound : BOUNDS) {
            problem = problem.with(bound, rule.get(bound));
        }
        return problem.with("allowed", rule.get("enum"));
    }

    private static ProblemException invalid(String option, String detail) {
        return ProblemType.INVALID_OPTION.problem(detail).with("option", option);
    }

    private static String expected(JsonNode rule) {
        if (rule.has("enum")) {
            List<String> allowed = new ArrayList<>();
            rule.get("enum").forEach(value -> allowed.add(value.asText()));
            return "one of " + String.join(", ", allowed);
        }
        String type = rule.path("type").asText("");
        return switch (type) {
            case "integer" -> "an integer" + range(rule);
            case "number" -> "a number" + range(rule);
            case "array" -> "an array of " + rule.path("minItems").asInt(0) + " to "
                    + rule.path("maxItems").asInt() + items(rule);
            default -> rule.has("$ref")
                    ? "an image id (SHA-256 in lower-case hexadecimal), or an address that begins with https:// or s3://"
                    : "a text that matches " + rule.path("pattern").asText();
        };
    }

    private static String items(JsonNode rule) {
        if (!rule.path("items").path("type").asText().equals("number")) {
            return rule.path("items").has("anyOf")
                    ? " images, each an id or an address, or - for none"
                    : rule.path("items").has("$ref") ? " images, each an id or an address" : " distinct valid items";
        }
        return " numbers" + range(rule.get("items")) + ", one at least above 0";
    }

    private static String range(JsonNode rule) {
        StringBuilder text = new StringBuilder();
        bound(rule, "minimum", " of at least ", text);
        bound(rule, "exclusiveMinimum", " greater than ", text);
        String and = text.isEmpty() ? "" : " and";
        bound(rule, "maximum", and + " at most ", text);
        bound(rule, "exclusiveMaximum", and + " less than ", text);
        return text.toString();
    }

    private static void bound(JsonNode rule, String keyword, String words, StringBuilder text) {
        if (rule.has(keyword)) {
            text.append(words)
                    .append(rule.get(keyword)
                            .decimalValue()
                            .stripTrailingZeros()
                            .toPlainString());
        }
    }
}
