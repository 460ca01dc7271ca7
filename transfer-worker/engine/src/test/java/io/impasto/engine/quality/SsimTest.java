package io.impasto.engine.quality;

import java.util.Random;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

import io.impasto.engine.image.Picture;
import io.impasto.engine.image.Resampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class SsimTest {

    @Property(tries = 60)
    void aPictureIsLikeItselfAtAnySizeAndTwoAreAsLikeInEitherOrder(
            @ForAll @IntRange(min = 1, max = 30) int width,
            @ForAll @IntRange(min = 1, max = 30) int height,
            @ForAll long seed) {
        Picture a = noise(width, height, seed);
        Picture b = noise(width, height, seed + 1);

        assertThat(Ssim.of(a, a)).isCloseTo(1, within(1e-9));
        assertThat(Ssim.of(a, b)).isCloseTo(Ssim.of(b, a), within(1e-9)).isBetween(-1.0, 1.0);
    }

    @Test
    void isWhatTheDefinitionSaysWindowByWindow() {
        Picture a = noise(23, 17, 1);
        Picture b = withNoise(a, 40, 2);

        assertThat(Ssim.of(a, b)).isCloseTo(windowByWindow(a, b), within(1e-9));
    }

    @Test
    void fallsWithNoise() {
        Picture smooth = Resampling.resize(noise(8, 8, 3), 64, 64);

        double last = 1;
        for (double deviation : new double[] {2, 8, 32, 128}) {
            double ssim = Ssim.of(smooth, withNoise(smooth, deviation, 4));
            assertThat(ssim).isLessThan(last);
            last = ssim;
        }
    }

    @Test
    void fallsWithBlur() {
        Picture sharp = noise(64, 64, 5);

        double last = 1;
        for (int side : new int[] {48, 32, 16, 8}) {
            double ssim = Ssim.of(sharp, Resampling.resize(Resampling.resize(sharp, side, side), 64, 64));
            assertThat(ssim).isLessThan(last);
            last = ssim;
        }
    }

    @Test
    void anInvertedPictureIsUnlike() {
        Picture picture = noise(32, 32, 6);
        float[] inverted = new float[picture.rgb().length];
        for (int i = 0; i < inverted.length; i++) {
            inverted[i] = 255 - picture.rgb()[i];
        }

        assertThat(Ssim.of(picture, new Picture(32, 32, inverted))).isLessThan(-0.5);
    }

    @Test
    void picturesOfDifferentSizesAreRefused() {
        assertThatThrownBy(() -> Ssim.of(noise(8, 8, 1), noise(8, 9, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one size");
    }

    private static double windowByWindow(Picture a, Picture b) {
        double[][] window = new double[11][11];
        double total = 0;
        for (int i = 0; i < 11; i++) {
            for (int j = 0; j < 11; j++) {
                window[i][j] = Math.exp(-((i - 5) * (i - 5) + (j - 5) * (j - 5)) / 4.5);
                total += window[i][j];
            }
        }
        double sum = 0;
        int count = 0;
        for (int y = 0; y + 11 <= a.height(); y++) {
            for (int x = 0; x + 11 <= a.width(); x++, count++) {
                double meanA = 0;
                double meanB = 0;
                for (int i = 0; i < 121; i++) {
                    meanA += window[i / 11][i % 11] / total * luma(a, x + i % 11, y + i / 11);
                    meanB += window[i / 11][i % 11] / total * luma(b, x + i % 11, y + i / 11);
                }
                double varianceA = 0;
                double varianceB = 0;
                double covariance = 0;
                for (int i = 0; i < 121; i++) {
                    double weight = window[i / 11][i % 11] / total;
                    double da = luma(a, x + i % 11, y + i / 11) - meanA;
                    double db = luma(b, x + i % 11, y + i / 11) - meanB;
                    varianceA += weight * da * da;
                    varianceB += weight * db * db;
                    covariance += weight * da * db;
                }
                sum += (2 * meanA * meanB + 6.5025)
                        * (2 * covariance + 58.5225)
                        / ((meanA * meanA + meanB * meanB + 6.5025) * (varianceA + varianceB + 58.5225));
            }
        }
        return sum / count;
    }

    private static double luma(Picture p, int x, int y) {
        return 0.299 * p.at(0, x, y) + 0.587 * p.at(1, x, y) + 0.114 * p.at(2, x, y);
    }

    private static Picture noise(int width, int height, long seed) {
        Random random = new Random(seed);
        float[] rgb = new float[3 * width * height];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = 255 * random.nextFloat();
        }
        return new Picture(width, height, rgb);
    }

    private static Picture withNoise(Picture picture, double deviation, long seed) {
        Random random = new Random(seed);
        float[] rgb = picture.rgb().clone();
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] += (float) (deviation * random.nextGaussian());
        }
        return new Picture(picture.width(), picture.height(), rgb);
    }
}
