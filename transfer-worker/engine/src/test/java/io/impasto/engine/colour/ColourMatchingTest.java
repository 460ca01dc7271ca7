package io.impasto.engine.colour;

import java.util.Random;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

import io.impasto.engine.image.Picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ColourMatchingTest {

    @Property(tries = 20)
    void aPictureInItsOwnColoursStaysAsItIs(@ForAll long seed) {
        Picture picture = cloud(seed, 128, 20);
        assertThat(ColourMatching.match(picture, picture).rgb()).containsExactly(picture.rgb(), within(0.01f));
    }

    @Property(tries = 20)
    void meanAndCovarianceBecomeThePhotographs(@ForAll long seed) {
        Picture content = cloud(seed, 100, 12);
        Picture matched = ColourMatching.match(cloud(seed + 1, 150, 25), content);
        for (int c = 0; c < 3; c++) {
            assertThat(mean(matched, c)).isCloseTo(mean(content, c), within(0.2));
            for (int d = 0; d < 3; d++) {
                assertThat(covariance(matched, c, d)).isCloseTo(covariance(content, c, d), within(3.0));
            }
        }
    }

    @Test
    void aStyleWithoutColourIsNotBlownUp() {
        Picture flat = Picture.filled(16, 16, 40, 40, 40);
        Picture content = cloud(1, 100, 12);
        Picture matched = ColourMatching.match(flat, content);
        assertThat(matched.at(0, 3, 3)).isCloseTo((float) mean(content, 0), within(0.5f));
    }

    /** Values with a spread, and channels that have to do with each other. */
    private static Picture cloud(long seed, double mean, double spread) {
        Random random = new Random(seed);
        float[] rgb = new float[3 * 16 * 16];
        for (int i = 0; i < 256; i++) {
            double shared = random.nextGaussian();
            for (int c = 0; c < 3; c++) {
                double value = mean + spread * (0.6 * shared + (0.4 + 0.2 * c) * random.nextGaussian());
                rgb[c * 256 + i] = (float) Math.max(0, Math.min(255, value));
            }
        }
        return new Picture(16, 16, rgb);
    }

    private static double mean(Picture picture, int c) {
        double sum = 0;
        for (int i = 0; i < 256; i++) {
            sum += picture.rgb()[c * 256 + i];
        }
        return sum / 256;
    }

    private static double covariance(Picture picture, int c, int d) {
        double sum = 0;
        for (int i = 0; i < 256; i++) {
            sum += (picture.rgb()[c * 256 + i] - mean(picture, c)) * (picture.rgb()[d * 256 + i] - mean(picture, d));
        }
        return sum / 256;
    }
}
