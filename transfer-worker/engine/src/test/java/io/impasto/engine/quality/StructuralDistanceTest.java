package io.impasto.engine.quality;

import java.util.Random;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

import io.impasto.autodiff.Tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class StructuralDistanceTest {
    private static final int N = 6;

    @Property(tries = 40)
    void featuresHaveTheirOwnStructureAtAnySizeAndAreNeverNearer(
            @ForAll @IntRange(min = 1, max = 40) int h, @ForAll @IntRange(min = 1, max = 40) int w, @ForAll long seed) {
        float[] features = random(h * w, seed);

        assertThat(distance(features, features, h, w)).isCloseTo(0, within(1e-12));
        assertThat(distance(features, random(h * w, seed + 1), h, w)).isGreaterThanOrEqualTo(0);
    }

    @Test
    void isWhatTheDefinitionSaysOnMapsThatTheGridDivides() {
        float[] content = random(32 * 48, 1);
        float[] painting = random(32 * 48, 2);

        assertThat(distance(content, painting, 32, 48)).isCloseTo(plainly(content, painting, 32, 48), within(1e-9));
    }

    @Test
    void doesNotDependOnTheMagnitudeOfTheNetwork() {
        float[] content = random(400, 3);
        float[] painting = random(400, 4);

        assertThat(distance(scaled(content, 1000), scaled(painting, 1000), 20, 20))
                .isCloseTo(distance(content, painting, 20, 20), within(1e-6));
    }

    @Test
    void doesNotMindWhichChannelSeesWhat() {
        float[] content = random(256, 5);
        float[] turned = new float[content.length];
        for (int k = 0; k < N; k++) {
            System.arraycopy(content, k * 256, turned, (k + 1) % N * 256, 256);
        }

        assertThat(distance(content, turned, 16, 16)).isCloseTo(0, within(1e-12));
    }

    @Test
    void growsWithNoise() {
        float[] content = random(900, 6);

        double last = 0;
        for (double deviation : new double[] {0.1, 0.3, 1, 3}) {
            Random random = new Random(7);
            float[] noisy = content.clone();
            for (int i = 0; i < noisy.length; i++) {
                noisy[i] += (float) (deviation * random.nextGaussian());
            }
            double distance = distance(content, noisy, 30, 30);
            assertThat(distance).isGreaterThan(last);
            last = distance;
        }
    }

    @Test
    void featuresThatAreAllZeroHaveNoStructureToLose() {
        float[] none = new float[N * 64];

        assertThat(distance(none, none, 8, 8)).isZero();
    }

    private static double distance(float[] content, float[] painting, int h, int w) {
        return StructuralDistance.of(Tensor.of(content, 1, N, h, w), Tensor.of(painting, 1, N, h, w));
    }

    private static double plainly(float[] content, float[] painting, int h, int w) {
        double[][] a = blocks(content, h, w);
        double[][] b = blocks(painting, h, w);
        double scale = 0;
        for (double[] cell : a) {
            for (double value : cell) {
                scale += value * value / 256;
            }
        }
        double sum = 0;
        for (int i = 0; i < 256; i++) {
            double[] p = softmax(a, i, scale);
            double[] q = softmax(b, i, scale);
            for (int j = 0; j < 256; j++) {
                sum += p[j] * Math.log(p[j] / q[j]);
            }
        }
        return sum / 256;
    }

    private static double[] softmax(double[][] cells, int i, double scale) {
        double[] share = new double[256];
        double sum = 0;
        for (int j = 0; j < 256; j++) {
            double product = 0;
            for (int k = 0; k < N; k++) {
                product += cells[i][k] * cells[j][k];
            }
            share[j] = Math.exp(product / scale);
            sum += share[j];
        }
        for (int j = 0; j < 256; j++) {
            share[j] /= sum;
        }
        return share;
    }

    private static double[][] blocks(float[] features, int h, int w) {
        double[][] cells = new double[256][N];
        int tall = h / 16;
        int wide = w / 16;
        for (int k = 0; k < N; k++) {
            for (int y = 0; y < h; y++) {
                for (int x = 0; x < w; x++) {
                    cells[y / tall * 16 + x / wide][k] += features[(k * h + y) * w + x] / (double) (tall * wide);
                }
            }
        }
        return cells;
    }

    private static float[] random(int positions, long seed) {
        Random random = new Random(seed);
        float[] values = new float[N * positions];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return values;
    }

    private static float[] scaled(float[] values, float by) {
        float[] scaled = values.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= by;
        }
        return scaled;
    }
}
