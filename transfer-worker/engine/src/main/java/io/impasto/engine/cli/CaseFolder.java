package io.impasto.engine.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.impasto.engine.image.Npy;
import io.impasto.engine.image.Picture;
import io.impasto.engine.objective.Formula;
import io.impasto.engine.objective.ObjectiveSpec;
import io.impasto.engine.objective.Pooling;
import io.impasto.engine.objective.Style;
import io.impasto.engine.objective.TotalVariation;

/**
 * A folder that states one evaluation completely: {@code objective.json}, {@code content.npy}, the style images it names, and {@code image.npy},
 * the point at which the gradient is taken. Style layers weigh {@code layerWeight} each, or as {@code styleLayerWeights} lists;
 * content layers 1 each, or as {@code contentLayerWeights} lists.
 *
 * @param spec the objective, every weight explicit
 * @param content the content image
 * @param styles the style images with their blend weights
 * @param image where to evaluate
 */
record CaseFolder(ObjectiveSpec spec, Picture content, List<Style> styles, Picture image) {

    /** Reads a case; every error names the file or the member. */
    static CaseFolder read(Path folder) {
        Path file = folder.resolve("objective.json");
        if (!Files.isRegularFile(file)) {
            throw Failure.badInput(folder + ": not a case, for it has no objective.json", null);
        }
        JsonNode json;
        try {
            json = new ObjectMapper().readTree(Files.readAllBytes(file));
        } catch (IOException e) {
            throw Failure.badInput(
                    file + ": " + e.getMessage().lines().findFirst().orElse("not JSON"), e);
        }
        try {
            return new CaseFolder(
                    spec(json),
                    picture(folder.resolve("content.npy")),
                    styles(folder, json),
                    picture(folder.resolve("image.npy")));
        } catch (IllegalArgumentException e) {
            throw Failure.badInput(file + ": " + e.getMessage(), e);
        }
    }

    private static ObjectiveSpec spec(JsonNode json) {
        Formula formula = Formula.of(member(json, "preset").asText());
        List<String> contentLayers = names(json, "contentLayers");
        List<String> styleLayers = names(json, "styleLayers");
        return new ObjectiveSpec(
                formula,
                constant(Pooling.class, member(json, "pooling").asText()),
                contentLayers,
                styleLayers,
                number(json, "contentWeight"),
                number(json, "styleWeight"),
                json.has("contentLayerWeights")
                        ? numbers(json, "contentLayerWeights")
                        : Collections.nCopies(contentLayers.size(), 1.0),
                json.has("styleLayerWeights")
                        ? numbers(json, "styleLayerWeights")
                        : Collections.nCopies(styleLayers.size(), number(json, "layerWeight")),
                constant(TotalVariation.class, member(json, "tv").asText()),
                number(json, "tvWeight"));
    }

    private static List<Style> styles(Path folder, JsonNode json) {
        List<Style> styles = new ArrayList<>();
        for (JsonNode style : member(json, "styles")) {
            Path image = folder.resolve(member(style, "image").asText());
            styles.add(new Style(picture(image), number(style, "weight")));
        }
        return styles;
    }

    private static Picture picture(Path file) {
        try {
            return Npy.read(file).toPicture();
        } catch (UncheckedIOException e) {
            throw Failure.badInput(file + ": " + Failure.reason(e.getCause()), e);
        } catch (IllegalArgumentException e) {
            throw Failure.badInput(e.getMessage(), e);
        }
    }

    private static List<String> names(JsonNode json, String name) {
        List<String> names = new ArrayList<>();
        member(json, name).forEach(layer -> names.add(layer.asText()));
        return names;
    }

    private static List<Double> numbers(JsonNode json, String name) {
        List<Double> numbers = new ArrayList<>();
        for (JsonNode value : member(json, name)) {
            numbers.add(number(name, value));
        }
        return numbers;
    }

    private static double number(JsonNode json, String name) {
        return number(name, member(json, name));
    }

    private static double number(String name, JsonNode value) {
        if (!value.isNumber()) {
            throw new IllegalArgumentException("'" + name + "' must be a number, not " + value);
        }
        return value.asDouble();
    }

    private static JsonNode member(JsonNode json, String name) {
        JsonNode value = json.get(name);
        if (value == null) {
            throw new IllegalArgumentException("'" + name + "' is missing");
        }
        return value;
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String key) {
        try {
            return Enum.valueOf(type, key.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "unknown " + type.getSimpleName().toLowerCase(Locale.ROOT) + " '" + key + "'", e);
        }
    }
}
