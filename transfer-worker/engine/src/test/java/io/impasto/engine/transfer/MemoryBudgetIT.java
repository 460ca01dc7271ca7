package io.impasto.engine.transfer;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.impasto.engine.image.Picture;
import io.impasto.engine.network.Models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

/** Paints the same picture with and without enough memory for it in one piece. */
class MemoryBudgetIT {
    private static final TransferOptions OPTIONS = TransferOptions.builder()
            .size(400)
            .levels(2)
            .evaluations(10)
            .optimizer(OptimiserKind.ADAM)
            .build();

    @Test
    void aSmallBudgetTilesAndPaintsTheSamePicture() {
        // Adam takes a full step along the sign of a gradient that is nothing but rounding; descent takes next to none
        TransferOptions descent =
                OPTIONS.toBuilder().optimizer(OptimiserKind.SGD).build();
        TransferOutcome whole = paint(StyleTransfer.UNLIMITED, descent);
        long enough = whole.report().plan().peakBytes();
        TransferOutcome tiled = paint(enough - 20_000_000, descent);

        assertThat(whole.report().plan().stages()).allMatch(stage -> stage.tiles() == 1);
        assertThat(whole.report().plan().why()).isEmpty();
        Plan plan = tiled.report().plan();
        assertThat(plan.stages().get(1).tiles()).isGreaterThan(1);
        assertThat(plan.peakBytes()).isLessThanOrEqualTo(plan.budget());
        assertThat(plan.why()).singleElement().asString().startsWith("in tiles");
        float[] expected = whole.picture().rgb();
        float[] actual = tiled.picture().rgb();
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(0.01f));
        }
    }

    @Test
    void theHistoryGivesWayWhereItIsTooLarge() {
        TransferOptions lbfgs = OPTIONS.toBuilder()
                .optimizer(OptimiserKind.LBFGS)
                .levels(1)
                .evaluations(22)
                .build();
        TransferReport full = paint(StyleTransfer.UNLIMITED, lbfgs).report();

        TransferReport tight =
                paint(full.plan().peakBytes() - 15_000_000, lbfgs).report();

        assertThat(tight.plan().history().rounded()).isTrue();
        assertThat(tight.plan().history().pairs())
                .isLessThan(full.plan().history().pairs());
        assertThat(tight.losses().total()).isCloseTo(full.losses().total(), withinPercentage(5));
    }

    @Test
    void aPlanSaysHowLongItTakesAndPaintsNothing() {
        try (StyleTransfer transfer =
                StyleTransfer.open(Models.standard().named(Models.BUILT_IN), StyleTransfer.UNLIMITED)) {
            Plan plan = transfer.plan(OPTIONS, Waves.CONTENT, List.of(Waves.STYLE), Optional.empty());
            assertThat(plan.stages()).extracting(Plan.Stage::width).containsExactly(200, 400);
            assertThat(plan.seconds().orElseThrow())
                    .isGreaterThan(
                            5 * plan.stages().get(1).secondsPerEvaluation().orElseThrow());
        }
    }

    @Test
    void whatDoesNotFitInAnyWayIsRefused() {
        assertThatThrownBy(() -> paint(150_000_000, OPTIONS))
                .isInstanceOf(InvalidOption.class)
                .hasMessageStartingWith("size 400 makes a painting of 400 x 267, which takes at least ");
    }

    private static TransferOutcome paint(long memory, TransferOptions options) {
        Picture content = Waves.CONTENT;
        try (StyleTransfer transfer = StyleTransfer.open(Models.standard().named(Models.BUILT_IN), memory)) {
            return transfer.paint(
                    options,
                    content,
                    List.of(Waves.STYLE),
                    Optional.empty(),
                    Optional.empty(),
                    TransferListener.none());
        }
    }
}
