package io.impasto.engine.transfer;

import java.util.List;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ScheduleTest {

    @Test
    void theBuiltInNetworkPaintsFromCoarseToFineAndHandsOver() {
        Schedule schedule = Schedule.of(Pyramid.of(512, 384, 2, 30, 8), 100);

        assertThat(schedule.stages()).extracting(Schedule.Stage::preview).containsExactly(true, true, false);
        assertThat(schedule.stages()).extracting(stage -> stage.level().width()).containsExactly(256, 512, 512);
        assertThat(schedule.shares()).containsExactly(18, 12, 100);
        assertThat(schedule.evaluations()).isEqualTo(130);
        assertThat(schedule.levels()).isEqualTo(2);
        assertThat(schedule.at(30).preview()).isTrue();
        assertThat(schedule.at(31).preview()).isFalse();
    }

    @Test
    void withoutPreviewItIsThePyramidItself() {
        Pyramid pyramid = Pyramid.of(300, 200, 3, 50, 8);

        assertThat(Schedule.of(pyramid).stages())
                .extracting(Schedule.Stage::level)
                .isEqualTo(pyramid.levels());
    }

    @Property
    void replanningKeepsWhatIsDoneAndFillsEveryStageInOrder(
            @ForAll @IntRange(min = 1, max = 5) int levels,
            @ForAll @IntRange(min = 6, max = 300) int evaluations,
            @ForAll @IntRange(max = 50) int preview,
            @ForAll @IntRange(min = 1, max = 400) int more,
            @ForAll @IntRange(max = 99) int percentDone) {
        Schedule schedule = of(levels, evaluations, preview);
        int done = schedule.evaluations() * percentDone / 100;

        Schedule replanned = schedule.replanned(done + more, done);

        assertThat(replanned.evaluations()).isEqualTo(done + more);
        assertThat(replanned.stages()).hasSameSizeAs(schedule.stages());
        assertThat(replanned.finest().level().evaluations()).isPositive();
        int next = 1;
        for (int i = 0; i < replanned.stages().size(); i++) {
            Schedule.Stage before = schedule.stages().get(i);
            Schedule.Stage after = replanned.stages().get(i);
            assertThat(after.first()).isEqualTo(next);
            assertThat(after.level().width()).isEqualTo(before.level().width());
            if (before.last() <= done) {
                assertThat(after).isEqualTo(before);
            } else if (before.first() <= done) {
                assertThat(after.first()).isEqualTo(before.first());
                assertThat(after.last()).isGreaterThanOrEqualTo(done);
            }
            next = after.last() + 1;
        }
    }

    @Property
    void sharesSayItAll(
            @ForAll @IntRange(min = 1, max = 5) int levels,
            @ForAll @IntRange(min = 6, max = 300) int evaluations,
            @ForAll @IntRange(max = 50) int preview,
            @ForAll @IntRange(min = 1, max = 400) int more) {
        Schedule schedule = of(levels, evaluations, preview);
        Schedule replanned = schedule.replanned(5 + more, 5);

        assertThat(schedule.withShares(replanned.shares())).isEqualTo(replanned);
    }

    @Test
    void theSameNumberOfEvaluationsChangesNothing() {
        Schedule schedule = of(3, 90, 12);

        assertThat(schedule.replanned(schedule.evaluations(), 40)).isEqualTo(schedule);
    }

    @Test
    void sharesOfAnotherScheduleAreRefused() {
        Schedule schedule = of(3, 90, 0);

        for (int[] shares : List.of(new int[] {1, 2}, new int[] {1, -2, 3}, new int[] {1, 2, Integer.MAX_VALUE})) {
            assertThatThrownBy(() -> schedule.withShares(shares)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static Schedule of(int levels, int evaluations, int preview) {
        return preview == 0
                ? Schedule.of(Pyramid.of(640, 480, levels, evaluations, 8))
                : Schedule.of(Pyramid.of(640, 480, levels, preview, 8), evaluations);
    }
}
