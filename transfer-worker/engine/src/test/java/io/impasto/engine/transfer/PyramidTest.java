package io.impasto.engine.transfer;

import java.util.List;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PyramidTest {

    @Property
    void levelsDoubleUpToTheFullSizeAndShareAllEvaluations(
            @ForAll @IntRange(min = 1, max = 4096) int width,
            @ForAll @IntRange(min = 1, max = 4096) int height,
            @ForAll @IntRange(min = 1, max = 6) int wanted,
            @ForAll @IntRange(min = 1, max = 500) int evaluations,
            @ForAll @IntRange(min = 1, max = 32) int leastSide) {
        List<Pyramid.Level> levels =
                Pyramid.of(width, height, wanted, evaluations, leastSide).levels();
        Pyramid.Level finest = levels.get(levels.size() - 1);
        assertThat(levels.size()).isBetween(1, wanted);
        assertThat(finest.width()).isEqualTo(width);
        assertThat(finest.height()).isEqualTo(height);
        assertThat(finest.last()).isEqualTo(evaluations);
        int next = 1;
        for (int i = 0; i < levels.size(); i++) {
            Pyramid.Level level = levels.get(i);
            assertThat(level.number()).isEqualTo(i + 1);
            assertThat(level.first()).isEqualTo(next);
            assertThat(level.evaluations()).isPositive();
            next = level.last() + 1;
            if (i + 1 < levels.size()) {
                assertThat(Math.min(level.width(), level.height())).isGreaterThanOrEqualTo(leastSide);
                assertThat(Math.abs(2 * level.width() - levels.get(i + 1).width()))
                        .isLessThanOrEqualTo(2);
            }
        }
    }

    @Property
    void theLongSideIsTheSizeAndTheOtherAtLeastOnePixel(
            @ForAll @IntRange(min = 1, max = 5000) int width,
            @ForAll @IntRange(min = 1, max = 5000) int height,
            @ForAll @IntRange(min = 32, max = 4096) int size) {
        int w = Pyramid.side(width, width, height, size);
        int h = Pyramid.side(height, width, height, size);
        assertThat(Math.max(w, h)).isEqualTo(size);
        assertThat(Math.min(w, h)).isPositive();
    }

    @Test
    void aSinglePixelIsOneLevel() {
        assertThat(Pyramid.of(1, 1, 6, 100, 1).levels()).hasSize(1);
    }

    @Test
    void theDefaultKeepsTheSmallestLevelAt128PixelsOrMore() {
        assertThat(List.of(32, 128, 255, 256, 512, 1024, 4096))
                .extracting(Pyramid::defaultLevels)
                .containsExactly(1, 1, 1, 2, 3, 4, 6);
    }
}
