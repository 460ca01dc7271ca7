package io.impasto.engine.image;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ResamplingTest {

    @Property(tries = 200)
    void aConstantPictureStaysConstantAtAnySize(
            @ForAll @IntRange(min = 1, max = 50) int w,
            @ForAll @IntRange(min = 1, max = 50) int h,
            @ForAll @IntRange(min = 1, max = 50) int width,
            @ForAll @IntRange(min = 1, max = 50) int height) {
        Picture resized = Resampling.resize(Picture.filled(w, h, -20, 128, 300), width, height);

        assertThat(resized.width()).isEqualTo(width);
        assertThat(resized.height()).isEqualTo(height);
        for (int x = 0; x < width; x++) {
            assertThat(resized.at(0, x, height - 1)).isCloseTo(-20, within(0.01f));
            assertThat(resized.at(1, x, 0)).isCloseTo(128, within(0.01f));
            assertThat(resized.at(2, x, height / 2)).isCloseTo(300, within(0.01f));
        }
    }

    @Test
    void onePixelIsTheAverage() {
        Picture stripes = Picture.filled(64, 64, 0, 0, 0);
        for (int i = 0; i < 64 * 64; i += 2) {
            stripes.rgb()[i] = 200;
        }

        assertThat(Resampling.resize(stripes, 1, 1).at(0, 0, 0)).isCloseTo(100, within(1f));
    }

    @Test
    void detailFinerThanAPixelAveragesOutAndDoesNotAlias() {
        Picture stripes = Picture.filled(300, 30, 0, 0, 0);
        for (int y = 0; y < 30; y++) {
            for (int x = 0; x < 300; x += 2) {
                stripes.rgb()[y * 300 + x] = 200;
            }
        }

        Picture small = Resampling.resize(stripes, 97, 10);

        for (int x = 3; x < 94; x++) {
            assertThat(small.at(0, x, 5)).isCloseTo(100, within(6f));
        }
    }

    @Test
    void inLightFineDetailBecomesWhatItLooksLikeFromAfar() {
        Picture stripes = Picture.filled(300, 30, 0, 0, 0);
        for (int y = 0; y < 30; y++) {
            for (int x = 0; x < 300; x += 2) {
                stripes.rgb()[y * 300 + x] = 255;
            }
        }

        assertThat(Resampling.resizeInLight(stripes, 30, 3).at(0, 15, 1)).isCloseTo(187.5f, within(1f));
        assertThat(Resampling.resizeInLight(stripes, 600, 60)).isEqualTo(Resampling.resize(stripes, 600, 60));
        assertThat(Resampling.resizeInLight(stripes, 300, 30)).isSameAs(stripes);
    }

    @Test
    void aRampStaysWhereItIs() {
        Picture ramp = Picture.filled(40, 4, 0, 0, 0);
        for (int y = 0; y < 4; y++) {
            for (int x = 0; x < 40; x++) {
                ramp.rgb()[y * 40 + x] = x + 0.5f;
            }
        }

        Picture half = Resampling.resize(ramp, 20, 2);
        Picture twice = Resampling.resize(ramp, 80, 8);

        for (int x = 4; x < 16; x++) {
            assertThat(half.at(0, x, 1)).isCloseTo(2 * x + 1, within(0.05f));
        }
        for (int x = 10; x < 70; x++) {
            assertThat(twice.at(0, x, 4)).isCloseTo((x + 0.5f) / 2, within(0.05f));
        }
    }

    @Test
    void theOwnSizeIsTheSamePicture() {
        Picture picture = Picture.filled(5, 7, 1, 2, 3);

        assertThat(Resampling.resize(picture, 5, 7)).isSameAs(picture);
        assertThat(Resampling.resizeToLongSide(picture, 14).width()).isEqualTo(10);
        assertThat(Resampling.resizeToLongSide(Picture.filled(1000, 1, 0, 0, 0), 32)
                        .height())
                .isEqualTo(1);
    }
}
