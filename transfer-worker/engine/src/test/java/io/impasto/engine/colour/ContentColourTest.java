package io.impasto.engine.colour;

import java.util.Random;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

import io.impasto.engine.image.Picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class ContentColourTest {

    @Property(tries = 20)
    void thePhotographInItsOwnColoursIsThePhotograph(@ForAll long seed) {
        Picture content = noise(seed);
        assertThat(ContentColour.of(content, content).rgb()).containsExactly(content.rgb(), within(0.01f));
    }

    @Property(tries = 20)
    void lightnessIsThePaintingsAndHueThePhotographs(@ForAll long seed) {
        Picture painted = noise(seed);
        Picture content = noise(seed + 1);
        Picture coloured = ContentColour.of(painted, content);
        for (int y = 0; y < coloured.height(); y++) {
            for (int x = 0; x < coloured.width(); x++) {
                Oklab is = at(coloured, x, y);
                Oklab hue = at(content, x, y);
                assertThat(is.lightness()).isCloseTo(at(painted, x, y).lightness(), within(1e-3));
                assertThat(is.a() * hue.b()).isCloseTo(is.b() * hue.a(), within(1e-3));
                assertThat(Math.hypot(is.a(), is.b())).isLessThan(Math.hypot(hue.a(), hue.b()) + 1e-3);
            }
        }
    }

    @Test
    void aGreyPhotographMakesAGreyPainting() {
        Picture grey = ContentColour.of(noise(1), Picture.filled(5, 4, 90, 90, 90));
        for (int i = 0; i < 20; i++) {
            assertThat(grey.rgb()[i]).isCloseTo(grey.rgb()[20 + i], within(0.05f));
            assertThat(grey.rgb()[i]).isCloseTo(grey.rgb()[40 + i], within(0.05f));
        }
    }

    @Test
    void theSpaceIsTheOneThatIsPublished() {
        Oklab red = Oklab.of(255, 0, 0);
        assertThat(red.lightness()).isCloseTo(0.62796, within(1e-4));
        assertThat(red.a()).isCloseTo(0.22486, within(1e-4));
        assertThat(red.b()).isCloseTo(0.12585, within(1e-4));
    }

    @Test
    void picturesOfTwoSizesAreRefused() {
        assertThatThrownBy(() -> ContentColour.of(noise(1), Picture.filled(4, 4, 0, 0, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not of the same size");
    }

    private static Oklab at(Picture picture, int x, int y) {
        return Oklab.of(picture.at(0, x, y), picture.at(1, x, y), picture.at(2, x, y));
    }

    private static Picture noise(long seed) {
        Random random = new Random(seed);
        float[] rgb = new float[3 * 5 * 4];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = random.nextInt(256);
        }
        return new Picture(5, 4, rgb);
    }
}
