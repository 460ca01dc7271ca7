package io.impasto.engine.objective;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.impasto.autodiff.Device;
import io.impasto.engine.device.Execution;
import io.impasto.engine.device.Precision;
import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.network.Models;
import io.impasto.engine.optimiser.Adam;
import io.impasto.engine.optimiser.Lbfgs;
import io.impasto.engine.optimiser.Optimiser;
import io.impasto.engine.optimiser.OptimiserState;
import io.impasto.engine.optimiser.Sgd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** Holds steps inside of one run to the optimisers' own, on the processor: the device aside, all of it is what a GPU runs. */
class StepsIT {
    private static final int WIDTH = 13;
    private static final int HEIGHT = 11;
    private static final int STEPS = 12;
    private static final double FAR = 1e6;
    private static final ObjectiveSpec SPEC = new ObjectiveSpec(
            Formula.STUDIO,
            Pooling.MAX,
            List.of("relu2_1"),
            List.of("relu1_1", "relu2_1"),
            1,
            30,
            0.5,
            TotalVariation.QUADRATIC,
            1e-6);

    @TempDir
    static Path folder;

    @BeforeAll
    static void writeNetwork() {
        new PlainNetwork(3).model().writeTo(folder.resolve("plain.onnx"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"adam", "lbfgs", "lbfgs1"})
    void stepsInOneRunAreThoseOfTheOptimiser(String kind) {
        try (Evaluator evaluator = open(Precision.SINGLE)) {
            Problem problem = problem(evaluator);
            Optimiser optimiser = optimiser(kind);
            Steps.Run run = steps(evaluator, problem, kind)
                    .run(
                            Noise.picture(2, WIDTH, HEIGHT).rgb(),
                            optimiser.state(),
                            ones(STEPS),
                            Double.POSITIVE_INFINITY);

            float[] x = Noise.picture(2, WIDTH, HEIGHT).rgb();
            float[] gradient = new float[x.length];
            for (int i = 0; i < STEPS; i++) {
                Losses losses = problem.evaluate(x, gradient);
                assertThat(run.losses().get(i).total()).isCloseTo(losses.total(), within(1e-4 * losses.total()));
                assertThat(run.losses().get(i).style().keySet())
                        .isEqualTo(losses.style().keySet());
                if (i == STEPS - 1) {
                    assertThat(RelativeError.of(run.last(), x)).isLessThan(1e-5);
                    assertThat(RelativeError.of(run.gradient(), gradient)).isLessThan(1e-3);
                }
                optimiser.step(x, gradient, 1);
            }
            assertThat(RelativeError.of(run.next(), x)).isLessThan(1e-5);
            assertThat(run.state().kind()).isEqualTo(optimiser.state().kind());
            assertThat(run.state().steps()).isEqualTo(optimiser.state().steps());
            assertThat(run.state().vectors()).hasSameSizeAs(optimiser.state().vectors());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"adam", "lbfgs"})
    void manyStepsInOneRunAreAsManyRunsOfOneStep(String kind) {
        try (Evaluator evaluator = open(Precision.SINGLE)) {
            Steps steps = steps(evaluator, problem(evaluator), kind);
            double[] scales = {1, 0.5, 0.625, 0.78, 0.97, 1, 1, 0.25};
            OptimiserState state = optimiser(kind).state();
            Steps.Run together =
                    steps.run(Noise.picture(2, WIDTH, HEIGHT).rgb(), state, scales, Double.POSITIVE_INFINITY);
            float[] x = Noise.picture(2, WIDTH, HEIGHT).rgb();
            List<Losses> losses = new ArrayList<>();
            for (double scale : scales) {
                Steps.Run one = steps.run(x, state, new double[] {scale}, Double.POSITIVE_INFINITY);
                losses.addAll(one.losses());
                x = one.next();
                state = one.state();
            }
            assertThat(RelativeError.of(together.next(), x)).isLessThan(1e-6);
            for (int i = 0; i < scales.length; i++) {
                assertThat(together.losses().get(i).total())
                        .isCloseTo(
                                losses.get(i).total(),
                                within(1e-6 * losses.get(i).total()));
            }
        }
    }

    @Test
    void halfPrecisionTakesTheSameWay() {
        try (Evaluator single = open(Precision.SINGLE);
                Evaluator half = open(Precision.HALF)) {
            Steps.Run exact = steps(single, problem(single), "adam")
                    .run(
                            Noise.picture(2, WIDTH, HEIGHT).rgb(),
                            optimiser("adam").state(),
                            ones(STEPS),
                            Double.POSITIVE_INFINITY);
            Steps.Run rounded = steps(half, problem(half), "adam")
                    .run(
                            Noise.picture(2, WIDTH, HEIGHT).rgb(),
                            optimiser("adam").state(),
                            ones(STEPS),
                            Double.POSITIVE_INFINITY);
            double last = exact.losses().get(STEPS - 1).total();
            assertThat(last).isLessThan(exact.losses().get(0).total() / 2);
            assertThat(rounded.losses().get(STEPS - 1).total()).isCloseTo(last, within(2e-2 * last));
        }
    }

    @Test
    void aLossAboveTheLimitOrNotANumberIsTheLast() {
        try (Evaluator evaluator = open(Precision.SINGLE)) {
            Steps steps = steps(evaluator, problem(evaluator), "adam");
            OptimiserState fresh = optimiser("adam").state();
            assertThat(steps.run(Noise.picture(2, WIDTH, HEIGHT).rgb(), fresh, ones(STEPS), 1e-9)
                            .losses())
                    .hasSize(1);
            float[] broken = Noise.picture(2, WIDTH, HEIGHT).rgb();
            broken[5] = Float.NaN;
            assertThat(steps.run(broken, fresh, ones(STEPS), Double.POSITIVE_INFINITY)
                            .losses())
                    .singleElement()
                    .satisfies(losses -> assertThat(losses.total()).isNaN());
        }
    }

    @Test
    void aStepThatIsTooLongIsShortened() {
        try (Evaluator evaluator = open(Precision.SINGLE)) {
            Problem problem = problem(evaluator);
            float[] start = Noise.picture(2, WIDTH, HEIGHT).rgb();
            Steps.Run run = evaluator
                    .steps(problem, new Adam(1000), 7)
                    .orElseThrow()
                    .run(start, new Adam(1000).state(), ones(1), Double.POSITIVE_INFINITY);
            double squares = 0;
            for (int i = 0; i < start.length; i++) {
                squares += Math.pow(run.next()[i] - start[i], 2);
            }
            assertThat(Math.sqrt(squares / start.length)).isCloseTo(7, within(1e-3));
        }
    }

    @Test
    void aRunOfManyStepsCanBeEndedFromAnotherThread() throws InterruptedException {
        try (Evaluator evaluator = open(Precision.SINGLE)) {
            Steps steps = steps(evaluator, problem(evaluator), "adam");
            OptimiserState fresh = optimiser("adam").state();
            Thread running = new Thread(() -> {
                try {
                    while (true) {
                        steps.run(
                                Noise.picture(2, WIDTH, HEIGHT).rgb(),
                                fresh,
                                ones(Execution.MOST_STEPS_PER_RUN),
                                Double.POSITIVE_INFINITY);
                    }
                } catch (CancellationException terminated) {
                    return;
                }
            });
            running.start();
            while (running.isAlive()) {
                evaluator.terminate();
                running.join(5);
            }
            assertThat(steps.run(Noise.picture(2, WIDTH, HEIGHT).rgb(), fresh, ones(1), Double.POSITIVE_INFINITY)
                            .losses())
                    .hasSize(1);
        }
    }

    @Test
    void anOptimiserWithoutARuleTakesItsStepsItself() {
        try (Evaluator evaluator = open(Precision.SINGLE)) {
            assertThat(evaluator.steps(problem(evaluator), Sgd.withRate(1, 0, 1, 1), FAR))
                    .isEmpty();
        }
        assertThatThrownBy(() -> new Execution(Device.CPU, Precision.SINGLE, Execution.MOST_STEPS_PER_RUN + 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Evaluator open(Precision precision) {
        FeatureNetwork network = Models.in(folder).named("plain");
        return Evaluator.open(network, Layout.of(SPEC), new Execution(Device.CPU, precision, STEPS));
    }

    private static Problem problem(Evaluator evaluator) {
        return evaluator.problem(
                SPEC,
                Noise.picture(1, WIDTH, HEIGHT),
                List.of(new Style(Noise.picture(3, WIDTH, HEIGHT), 1), new Style(Noise.picture(4, WIDTH, HEIGHT), 2)));
    }

    private static Steps steps(Evaluator evaluator, Problem problem, String kind) {
        return evaluator.steps(problem, optimiser(kind), FAR).orElseThrow();
    }

    private static Optimiser optimiser(String kind) {
        return switch (kind) {
            case "adam" -> new Adam(10);
            case "lbfgs" -> new Lbfgs(5, 1, 4, 8);
            case "lbfgs1" -> new Lbfgs(1, 1, 4, 8);
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }
}
