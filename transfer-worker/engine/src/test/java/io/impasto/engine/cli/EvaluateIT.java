package io.impasto.engine.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.impasto.engine.image.Npy;
import io.impasto.engine.image.Picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

/** The golden cases lie beside the repository, not in it: where they are missing, the tests that need them are skipped. */
class EvaluateIT {

    private static final Path SHARED =
            Path.of(System.getProperty("impasto.root", "."), "..", "shared").normalize();

    @TempDir
    Path folder;

    private final ObjectMapper mapper = new ObjectMapper();

    @Test
    void goldenCasesComeOutAsAnIndependentFrameworkHasThem() throws IOException {
        Path golden = SHARED.resolve("golden");
        Assumptions.assumeTrue(Files.isDirectory(golden), "skipped: no golden cases at " + golden);
        List<Path> cases;
        try (Stream<Path> entries = Files.list(golden)) {
            cases = entries.filter(entry -> Files.exists(entry.resolve("expected.json")))
                    .sorted()
                    .toList();
        }
        assertThat(cases).isNotEmpty();
        for (Path given : cases) {
            assertGolden(given);
        }
    }

    private void assertGolden(Path given) throws IOException {
        JsonNode objective = mapper.readTree(given.resolve("objective.json").toFile());
        Path model = SHARED.resolve("models").resolve(objective.get("model").asText());
        Path gradient = folder.resolve(given.getFileName() + ".npy");

        Invocation invocation = Invocation.of(
                "evaluate",
                "--model",
                model.toString(),
                "--case",
                given.toString(),
                "--gradient-out",
                gradient.toString());

        assertThat(invocation.exitCode()).as(invocation.err()).isZero();
        JsonNode expected = mapper.readTree(given.resolve("expected.json").toFile());
        assertSameLosses(given.toString(), mapper.readTree(invocation.out()), expected);
        assertThat(relativeError(Npy.read(gradient), Npy.read(given.resolve("gradient.npy"))))
                .as("gradient of " + given)
                .isLessThan(1e-3);
    }

    private static void assertSameLosses(String where, JsonNode actual, JsonNode expected) {
        assertThat(names(actual)).as(where).isEqualTo(names(expected));
        expected.properties().forEach(member -> {
            String name = where + "/" + member.getKey();
            JsonNode value = actual.get(member.getKey());
            if (member.getValue().isObject()) {
                assertSameLosses(name, value, member.getValue());
            } else if (member.getValue().asDouble() == 0) {
                assertThat(value.asDouble()).as(name).isZero();
            } else {
                assertThat(value.asDouble())
                        .as(name)
                        .isCloseTo(member.getValue().asDouble(), withPercentage(0.01));
            }
        });
    }

    private static List<String> names(JsonNode json) {
        return json.properties().stream().map(Map.Entry::getKey).toList();
    }

    @Test
    void aCaseIsEvaluatedWithTheBuiltInNetwork() throws IOException {
        Path given = writeCase("max", 1);
        Path gradient = folder.resolve("gradient.npy");

        Invocation invocation = Invocation.of(
                "evaluate", "--model", "vgg19-slim", "--case", given.toString(), "--gradient-out", gradient.toString());

        assertThat(invocation.exitCode()).as(invocation.err()).isZero();
        JsonNode json = mapper.readTree(invocation.out());
        double terms = json.at("/content/relu3_1").asDouble()
                + json.at("/style/relu1_1").asDouble()
                + json.get("tv").asDouble();
        assertThat(json.get("total").asDouble()).isPositive().isCloseTo(terms, within(terms * 1e-5));
        assertThat(Npy.read(gradient).shape()).containsExactly(3, 17, 21);
        assertThat(json.get("gradientNorm").asDouble())
                .isGreaterThanOrEqualTo(json.get("gradientMaxAbs").asDouble());
    }

    @Test
    void aCaseMayStateTheWeightOfEachLayer() throws IOException {
        Path given = writeCase("max", 1);
        JsonNode same = evaluate(given);
        replace(given, "\"layerWeight\": 1", "\"contentLayerWeights\": [3], \"styleLayerWeights\": [0.5]");
        JsonNode weighted = evaluate(given);

        assertThat(weighted.at("/content/relu3_1").asDouble())
                .isCloseTo(3 * same.at("/content/relu3_1").asDouble(), withPercentage(0.01));
        assertThat(weighted.at("/style/relu1_1").asDouble())
                .isCloseTo(0.5 * same.at("/style/relu1_1").asDouble(), withPercentage(0.01));

        replace(given, "[0.5]", "[0.5, 1]");
        assertRefused(given, "styleLayerWeights must hold one weight for each of the 1 layers, not 2");
        replace(given, "[0.5, 1]", "[\"NaN\"]");
        assertRefused(given, "'styleLayerWeights' must be a number, not \"NaN\"");
    }

    private static void replace(Path given, String text, String by) throws IOException {
        Path file = given.resolve("objective.json");
        Files.writeString(file, Files.readString(file).replace(text, by));
    }

    private JsonNode evaluate(Path given) throws IOException {
        Invocation invocation = Invocation.of("evaluate", "--model", "vgg19-slim", "--case", given.toString());
        assertThat(invocation.exitCode()).as(invocation.err()).isZero();
        return mapper.readTree(invocation.out());
    }

    @Test
    void whatIsWrongWithACaseIsNamedWithExitCode3() throws IOException {
        assertRefused(writeCase("median", 1), "objective.json: unknown pooling 'median'");
        assertRefused(writeCase("max", -1), "contentWeight must be a finite number of at least 0");

        Path given = writeCase("max", 1);
        Files.delete(given.resolve("image.npy"));
        assertRefused(given, "image.npy: no such file");
        Files.writeString(given.resolve("image.npy"), "not an array");
        assertRefused(given, "image.npy: not a .npy array");
        Files.write(
                given.resolve("image.npy"),
                Npy.of(Picture.filled(9, 9, 1, 2, 3)).toFloat32());
        assertRefused(given, "9 x 9");
        Files.writeString(given.resolve("objective.json"), "{\"preset\":");
        assertRefused(given, "objective.json: ");
        Files.writeString(given.resolve("objective.json"), "{}");
        assertRefused(given, "'preset' is missing");
    }

    private void assertRefused(Path given, String complaint) {
        Invocation invocation = Invocation.of("evaluate", "--model", "vgg19-slim", "--case", given.toString());

        assertThat(invocation.exitCode()).as(invocation.err()).isEqualTo(Exit.BAD_INPUT);
        assertThat(invocation.err()).hasLineCount(1).startsWith("impasto: ").contains(complaint);
    }

    private Path writeCase(String pooling, double contentWeight) throws IOException {
        Path given = Files.createDirectories(folder.resolve("case"));
        Files.writeString(
                given.resolve("objective.json"),
                """
                {"preset": "report", "pooling": "%s", "contentLayers": ["relu3_1"], "styleLayers": ["relu1_1"],
                 "contentWeight": %s, "styleWeight": 2, "layerWeight": 1, "tv": "quadratic", "tvWeight": 0.1,
                 "styles": [{"weight": 1, "image": "style0.npy"}]}
                """
                        .formatted(pooling, contentWeight));
        Files.write(given.resolve("content.npy"), Npy.of(ramp(21, 17, 3)).toFloat32());
        Files.write(given.resolve("style0.npy"), Npy.of(ramp(30, 20, 5)).toFloat64());
        Files.write(given.resolve("image.npy"), Npy.of(ramp(21, 17, 7)).toFloat32());
        return given;
    }

    private static Picture ramp(int width, int height, int step) {
        float[] rgb = new float[3 * width * height];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = i * step % 256;
        }
        return new Picture(width, height, rgb);
    }

    private static double relativeError(Npy actual, Npy expected) {
        assertThat(actual.shape()).isEqualTo(expected.shape());
        double error = 0;
        double norm = 0;
        for (int i = 0; i < expected.values().length; i++) {
            error += Math.pow(actual.values()[i] - expected.values()[i], 2);
            norm += Math.pow(expected.values()[i], 2);
        }
        return Math.sqrt(error / norm);
    }
}
