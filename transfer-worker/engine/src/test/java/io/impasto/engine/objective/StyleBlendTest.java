package io.impasto.engine.objective;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class StyleBlendTest {

    @Property(tries = 200)
    void oneMeanAndARestAreAsGoodAsEachStyleApart(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 8) int styles,
            @ForAll @IntRange(min = 1, max = 30) int length) {
        Random random = new Random(seed);
        List<double[]> targets = new ArrayList<>();
        double[] factors = new double[styles];
        for (int k = 0; k < styles; k++) {
            targets.add(random.doubles(length, -5, 5).toArray());
            factors[k] = random.nextDouble() + 1e-3;
        }
        double[] g = random.doubles(length, -5, 5).toArray();

        double apart = 0;
        for (int k = 0; k < styles; k++) {
            for (int i = 0; i < length; i++) {
                apart += factors[k] * Math.pow(g[i] - targets.get(k)[i], 2);
            }
        }
        StyleBlend blend = StyleBlend.of(targets, factors);
        double together = blend.rest();
        for (int i = 0; i < length; i++) {
            together += blend.factor() * Math.pow(g[i] - blend.mean()[i], 2);
        }
        assertThat(together).isCloseTo(apart, within(1e-5 * apart + 1e-9));
    }

    /** Whatever the order of the styles, and with one more of weight 0 anywhere among them, the blend is the same. */
    @Property(tries = 200)
    void neitherOrderNorWeightlessStylesCount(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 7) int styles,
            @ForAll @IntRange(min = 1, max = 30) int length) {
        Random random = new Random(seed);
        List<double[]> targets = new ArrayList<>();
        double[] factors = new double[styles];
        List<double[]> others = new ArrayList<>();
        double[] turned = new double[styles + 1];
        for (int k = 0; k < styles; k++) {
            targets.add(random.doubles(length, -5, 5).toArray());
            factors[k] = random.nextDouble() + 1e-3;
            others.add(0, targets.get(k));
            turned[styles - 1 - k] = factors[k];
        }
        int place = random.nextInt(styles + 1);
        others.add(place, random.doubles(length, -5, 5).toArray());
        System.arraycopy(turned, place, turned, place + 1, styles - place);
        turned[place] = 0;

        StyleBlend one = StyleBlend.of(targets, factors);
        StyleBlend other = StyleBlend.of(others, turned);
        assertThat(other.mean()).containsExactly(one.mean(), within(1e-5f));
        assertThat(other.factor()).isCloseTo(one.factor(), within(1e-9));
        assertThat(other.rest()).isCloseTo(one.rest(), within(1e-4 * one.rest() + 1e-4));
    }

    @Test
    void aStyleOfWeightNoneLeavesNoTrace() {
        StyleBlend blend = StyleBlend.of(List.of(new double[] {1, 2}, new double[] {100, 200}), new double[] {3, 0});
        assertThat(blend.mean()).containsExactly(1, 2);
        assertThat(blend.factor()).isEqualTo(3);
        assertThat(blend.rest()).isZero();
    }
}
