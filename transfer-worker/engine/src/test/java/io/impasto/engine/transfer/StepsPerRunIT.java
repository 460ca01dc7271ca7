package io.impasto.engine.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.impasto.autodiff.Device;
import io.impasto.engine.device.Execution;
import io.impasto.engine.device.Precision;
import io.impasto.engine.image.Picture;
import io.impasto.engine.network.Models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Paintings whose steps are taken several in one run, as on a GPU, but on the processor. */
class StepsPerRunIT {
    private static final int STEPS = 5;
    private static StyleTransfer together;
    private static StyleTransfer single;

    @BeforeAll
    static void open() {
        together = open(STEPS);
        single = open(1);
    }

    private static StyleTransfer open(int steps) {
        return StyleTransfer.open(
                Models.standard().named(Models.BUILT_IN),
                StyleTransfer.UNLIMITED,
                new Execution(Device.CPU, Precision.SINGLE, steps));
    }

    @AfterAll
    static void close() {
        together.close();
        single.close();
    }

    @ParameterizedTest
    @EnumSource(OptimiserKind.class)
    void severalStepsARunPaintTheSamePicture(OptimiserKind optimiser) {
        TransferOptions options = options(optimiser).levels(2).evaluations(30).build();
        List<Integer> numbers = new ArrayList<>();
        TransferReport several = paint(together, options, evaluation -> {
                    numbers.add(evaluation.number());
                    return Directive.CONTINUE;
                })
                .report();
        TransferReport one = paint(single, options, TransferListener.none()).report();
        assertThat(numbers)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 30).boxed().toList());
        for (int i = 0; i < 30; i++) {
            double expected = one.evaluations().get(i).losses().total();
            assertThat(several.evaluations().get(i).losses().total())
                    .as("evaluation " + (i + 1))
                    .isCloseTo(expected, within(0.05 * expected));
        }
        assertThat(several.losses()).isEqualTo(several.evaluations().get(29).losses());
    }

    @ParameterizedTest
    @EnumSource(value = OptimiserKind.class, names = "SGD", mode = EnumSource.Mode.EXCLUDE)
    void aCheckpointFromTheMidstOfARunHoldsAllOfIt(OptimiserKind optimiser) {
        TransferOptions options = options(optimiser).levels(1).evaluations(14).build();
        List<Checkpoint> saved = new ArrayList<>();
        TransferOutcome through = paint(together, options, evaluation -> {
            if (evaluation.number() == 4) {
                saved.add(Checkpoint.read(evaluation.checkpoint().toBytes()));
            }
            return Directive.CONTINUE;
        });
        // The first evaluation is a run of its own.
        assertThat(saved.get(0).evaluation()).isEqualTo(1 + STEPS);
        TransferOutcome resumed = together.paint(
                options,
                content(),
                List.of(style()),
                Optional.empty(),
                Optional.of(saved.get(0)),
                TransferListener.none());
        assertThat(resumed.finished()).isTrue();
        assertThat(resumed.report().evaluations()).hasSize(14);
        assertThat(resumed.picture().rgb()).containsExactly(through.picture().rgb());
        TransferOutcome elsewhere = single.paint(
                options,
                content(),
                List.of(style()),
                Optional.empty(),
                Optional.of(saved.get(0)),
                TransferListener.none());
        double expected = through.report().losses().total();
        assertThat(elsewhere.report().losses().total())
                .as("goes on where steps are taken one by one")
                .isCloseTo(expected, within(0.05 * expected));
    }

    @Test
    void aRateFarTooLargeIsTakenBackRunByRun() {
        TransferOptions options = options(OptimiserKind.ADAM)
                .levels(1)
                .evaluations(60)
                .learningRate(5000.0)
                .build();
        TransferReport report =
                paint(together, options, TransferListener.none()).report();
        assertThat(report.rollbacks()).isNotEmpty();
        assertThat(report.evaluations())
                .hasSize(60)
                .allSatisfy(row -> assertThat(row.losses().total()).isFinite());
        assertThat(report.losses().total())
                .isLessThan(4 * report.evaluations().get(0).losses().total());
    }

    @Test
    void aListenerStopsThePaintingAndHearsNoMore() {
        List<Integer> numbers = new ArrayList<>();
        TransferOutcome outcome = paint(
                together, options(OptimiserKind.ADAM).levels(1).evaluations(30).build(), evaluation -> {
                    numbers.add(evaluation.number());
                    return evaluation.number() == 3 ? Directive.STOP : Directive.CONTINUE;
                });
        assertThat(outcome.finished()).isFalse();
        assertThat(numbers).containsExactly(1, 2, 3);
        assertThat(outcome.report().evaluations()).hasSize(1 + STEPS);
    }

    private static TransferOptions.Builder options(OptimiserKind optimiser) {
        return TransferOptions.builder().size(64).optimizer(optimiser);
    }

    private static TransferOutcome paint(StyleTransfer transfer, TransferOptions options, TransferListener listener) {
        return transfer.paint(options, content(), List.of(style()), Optional.empty(), Optional.empty(), listener);
    }

    private static Picture content() {
        return pattern(64, 43, 0.11, 0.07);
    }

    private static Picture style() {
        return pattern(40, 50, 0.9, 0.4);
    }

    private static Picture pattern(int width, int height, double across, double down) {
        float[] rgb = new float[3 * width * height];
        for (int i = 0; i < rgb.length; i++) {
            int x = i % width;
            int y = i / width % height;
            int channel = i / (width * height);
            rgb[i] = (float) (127 + 100 * Math.sin(across * x + channel) * Math.cos(down * y - channel));
        }
        return new Picture(width, height, rgb);
    }
}
