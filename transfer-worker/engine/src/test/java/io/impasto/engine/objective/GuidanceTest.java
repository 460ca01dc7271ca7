package io.impasto.engine.objective;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class GuidanceTest {
    private static final Mask LEFT = new Mask(2, 1, new float[] {1, 0});
    private static final Mask RIGHT = new Mask(2, 1, new float[] {0, 1});
    private static final double TOLERANCE = 1e-6;

    /** White masks are as good as none: then only the blend counts. */
    @Property(tries = 50)
    void whereEachStyleGoesEverywhereTheSharesAreTheBlend(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int styles) {
        double[] blend = blend(seed, styles);
        double[][] shares = Guidance.each(
                        Collections.nCopies(styles, Mask.EVERYWHERE), Collections.nCopies(styles, Mask.EVERYWHERE))
                .shares(blend);
        for (int r = 0; r < styles; r++) {
            for (int k = 0; k < styles; k++) {
                assertThat(shares[r][k]).isCloseTo(r == k ? blend[k] : 0, within(TOLERANCE));
            }
        }
    }

    /** Whatever the masks: all shares together are the part of the painting that is covered, and a style of weight 0 has none. */
    @Property(tries = 50)
    void allSharesAreWhatIsCovered(@ForAll long seed, @ForAll @IntRange(min = 2, max = 6) int styles) {
        Random random = new Random(seed);
        float[] covered = new float[64 * 64];
        List<Mask> masks = new ArrayList<>();
        for (int k = 0; k < styles; k++) {
            float[] values = new float[64 * 64];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextFloat();
                covered[i] = k == 0 ? 0 : Math.max(covered[i], values[i]);
            }
            masks.add(new Mask(64, 64, values));
        }
        double[] blend = blend(seed, styles);
        blend[0] = 0;
        double[][] shares = Guidance.each(masks, Collections.nCopies(styles, Mask.EVERYWHERE))
                .shares(blend);
        assertThat(shares[0]).containsOnly(0);
        double all = Arrays.stream(shares).flatMapToDouble(Arrays::stream).sum();
        assertThat(all).isCloseTo(new Mask(64, 64, covered).area(), within(1e-4));
    }

    @Test
    void halvesCountHalfEach() {
        assertThat(Guidance.each(List.of(LEFT, RIGHT), List.of(Mask.EVERYWHERE, Mask.EVERYWHERE))
                        .shares(new double[] {0.5, 0.5}))
                .isDeepEqualTo(new double[][] {{0.5, 0}, {0, 0.5}});
        assertThat(Guidance.each(List.of(LEFT), List.of(Mask.EVERYWHERE)).shares(new double[] {1}))
                .isDeepEqualTo(new double[][] {{0.5}});
    }

    @Test
    void aRegionThatNoStyleHasStaysAsItIs() {
        Guidance guidance =
                new Guidance(List.of(LEFT, RIGHT), List.of(List.of(Optional.of(Mask.EVERYWHERE), Optional.empty())));
        assertThat(guidance.shares(new double[] {1})).isDeepEqualTo(new double[][] {{0.5}, {0}});
    }

    @Test
    void aPositionTakesTheMeanOfWhatLiesUnderIt() {
        Mask mask = new Mask(4, 2, new float[] {0, 1, 0.5f, 0.5f, 1, 1, 0, 0});
        assertThat(mask.means(new double[] {0, 1}, new double[] {0, 0.5, 1})).containsExactly(0.75f, 0.25f);
        assertThat(mask.means(new double[] {0, 0.5}, new double[] {0, 0.375})[0])
                .isCloseTo(0.3333f, within(1e-3f));
        assertThat(mask.means(new double[] {0, 0.25, 0.5}, new double[] {0.25, 0.5}))
                .containsExactly(1, 1);
    }

    private static double[] blend(long seed, int styles) {
        Random random = new Random(seed);
        double[] weights = random.doubles(styles, 0.1, 1).toArray();
        double sum = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(weight -> weight / sum).toArray();
    }
}
