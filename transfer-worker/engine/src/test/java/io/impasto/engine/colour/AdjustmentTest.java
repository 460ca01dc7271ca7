package io.impasto.engine.colour;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.impasto.engine.image.ImageCodec;
import io.impasto.engine.image.Picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class AdjustmentTest {

    private static final Path EXAMPLES = Path.of(
            System.getProperty("impasto.root", "."),
            "gateway-service/src/main/resources/contract/examples/adjustment.json");

    static List<JsonNode> examples() throws IOException {
        List<JsonNode> examples = new ArrayList<>();
        new ObjectMapper().readTree(EXAMPLES.toFile()).forEach(examples::add);
        return examples;
    }

    @ParameterizedTest
    @MethodSource("examples")
    void itIsWhatTheContractSays(JsonNode example) {
        JsonNode said = example.get("adjustment");
        Adjustment adjustment = new Adjustment(
                said.get("blend").asDouble(),
                said.get("hue").asDouble(),
                said.get("saturation").asDouble(),
                said.get("brightness").asDouble(),
                said.get("contrast").asDouble());
        Picture adjusted =
                adjustment.of(picture(example.get("painting")), Optional.of(picture(example.get("content"))));
        assertThat(new ImageCodec().eightBit(adjusted))
                .isEqualTo(new ImageCodec().eightBit(picture(example.get("result"))));
    }

    @Property(tries = 20)
    void neutralValuesChangeNothing(@ForAll long seed) {
        Picture painted = noise(seed);
        assertThat(Adjustment.NONE.of(painted, Optional.empty()).rgb()).containsExactly(painted.rgb(), within(1e-4f));
        Picture photograph = noise(seed + 1);
        assertThat(new Adjustment(1, 0, 1, 1, 1)
                        .of(painted, Optional.of(photograph))
                        .rgb())
                .containsExactly(photograph.rgb(), within(1e-4f));
    }

    @Property(tries = 20)
    void brighterIsNeverDarker(
            @ForAll long seed, @ForAll @DoubleRange(max = 2) double one, @ForAll @DoubleRange(max = 2) double two) {
        float[] dark = new Adjustment(0, 0, 1, Math.min(one, two), 1)
                .of(noise(seed), Optional.empty())
                .rgb();
        float[] bright = new Adjustment(0, 0, 1, Math.max(one, two), 1)
                .of(noise(seed), Optional.empty())
                .rgb();
        for (int i = 0; i < dark.length; i++) {
            assertThat(bright[i]).isGreaterThanOrEqualTo(dark[i]);
        }
    }

    @Property(tries = 20)
    void moreOfThePhotographIsNearerToIt(
            @ForAll long seed, @ForAll @DoubleRange(max = 1) double one, @ForAll @DoubleRange(max = 1) double two) {
        Picture photograph = noise(seed + 1);
        float[] less = new Adjustment(Math.min(one, two), 0, 1, 1, 1)
                .of(noise(seed), Optional.of(photograph))
                .rgb();
        float[] more = new Adjustment(Math.max(one, two), 0, 1, 1, 1)
                .of(noise(seed), Optional.of(photograph))
                .rgb();
        for (int i = 0; i < less.length; i++) {
            float target = photograph.rgb()[i];
            assertThat(Math.abs(more[i] - target)).isLessThanOrEqualTo(Math.abs(less[i] - target) + 1e-4f);
        }
    }

    @Property(tries = 20)
    void halfATurnIsTheSameEitherWayAndNoTurnColoursGrey(
            @ForAll long seed,
            @ForAll @DoubleRange(min = -180, max = 180) double hue,
            @ForAll @DoubleRange(max = 2) double saturation) {
        float[] left = new Adjustment(0, -180, 1, 1, 1)
                .of(noise(seed), Optional.empty())
                .rgb();
        float[] right = new Adjustment(0, 180, 1, 1, 1)
                .of(noise(seed), Optional.empty())
                .rgb();
        assertThat(left).containsExactly(right, within(1e-3f));
        float grey = new Random(seed).nextInt(256);
        assertThat(new Adjustment(0, hue, saturation, 1, 1)
                        .of(Picture.filled(1, 1, grey, grey, grey), Optional.empty())
                        .rgb())
                .containsExactly(new float[] {grey, grey, grey}, within(1e-3f));
    }

    @Property(tries = 20)
    void moreSaturationIsNeverNearerToGrey(
            @ForAll long seed, @ForAll @DoubleRange(max = 2) double one, @ForAll @DoubleRange(max = 2) double two) {
        Picture none = saturated(seed, 0);
        Picture less = saturated(seed, Math.min(one, two));
        Picture more = saturated(seed, Math.max(one, two));
        for (int i = 0; i < 20; i++) {
            assertThat(spread(none, i)).isCloseTo(0, within(1e-3f));
            assertThat(spread(more, i)).isGreaterThanOrEqualTo(spread(less, i) - 1e-3f);
        }
    }

    private static Picture saturated(long seed, double saturation) {
        return new Adjustment(0, 0, saturation, 1, 1).of(noise(seed), Optional.empty());
    }

    /** From the least to the most of a pixel's three values. */
    private static float spread(Picture picture, int pixel) {
        float red = picture.rgb()[pixel];
        float green = picture.rgb()[20 + pixel];
        float blue = picture.rgb()[40 + pixel];
        return Math.max(red, Math.max(green, blue)) - Math.min(red, Math.min(green, blue));
    }

    @Property(tries = 20)
    void moreContrastIsNeverNearerToMidGreyNorOnItsOtherSide(
            @ForAll long seed, @ForAll @DoubleRange(max = 2) double one, @ForAll @DoubleRange(max = 2) double two) {
        float[] less = new Adjustment(0, 0, 1, 1, Math.min(one, two))
                .of(noise(seed), Optional.empty())
                .rgb();
        float[] more = new Adjustment(0, 0, 1, 1, Math.max(one, two))
                .of(noise(seed), Optional.empty())
                .rgb();
        for (int i = 0; i < less.length; i++) {
            float away = less[i] - 127.5f;
            assertThat((more[i] - 127.5f) * Math.signum(away)).isGreaterThanOrEqualTo(Math.abs(away) - 1e-3f);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "-0.1, 0, 1, 1, 1, blend lies between 0 and 1",
        "0, 181, 1, 1, 1, hue lies between -180 and 180",
        "0, 0, NaN, 1, 1, saturation lies between 0 and 2",
        "0, 0, 1, 2.01, 1, brightness lies between 0 and 2",
        "0, 0, 1, 1, -1, contrast lies between 0 and 2"
    })
    void whatIsOutOfRangeIsRefusedByItsName(
            double blend, double hue, double saturation, double brightness, double contrast, String told) {
        assertThatThrownBy(() -> new Adjustment(blend, hue, saturation, brightness, contrast))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(told);
    }

    @Test
    void aBlendNeedsAPhotographOfTheSameSize() {
        Adjustment half = new Adjustment(0.5, 0, 1, 1, 1);
        assertThatThrownBy(() -> half.of(noise(1), Optional.empty())).hasMessageContaining("no photograph");
        assertThatThrownBy(() -> half.of(noise(1), Optional.of(Picture.filled(1, 1, 0, 0, 0))))
                .hasMessageContaining("not of the same size");
    }

    /** Pixels in a row. */
    private static Picture picture(JsonNode pixels) {
        float[] rgb = new float[3 * pixels.size()];
        for (int x = 0; x < pixels.size(); x++) {
            for (int c = 0; c < 3; c++) {
                rgb[c * pixels.size() + x] = pixels.get(x).get(c).asInt();
            }
        }
        return new Picture(pixels.size(), 1, rgb);
    }

    private static Picture noise(long seed) {
        Random random = new Random(seed);
        float[] rgb = new float[3 * 5 * 4];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = 255 * random.nextFloat();
        }
        return new Picture(5, 4, rgb);
    }
}
