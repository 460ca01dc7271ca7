package io.impasto.storage.renditions;

import java.util.Arrays;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import io.impasto.storage.renditions.Pixels.Depth;

import static org.assertj.core.api.Assertions.assertThat;

class ResamplingTest {

    @Property
    void aColourStaysItself(
            @ForAll byte level,
            @ForAll @IntRange(min = 1, max = 40) int width,
            @ForAll @IntRange(min = 1, max = 40) int height,
            @ForAll @IntRange(min = 1, max = 60) int wide,
            @ForAll @IntRange(min = 1, max = 60) int high) {
        Pixels picture = new Pixels(width, height);
        Arrays.fill(picture.rgb(), level);
        assertThat(Resampling.resize(picture, wide, high, Depth.BITS_8).rgb()).containsOnly(level);
    }

    @Property
    void nothingLeavesTheRangeOfWhatIsThere(
            @ForAll @Size(60) byte[] rgb, @ForAll @IntRange(min = 1, max = 9) int side) {
        int least = 255;
        int most = 0;
        for (byte value : rgb) {
            least = Math.min(least, value & 0xff);
            most = Math.max(most, value & 0xff);
        }
        for (byte value : Resampling.resize(new Pixels(5, 4, Depth.BITS_8, rgb), side, side, Depth.BITS_8)
                .rgb()) {
            assertThat(value & 0xff).isBetween(least, most);
        }
    }

    /** Half of the light, not half of the level. */
    @Test
    void blackAndWhiteMixAsLightDoes() {
        byte[] rgb = new byte[3 * 64 * 64];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) ((i / 3 % 64 + i / 192) % 2 == 0 ? 255 : 0);
        }
        Pixels small = Resampling.resize(new Pixels(64, 64, Depth.BITS_8, rgb), 8, 8, Depth.BITS_8);
        assertThat(small.rgb()[3 * (3 * 8 + 3)] & 0xff).isBetween(186, 190);
    }

    @Test
    void sixteenBitsAreNearerToTheLight() {
        byte[] blackAndWhite = {0, 0, 0, -1, -1, -1};
        Pixels one = Resampling.resize(new Pixels(2, 1, Depth.BITS_8, blackAndWhite), 1, 1, Depth.BITS_16);
        assertThat(one.level(0)).as("0.735357 of 65535").isBetween(48191, 48192);
    }

    @Test
    void itsOwnSizeIsThePictureItself() {
        Pixels picture = new Pixels(5, 4);
        assertThat(Resampling.resize(picture, 5, 4, Depth.BITS_8)).isSameAs(picture);
    }
}
