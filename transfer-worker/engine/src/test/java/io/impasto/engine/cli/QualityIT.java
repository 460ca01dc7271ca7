package io.impasto.engine.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.impasto.engine.image.ImageCodec;
import io.impasto.engine.image.Picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

/** Quality of a real painting: what the report says, what the command says, and that they agree. */
class QualityIT {

    @TempDir
    Path folder;

    private final ObjectMapper mapper = new ObjectMapper();
    private Path content;
    private Path style;

    @BeforeEach
    void drawPictures() throws IOException {
        content = write("content.png", 64, 48, (x, y) -> Math.hypot(x - 32, y - 24) < 16 ? 220 : 40);
        style = write("style.png", 64, 64, (x, y) -> (x / 5 + y / 3) % 2 == 0 ? 250 : 10);
    }

    @Test
    void theReportHasTheFiguresThatTheCommandFindsInTheWrittenPainting() throws IOException {
        Path out = folder.resolve("painting.png");
        Path report = folder.resolve("report.json");

        Invocation stylized = Invocation.of(
                "stylize",
                "--content",
                content.toString(),
                "--style",
                style.toString(),
                "--out",
                out.toString(),
                "--size",
                "64",
                "--evaluations",
                "20",
                "--report",
                report.toString());

        assertThat(stylized.exitCode()).as(stylized.err()).isZero();
        assertThat(stylized.err()).contains("quality at 64 x 48: style left");
        JsonNode told = mapper.readTree(report.toFile());
        assertThat(told.at("/network/name").asText()).isEqualTo("vgg19-slim");
        assertThat(told.at("/network/sha256").asText()).hasSize(64);
        assertThat(told.at("/options/evaluations").asInt()).isEqualTo(20);
        assertThat(told.at("/evaluations").asInt()).isEqualTo(20);
        assertThat(told.at("/losses/total").isNumber()).isTrue();
        assertThat(told.at("/rollbacks").isArray()).isTrue();
        assertThat(told.at("/seconds").asDouble()).isPositive();
        JsonNode first = told.get("quality");
        JsonNode again = judge(out);
        assertThat(again.get("measuredAt")).isEqualTo(first.get("measuredAt"));
        assertClose(again, first, "/ssim");
        assertClose(again, first, "/cfsd/style4_1");
        assertClose(again, first, "/content/style4_1");
        for (String layer : new String[] {"style1_1", "style2_1", "style3_1", "style4_1"}) {
            assertClose(again, first, "/style/" + layer + "/left");
            assertThat(first.at("/style/" + layer + "/left").asDouble()).isBetween(0.0, 0.9);
        }
    }

    @Test
    void thePhotographItselfIsAllContentAndNoStyle() throws IOException {
        JsonNode quality = judge(content);

        assertThat(quality.at("/ssim").asDouble()).isCloseTo(1, withPercentage(1e-6));
        assertThat(quality.at("/content/style4_1").asDouble()).isZero();
        assertThat(quality.at("/cfsd/style4_1").asDouble()).isZero();
        assertThat(quality.at("/style/style1_1/left").asDouble()).isEqualTo(1);
    }

    @Test
    void eachRegionIsJudgedUnderTheMasksOfThePainting() throws IOException {
        Path left = write("left.png", 64, 48, (x, y) -> x < 32 ? 255 : 0);

        JsonNode regions = judge(content, "--content-mask", left.toString()).get("regions");

        assertThat(regions).hasSize(1);
        assertThat(regions.at("/0/area").asDouble()).isEqualTo(0.5);
        assertThat(regions.at("/0/shares/0").asDouble()).isEqualTo(1);
        assertThat(regions.at("/0/style/style1_1/left").asDouble()).isEqualTo(1);
        assertThat(quality(content, "--content-mask", left.toString()).out())
                .contains("style left 100.0 % (region by region 100.0 %)");
        assertThat(quality(content, "--content-mask", style.toString()).complaint())
                .contains("--content-mask: mask 1 has", "they must have one aspect");
    }

    @Test
    void aResultOfAnotherShapeIsRefusedInOneLine() throws IOException {
        Invocation invocation = quality(write("wide.png", 96, 40, (x, y) -> x), "--json");

        assertThat(invocation.exitCode()).isEqualTo(Exit.BAD_INPUT);
        assertThat(invocation.complaint()).contains("wide.png: has another shape", "96 x 40", "96 x 72");
    }

    @Test
    void aResultOfAFewPixelsIsRefusedInOneLine() throws IOException {
        Invocation invocation = quality(write("tiny.png", 4, 3, (x, y) -> x));

        assertThat(invocation.exitCode()).isEqualTo(Exit.BAD_INPUT);
        assertThat(invocation.complaint()).contains("the result is too small", "4 x 3");
    }

    @Test
    void weightsThatDoNotFitTheStylesAreRefused() {
        Invocation invocation = quality(content, "--style-weights", "1,2");

        assertThat(invocation.exitCode()).isEqualTo(Exit.USAGE);
        assertThat(invocation.complaint()).contains("--style-weights must hold one weight for each style");
    }

    private JsonNode judge(Path result, String... more) throws IOException {
        Invocation invocation = quality(
                result, Stream.concat(Stream.of("--json"), Arrays.stream(more)).toArray(String[]::new));
        assertThat(invocation.exitCode()).as(invocation.err()).isZero();
        return mapper.readTree(invocation.out());
    }

    private Invocation quality(Path result, String... more) {
        String[] base = {
            "quality", "--content", content.toString(), "--style", style.toString(), "--result", result.toString()
        };
        String[] all = new String[base.length + more.length];
        System.arraycopy(base, 0, all, 0, base.length);
        System.arraycopy(more, 0, all, base.length, more.length);
        return Invocation.of(all);
    }

    /** The written painting is rounded to whole values. */
    private static void assertClose(JsonNode again, JsonNode first, String figure) {
        assertThat(first.at(figure).isNumber()).as(figure).isTrue();
        assertThat(again.at(figure).asDouble())
                .as(figure)
                .isCloseTo(first.at(figure).asDouble(), withPercentage(10));
    }

    private interface Brightness {
        double at(int x, int y);
    }

    private Path write(String name, int width, int height, Brightness brightness) throws IOException {
        float[] rgb = new float[3 * width * height];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (float) brightness.at(i % width, i / width % height);
        }
        return Files.write(folder.resolve(name), new ImageCodec().encodePng(new Picture(width, height, rgb)));
    }
}
