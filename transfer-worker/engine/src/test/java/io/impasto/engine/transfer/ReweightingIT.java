package io.impasto.engine.transfer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.impasto.engine.colour.ContentColour;
import io.impasto.engine.image.Picture;
import io.impasto.engine.image.Resampling;
import io.impasto.engine.network.Models;
import io.impasto.engine.objective.Losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** What other threads may ask of a painting in progress: to pause, to go on, to change its weights. */
class ReweightingIT {
    private static StyleTransfer transfer;

    @BeforeAll
    static void open() {
        transfer = StyleTransfer.open(Models.standard().named(Models.BUILT_IN));
    }

    @AfterAll
    static void close() {
        transfer.close();
    }

    /** Whatever a failed test has left at rest. */
    @AfterEach
    void end() {
        transfer.stop();
    }

    @ParameterizedTest
    @EnumSource(OptimiserKind.class)
    void otherWeightsCountFromTheNextEvaluationAndAreNoRunaway(OptimiserKind optimiser) {
        TransferOptions options = options(20).optimizer(optimiser).build();

        TransferReport report = paintChanging(
                options,
                6,
                TransferOptions.builder()
                        .styleWeight(30_000.0)
                        .contentWeight(2.0)
                        .build());

        Losses before = report.evaluations().get(5).losses();
        Losses after = report.evaluations().get(6).losses();
        assertThat(after.content().get("style4_1") / before.content().get("style4_1"))
                .isCloseTo(2, within(1e-5));
        before.style()
                .forEach((layer, loss) ->
                        assertThat(after.style().get(layer) / loss).as(layer).isCloseTo(100, within(1e-3)));
        assertThat(report.rollbacks()).isEmpty();
        assertThat(report.losses().total()).isLessThan(after.total());
        assertThat(report.reweightings())
                .containsExactly(
                        new TransferReport.Reweighting(7, "contentWeight", "1.0", "2.0"),
                        new TransferReport.Reweighting(7, "styleWeight", "300.0", "30000.0"));
        assertThat(report.options().styleWeight()).isEqualTo(30_000);
    }

    @Test
    void roughnessMayComeAndGo() {
        TransferReport report = paintChanging(
                options(10).build(), 3, TransferOptions.builder().tvWeight(1e-3).build());

        assertThat(report.evaluations().get(2).losses().tv()).isZero();
        assertThat(report.evaluations().get(3).losses().tv()).isPositive();
        assertThat(paintChanging(
                                options(10).tvWeight(1e-3).build(),
                                3,
                                TransferOptions.builder().tvWeight(0.0).build())
                        .losses()
                        .tv())
                .isZero();
    }

    @Test
    void layersAreWeighedAnewAndNoneComesOrGoes() {
        TransferReport report = paintChanging(
                options(8).build(),
                3,
                TransferOptions.builder()
                        .styleLayerWeights(List.of(0.25, 0.25, 0.75, 0.25))
                        .build());
        Map<String, Double> before = report.evaluations().get(2).losses().style();
        Map<String, Double> after = report.evaluations().get(3).losses().style();
        assertThat(after.get("style3_1") / before.get("style3_1")).isCloseTo(3, within(1e-4));
        assertThat(after.get("style1_1") / before.get("style1_1")).isCloseTo(1, within(1e-4));

        assertRefused(
                TransferOptions.builder()
                        .styleLayerWeights(List.of(0.25, 0.0, 0.75, 0.25))
                        .build(),
                "styleLayerWeights",
                "can't come or go");
    }

    @Test
    void anotherBlendOfStylesIsAsIfItHadBeenSoFromTheStart() {
        TransferOptions first = options(4).styleWeights(List.of(3.0, 1.0)).build();
        TransferOptions second = options(4).styleWeights(List.of(1.0, 4.0)).build();
        List<Losses> losses = new ArrayList<>();
        transfer.paint(
                first,
                Waves.CONTENT,
                List.of(Waves.STYLE, Waves.OTHER_STYLE),
                Optional.empty(),
                Optional.empty(),
                evaluation -> {
                    losses.add(evaluation.losses());
                    if (evaluation.number() == 1) {
                        transfer.reweight(TransferOptions.builder()
                                .styleWeights(List.of(1.0, 4.0))
                                .build());
                    }
                    return Directive.CONTINUE;
                });
        // Evaluation 2 is at the first iterate again, which is the start.
        TransferOutcome anew = transfer.paint(
                second,
                Waves.CONTENT,
                List.of(Waves.STYLE, Waves.OTHER_STYLE),
                Optional.empty(),
                Optional.empty(),
                evaluation -> Directive.STOP);

        assertThat(losses.get(1)).isEqualTo(anew.report().losses());
        assertThat(losses.get(0)).isNotEqualTo(losses.get(1));
    }

    @Test
    void anotherStyleScaleIsAsIfItHadBeenSoFromTheStart() {
        TransferOptions finer = TransferOptions.builder().styleScale(0.5).build();
        TransferReport report = paintChanging(options(4).build(), 1, finer);
        // Evaluation 2 is at the first iterate again, which is the start.
        TransferReport anew = paint(options(4).styleScale(0.5).build(), evaluation -> Directive.STOP)
                .report();

        assertThat(report.reweightings())
                .containsExactly(new TransferReport.Reweighting(2, "styleScale", "1.0", "0.5"));
        assertThat(report.evaluations().get(1).losses()).isEqualTo(anew.losses());
        assertThat(report.evaluations().get(0).losses())
                .isNotEqualTo(report.evaluations().get(1).losses());
        assertRefused(TransferOptions.builder().styleScale(2.0).build(), "styleScale", "can't grow beyond 1.0 while");
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 12, 40})
    void moreOrFewerEvaluationsStillEndAtTheFullSize(int evaluations) {
        TransferOutcome outcome = change(
                options(20).levels(2).build(),
                5,
                TransferOptions.builder().evaluations(evaluations).build());

        assertThat(outcome.finished()).isTrue();
        assertThat(outcome.picture().width()).isEqualTo(64);
        assertThat(outcome.report().evaluations()).hasSize(evaluations);
        assertThat(outcome.report().stages()).last().satisfies(stage -> assertThat(stage.last())
                .isEqualTo(evaluations));
    }

    @Test
    void thePhotographsColoursComeWhileItIsPainted() {
        TransferOutcome inStyle =
                change(options(6).build(), 3, TransferOptions.builder().build());
        TransferOutcome inContent = change(
                options(6).build(),
                3,
                TransferOptions.builder().color(ColorMode.CONTENT).build());

        Picture content = Resampling.resizeInLight(
                Waves.CONTENT, inContent.picture().width(), inContent.picture().height());
        assertThat(inContent.picture()).isEqualTo(ContentColour.of(inStyle.picture(), content));
        assertThat(inContent.report().reweightings())
                .containsExactly(new TransferReport.Reweighting(4, "color", "\"style\"", "\"content\""));
        assertThat(inContent.report().losses()).isEqualTo(inStyle.report().losses());
    }

    @Test
    void whatDecidesTheSizeOrTheNetworkCannotChange() {
        assertRefused(TransferOptions.builder().color(ColorMode.MATCHED).build(), "color", "not to or from matched");
        assertRefused(TransferOptions.builder().size(100).build(), "size", "can't change while a picture is painted");
        assertRefused(
                TransferOptions.builder().contentLayers(List.of("relu1_1")).build(), "contentLayers", "can't change");
        assertRefused(TransferOptions.builder().evaluations(1).build(), "evaluations", "more than the 1 done");
        assertRefused(
                TransferOptions.builder().styleWeights(List.of(1.0, 2.0)).build(),
                "styleWeights",
                "one weight for each style: 1");
    }

    @Test
    void pausedItRestsUntilItMayGoOn() throws InterruptedException {
        Resting resting = Resting.after(3);

        resting.awaitRest();
        assertThat(resting.evaluations()).isEqualTo(3);
        transfer.reweight(TransferOptions.builder().styleWeight(5.0).build());
        transfer.resume();

        TransferOutcome outcome = resting.outcome();
        assertThat(outcome.finished()).isTrue();
        assertThat(outcome.report().reweightings())
                .extracting(TransferReport.Reweighting::evaluation)
                .containsExactly(4);
    }

    @Test
    void pausedItCanBeStopped() throws InterruptedException {
        Resting resting = Resting.after(3);

        resting.awaitRest();
        transfer.stop();

        TransferOutcome outcome = resting.outcome();
        assertThat(outcome.finished()).isFalse();
        assertThat(outcome.report().evaluations()).hasSize(3);
    }

    @Test
    void withoutAPaintingThereIsNothingToPauseOrChange() {
        transfer.pause();
        transfer.reweight(TransferOptions.builder().styleWeight(5.0).build());
        transfer.resume();

        assertThat(paintChanging(options(3).build(), 99, TransferOptions.defaults())
                        .reweightings())
                .isEmpty();
    }

    /** A painting on a thread of its own that was told to pause after an evaluation. */
    private static final class Resting {
        private final List<TransferOutcome> outcomes = new ArrayList<>();
        private final CountDownLatch told = new CountDownLatch(1);
        private volatile int evaluations;
        private final Thread thread;

        private Resting(int at) {
            thread = new Thread(() -> outcomes.add(paint(options(10).build(), evaluation -> {
                evaluations = evaluation.number();
                if (evaluation.number() == at) {
                    transfer.pause();
                    told.countDown();
                }
                return Directive.CONTINUE;
            })));
        }

        static Resting after(int at) {
            Resting resting = new Resting(at);
            resting.thread.start();
            return resting;
        }

        /** Until the thread waits, which it does only for being told to go on. */
        void awaitRest() throws InterruptedException {
            assertThat(told.await(60, TimeUnit.SECONDS)).as("it came so far").isTrue();
            while (thread.getState() != Thread.State.WAITING) {
                assertThat(thread.isAlive()).as("still painting").isTrue();
                Thread.onSpinWait();
            }
        }

        int evaluations() {
            return evaluations;
        }

        TransferOutcome outcome() throws InterruptedException {
            thread.join();
            return outcomes.get(0);
        }
    }

    private static void assertRefused(TransferOptions change, String option, String hint) {
        Collection<RuntimeException> refusals = new ArrayList<>();
        paint(options(3).build(), evaluation -> {
            try {
                transfer.reweight(change);
            } catch (InvalidOption refused) {
                refusals.add(refused);
            }
            return Directive.STOP;
        });
        assertThat(refusals).singleElement().satisfies(refusal -> {
            assertThat(((InvalidOption) refusal).option()).isEqualTo(option);
            assertThat(refusal).hasMessageContaining(hint);
        });
    }

    private static TransferReport paintChanging(TransferOptions options, int at, TransferOptions change) {
        return change(options, at, change).report();
    }

    private static TransferOutcome change(TransferOptions options, int at, TransferOptions change) {
        return paint(options, evaluation -> {
            if (evaluation.number() == at) {
                transfer.reweight(change);
            }
            return Directive.CONTINUE;
        });
    }

    private static TransferOutcome paint(TransferOptions options, TransferListener listener) {
        return transfer.paint(
                options, Waves.CONTENT, List.of(Waves.STYLE), Optional.empty(), Optional.empty(), listener);
    }

    private static TransferOptions.Builder options(int evaluations) {
        return TransferOptions.builder().size(64).levels(1).evaluations(evaluations);
    }
}
