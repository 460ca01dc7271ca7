package io.impasto.storage.renditions;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.impasto.storage.renditions.Pixels.Depth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class MixingTest {

    private static final Path EXAMPLES = Path.of(
            System.getProperty("impasto.root", "."),
            "gateway-service/src/main/resources/contract/examples/adjustment.json");

    @Property
    void neutralValuesChangeNothing(@ForAll @Size(9) byte[] rgb, @ForAll @Size(9) byte[] other) {
        assertThat(mixed(rgb, other, 0, Adjustment.NONE)).isEqualTo(rgb);
        assertThat(mixed(rgb, other, 1, Adjustment.NONE)).isEqualTo(other);
        assertThat(mixed(rgb, rgb, 0.5, new Adjustment(0, 1, 1, 1))).isEqualTo(rgb);
    }

    @Property
    void blendingIsSymmetric(
            @ForAll @Size(9) byte[] rgb, @ForAll @Size(9) byte[] other, @ForAll @DoubleRange(max = 1) double blend) {
        byte[] there = mixed(rgb, other, blend, Adjustment.NONE);
        byte[] back = mixed(other, rgb, 1 - blend, Adjustment.NONE);
        for (int i = 0; i < rgb.length; i++) {
            assertThat(there[i] & 0xff).isCloseTo(back[i] & 0xff, within(1));
        }
    }

    @Property
    void moreOfTheOtherIsNearerToTheOther(
            @ForAll @Size(9) byte[] rgb,
            @ForAll @Size(9) byte[] other,
            @ForAll @DoubleRange(max = 1) double one,
            @ForAll @DoubleRange(max = 1) double two) {
        byte[] less = mixed(rgb, other, Math.min(one, two), Adjustment.NONE);
        byte[] more = mixed(rgb, other, Math.max(one, two), Adjustment.NONE);
        for (int i = 0; i < rgb.length; i++) {
            int target = other[i] & 0xff;
            assertThat(Math.abs((more[i] & 0xff) - target)).isLessThanOrEqualTo(Math.abs((less[i] & 0xff) - target));
        }
    }

    @Property
    void brighterIsNeverDarker(
            @ForAll @Size(9) byte[] rgb,
            @ForAll @DoubleRange(max = 2) double one,
            @ForAll @DoubleRange(max = 2) double two) {
        byte[] dark = mixed(rgb, null, 0, new Adjustment(0, 1, Math.min(one, two), 1));
        byte[] bright = mixed(rgb, null, 0, new Adjustment(0, 1, Math.max(one, two), 1));
        for (int i = 0; i < rgb.length; i++) {
            assertThat(bright[i] & 0xff).isGreaterThanOrEqualTo(dark[i] & 0xff);
        }
    }

    @Property
    void greyHasNoHueAndNoSaturation(
            @ForAll byte level,
            @ForAll @DoubleRange(min = -180, max = 180) double hue,
            @ForAll @DoubleRange(max = 2) double saturation) {
        byte[] grey = {level, level, level};
        assertThat(mixed(grey, null, 0, new Adjustment(hue, saturation, 1, 1))).isEqualTo(grey);
    }

    @Property
    void withoutSaturationAllIsGrey(@ForAll @Size(3) byte[] rgb) {
        byte[] grey = mixed(rgb, null, 0, new Adjustment(0, 0, 1, 1));
        assertThat(grey[1]).isEqualTo(grey[0]);
        assertThat(grey[2]).isEqualTo(grey[0]);
    }

    @Test
    void halfATurnIsTheSameInBothDirections() {
        byte[] rgb = {10, 120, (byte) 230, 90, 3, 60};
        assertThat(mixed(rgb, null, 0, new Adjustment(180, 1, 1, 1)))
                .isEqualTo(mixed(rgb, null, 0, new Adjustment(-180, 1, 1, 1)));
    }

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
                said.get("hue").asDouble(),
                said.get("saturation").asDouble(),
                said.get("brightness").asDouble(),
                said.get("contrast").asDouble());
        byte[] mixed = mixed(
                bytes(example.get("painting")),
                bytes(example.get("content")),
                said.get("blend").asDouble(),
                adjustment);
        assertThat(mixed).isEqualTo(bytes(example.get("result")));
    }

    private static byte[] bytes(JsonNode pixels) {
        byte[] rgb = new byte[3 * pixels.size()];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) pixels.get(i / 3).get(i % 3).asInt();
        }
        return rgb;
    }

    /** By hand, from the matrices of Filter Effects. */
    @ParameterizedTest
    @CsvSource({
        "90, 1, 1, 1, 200, 100, 50, 50, 146, 35",
        "0, 0.5, 1, 1, 200, 100, 50, 159, 109, 84",
        "0, 1, 0.5, 1, 200, 100, 50, 100, 50, 25",
        "0, 1, 1, 2, 200, 100, 50, 255, 73, 0",
    })
    void itIsTheFilterOfTheStandard(
            double hue,
            double saturation,
            double brightness,
            double contrast,
            int r,
            int g,
            int b,
            int x,
            int y,
            int z) {
        byte[] rgb = {(byte) r, (byte) g, (byte) b};
        assertThat(mixed(rgb, null, 0, new Adjustment(hue, saturation, brightness, contrast)))
                .containsExactly(x, y, z);
    }

    /** The same by hand; 16 bits hold what 8 would round away. */
    @Test
    void sixteenBitsKeepWhatTheFilterMakes() {
        Pixels picture = new Pixels(1, 1, Depth.BITS_8, new byte[] {(byte) 200, 100, 50}).at(Depth.BITS_16);
        Mixing.apply(picture, null, 0, new Adjustment(0, 0.5, 1, 1));
        assertThat(List.of(picture.level(0), picture.level(1), picture.level(2)))
                .as("158.85, 108.85, 83.85 of 255")
                .containsExactly(40824, 27974, 21549);
    }

    @Property
    void anotherDepthIsTheSamePicture(@ForAll @Size(9) byte[] rgb) {
        Pixels picture = new Pixels(3, 1, Depth.BITS_8, rgb);
        assertThat(picture.at(Depth.BITS_16).at(Depth.BITS_8).rgb()).isEqualTo(rgb);
    }

    private static byte[] mixed(byte[] rgb, byte[] other, double blend, Adjustment adjustment) {
        Pixels picture = new Pixels(rgb.length / 3, 1, Depth.BITS_8, rgb.clone());
        Mixing.apply(
                picture, other == null ? null : new Pixels(rgb.length / 3, 1, Depth.BITS_8, other), blend, adjustment);
        return picture.rgb();
    }
}
