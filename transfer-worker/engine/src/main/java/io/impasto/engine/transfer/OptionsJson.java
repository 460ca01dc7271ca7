package io.impasto.engine.transfer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.impasto.engine.objective.Pooling;
import io.impasto.engine.objective.TotalVariation;

/** Options as JSON, after {@code transfer-options.v1}. */
final class OptionsJson {
    private static final List<String> NAMES = Arrays.stream(TransferOptions.class.getRecordComponents())
            .map(component -> component.getName())
            .toList();

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private OptionsJson() {}

    static TransferOptions read(JsonNode json) {
        if (!json.isObject()) {
            throw new InvalidOption("options", "options must be a JSON object");
        }
        for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!NAMES.contains(name)) {
                throw new InvalidOption(
                        name, "there is no option '" + name + "'; did you mean '" + NearestName.of(name, NAMES) + "'?");
            }
        }
        return TransferOptions.builder()
                .preset(constant(json, "preset", Preset.values(), Preset::key))
                .network(text(json, "network"))
                .size(wholeInt(json, "size"))
                .evaluations(wholeInt(json, "evaluations"))
                .previewEvaluations(wholeInt(json, "previewEvaluations"))
                .levels(wholeInt(json, "levels"))
                .optimizer(constant(json, "optimizer", OptimiserKind.values(), OptimiserKind::key))
                .learningRate(number(json, "learningRate"))
                .momentum(number(json, "momentum"))
                .decayRate(number(json, "decayRate"))
                .decaySteps(wholeInt(json, "decaySteps"))
                .start(constant(json, "start", Start.values(), Start::key))
                .startImage(text(json, "startImage"))
                .seed(whole(json, "seed"))
                .contentWeight(number(json, "contentWeight"))
                .styleWeight(number(json, "styleWeight"))
                .intensity(number(json, "intensity"))
                .styleScale(number(json, "styleScale"))
                .tvWeight(number(json, "tvWeight"))
                .contentLayers(list(json, "contentLayers", JsonNode::isTextual, JsonNode::textValue, "layer names"))
                .styleLayers(list(json, "styleLayers", JsonNode::isTextual, JsonNode::textValue, "layer names"))
                .contentLayerWeights(
                        list(json, "contentLayerWeights", JsonNode::isNumber, JsonNode::doubleValue, "numbers"))
                .styleLayerWeights(
                        list(json, "styleLayerWeights", JsonNode::isNumber, JsonNode::doubleValue, "numbers"))
                .pooling(constant(json, "pooling", Pooling.values(), Pooling::key))
                .color(constant(json, "color", ColorMode.values(), ColorMode::key))
                .tv(constant(json, "tv", TotalVariation.values(), TotalVariation::key))
                .styleWeights(list(json, "styleWeights", JsonNode::isNumber, JsonNode::doubleValue, "numbers"))
                .contentMasks(list(json, "contentMasks", JsonNode::isTextual, JsonNode::textValue, "images"))
                .styleMasks(list(json, "styleMasks", JsonNode::isTextual, JsonNode::textValue, "images"))
                .contentRegions(text(json, "contentRegions"))
                .styleRegions(list(json, "styleRegions", JsonNode::isTextual, JsonNode::textValue, "images"))
                .build();
    }

    static ObjectNode write(TransferOptions options) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        put(json, "preset", options.preset() == null ? null : options.preset().key());
        put(json, "network", options.network());
        put(json, "size", options.size());
        put(json, "evaluations", options.evaluations());
        put(json, "previewEvaluations", options.previewEvaluations());
        put(json, "levels", options.levels());
        put(
                json,
                "optimizer",
                options.optimizer() == null ? null : options.optimizer().key());
        put(json, "learningRate", options.learningRate());
        put(json, "momentum", options.momentum());
        put(json, "decayRate", options.decayRate());
        put(json, "decaySteps", options.decaySteps());
        put(json, "start", options.start() == null ? null : options.start().key());
        put(json, "startImage", options.startImage());
        put(json, "seed", options.seed());
        put(json, "contentWeight", options.contentWeight());
        put(json, "styleWeight", options.styleWeight());
        put(json, "intensity", options.intensity());
        put(json, "styleScale", options.styleScale());
        put(json, "tvWeight", options.tvWeight());
        put(json, "contentLayers", options.contentLayers());
        put(json, "styleLayers", options.styleLayers());
        put(json, "contentLayerWeights", options.contentLayerWeights());
        put(json, "styleLayerWeights", options.styleLayerWeights());
        put(
                json,
                "pooling",
                options.pooling() == null ? null : options.pooling().key());
        put(json, "color", options.color() == null ? null : options.color().key());
        put(json, "tv", options.tv() == null ? null : options.tv().key());
        put(json, "styleWeights", options.styleWeights());
        put(json, "contentMasks", options.contentMasks());
        put(json, "styleMasks", options.styleMasks());
        put(json, "contentRegions", options.contentRegions());
        put(json, "styleRegions", options.styleRegions());
        return json;
    }

    /** One's options over another's; arrays of the tree are read anew, for they hold plain objects. */
    static TransferOptions over(TransferOptions upper, TransferOptions lower) {
        try {
            ObjectNode both = lower.toJson();
            if (upper.intensity() != null) {
                both.remove("styleWeight");
            }
            if (upper.styleWeight() != null) {
                both.remove("intensity");
            }
            both.setAll(upper.toJson());
            return read(MAPPER.readTree(both.toString()));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("options write JSON", impossible);
        }
    }

    private static void put(ObjectNode json, String name, Object value) {
        if (value instanceof List<?> list) {
            list.forEach(element -> json.withArray("/" + name).addPOJO(element));
        } else if (value instanceof String text) {
            json.put(name, text);
        } else if (value instanceof Double number) {
            json.put(name, number);
        } else if (value instanceof Long number) {
            json.put(name, number);
        } else if (value instanceof Integer number) {
            json.put(name, number);
        }
    }

    private static JsonNode member(JsonNode json, String name) {
        JsonNode value = json.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private static String text(JsonNode json, String name) {
        JsonNode value = member(json, name);
        if (value != null && !value.isTextual()) {
            throw new InvalidOption(name, name + " must be a string, not " + value);
        }
        return value == null ? null : value.textValue();
    }

    private static Double number(JsonNode json, String name) {
        JsonNode value = member(json, name);
        if (value != null && !value.isNumber()) {
            throw new InvalidOption(name, name + " must be a number, not " + value);
        }
        return value == null ? null : value.doubleValue();
    }

    private static Long whole(JsonNode json, String name) {
        Double value = number(json, name);
        if (value == null) {
            return null;
        }
        if (value != Math.rint(value) || Math.abs(value) > 1L << 53) {
            throw new InvalidOption(name, name + " must be a whole number, not " + json.get(name));
        }
        return value.longValue();
    }

    private static Integer wholeInt(JsonNode json, String name) {
        Long value = whole(json, name);
        // Far outside stays far outside: the range check that follows names the range.
        return value == null ? null : (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, value));
    }

    private static <E> E constant(JsonNode json, String name, E[] constants, Function<E, String> key) {
        String value = text(json, name);
        if (value == null) {
            return null;
        }
        return Arrays.stream(constants)
                .filter(constant -> key.apply(constant).equals(value))
                .findFirst()
                .orElseThrow(() -> new InvalidOption(
                        name,
                        name + " must be one of "
                                + Arrays.stream(constants).map(key).collect(Collectors.joining(", ")) + ", not '"
                                + value + "'"));
    }

    private static <T> List<T> list(
            JsonNode json, String name, Predicate<JsonNode> fits, Function<JsonNode, T> value, String what) {
        JsonNode array = member(json, name);
        if (array == null) {
            return null;
        }
        List<T> values = new ArrayList<>();
        for (JsonNode element : array) {
            if (!array.isArray() || !fits.test(element)) {
                break;
            }
            values.add(value.apply(element));
        }
        if (!array.isArray() || values.size() != array.size()) {
            throw new InvalidOption(name, name + " must be an array of " + what);
        }
        return values;
    }
}
