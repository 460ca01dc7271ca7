package io.impasto.engine.optimiser;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Optional;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GuardTest {

    @Test
    void aRateFarTooLargeIsTakenBackUntilItConverges() {
        float[] x = new float[10];
        Guard guard = new Guard(Sgd.withRate(1e4, 0, 1, 1), 1e6);
        int rollbacks = Objectives.minimise(guard, Objectives.quadratic(10), x, 100);
        assertThat(rollbacks).isBetween(3, 40);
        float[] gradient = new float[10];
        assertThat(Objectives.quadratic(10).at(guard.good(), gradient)).isLessThan(1e-2);
    }

    @Property
    void whateverTheRateNoIterateIsEverLost(@ForAll @IntRange(min = -3, max = 30) int magnitude) {
        double rate = Math.pow(10, magnitude);
        float[] x = {-1.2f, 1};
        float[] gradient = new float[2];
        double start = Objectives.rosenbrock(x, gradient);
        Guard guard = new Guard(Sgd.withRate(rate, 0.9, 1, 1), 100);
        for (int i = 0; i < 60; i++) {
            guard.advance(x, Objectives.rosenbrock(x, gradient), gradient);
            assertThat(Vectors.allFinite(x)).isTrue();
            assertThat(Vectors.allFinite(guard.good())).isTrue();
            assertThat(Vectors.rmsDifference(x, guard.good())).isLessThanOrEqualTo(100.001);
        }
        // One good evaluation may be RUNAWAY times the one before, but then so many times no more.
        assertThat(Objectives.rosenbrock(guard.good(), gradient)).isLessThan(start * Math.pow(Guard.RUNAWAY, 3));
    }

    @Test
    void aThousandfoldObjectiveIsNoRunawayOnceTheGuardKnowsOfIt() {
        Objectives.Objective objective = Objectives.quadratic(10);
        float[] x = new float[10];
        float[] gradient = new float[10];
        Guard guard = new Guard(new Lbfgs(5, 1, 0.1, 1), 100);
        Objectives.minimise(guard, objective, x, 5);
        float[] good = guard.good().clone();
        double loss = 1000 * objective.at(good, gradient);
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] *= 1000;
        }

        guard.rebase(x, loss, gradient, new Lbfgs(5, 1, 0.1, 1));

        assertThat(guard.good()).isEqualTo(good);
        assertThat(x).isNotEqualTo(good);
        assertThat(guard.advance(x, 3 * loss, gradient)).isEmpty();
        assertThat(guard.advance(x, 30 * loss, gradient)).isPresent();
    }

    @Test
    void anObjectiveThatIsNotFiniteChangesNothing() throws IOException {
        float[] x = {4};
        Guard guard = new Guard(new Adam(0.5), 100);
        guard.advance(x, 16, new float[] {8});
        byte[] before = written(guard);
        float[] next = x.clone();

        assertThatThrownBy(() -> guard.rebase(x, Double.POSITIVE_INFINITY, new float[] {8}, new Adam(0.1)))
                .isInstanceOf(NotFinite.class);
        assertThatThrownBy(() -> guard.rebase(x, 16, new float[] {Float.NaN}, new Adam(0.1)))
                .isInstanceOf(NotFinite.class);

        assertThat(written(guard)).isEqualTo(before);
        assertThat(x).isEqualTo(next);
    }

    private static byte[] written(Guard guard) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        guard.writeTo(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    @Test
    void stepsTakenElsewhereAreTakenInAsIfTheyWereItsOwn() {
        float[] x = {4};
        float[] elsewhere = {4};
        Guard guard = new Guard(new Adam(0.5), 1e6);
        Guard adopting = new Guard(new Adam(0.5), 1e6);
        guard.advance(x, 16, new float[] {8});
        adopting.advance(elsewhere, 16, new float[] {8});
        Adam steps = new Adam(0.5);
        steps.restore(adopting.state());
        float[] next = elsewhere.clone();
        float[] last = next;
        float[] gradient = new float[1];
        double[] losses = new double[3];
        double[] scales = adopting.scales(3);
        for (int i = 0; i < 3; i++) {
            last = next.clone();
            losses[i] = last[0] * last[0];
            gradient[0] = 2 * last[0];
            steps.step(next, gradient, scales[i]);
            guard.advance(x, x[0] * x[0], new float[] {2 * x[0]});
        }
        assertThat(adopting.adopt(elsewhere, losses, last, gradient, next, steps.state()))
                .isEmpty();
        assertThat(elsewhere).containsExactly(x);
        assertThat(adopting.good()).containsExactly(guard.good());
        assertThat(adopting.limit()).isEqualTo(guard.limit());
        assertThat(adopting.state().steps()).isEqualTo(guard.state().steps());
    }

    @Test
    void stepsTakenElsewhereOfWhichOneIsBadAreTakenBackAltogether() {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, 401}) {
            float[] x = {4};
            Guard guard = new Guard(Sgd.withRate(1, 0, 1, 1), 1e6);
            guard.advance(x, 100, new float[] {1});
            assertThat(x).containsExactly(3);
            Optional<String> fault = guard.adopt(
                    x, new double[] {99, bad}, new float[] {2}, new float[] {1}, new float[] {1}, guard.state());
            assertThat(fault).isPresent();
            assertThat(x).containsExactly(4);
            assertThat(guard.good()).containsExactly(4);
            assertThat(guard.stepScale()).isEqualTo(0.25);
        }
    }

    @Test
    void aLossThatIsNotANumberTakesTheValuesBackWithASmallerStep() {
        float[] x = {1};
        Guard guard = new Guard(Sgd.withRate(1, 0, 1, 1), 1e6);
        guard.advance(x, 10, new float[] {4});
        assertThat(x[0]).isEqualTo(-3);
        Optional<String> fault = guard.advance(x, Double.NaN, new float[] {Float.NaN});
        assertThat(fault).hasValueSatisfying(reason -> assertThat(reason).contains("not finite"));
        assertThat(guard.good()).containsExactly(1);
        assertThat(x[0]).isEqualTo(0);
        assertThat(guard.stepScale()).isEqualTo(0.25);
    }

    @Test
    void anInfiniteGradientUnderAFiniteLossIsBadToo() {
        float[] x = {1};
        Guard guard = new Guard(new Adam(1), 1e6);
        guard.advance(x, 10, new float[] {4});
        assertThat(guard.advance(x, 9, new float[] {Float.POSITIVE_INFINITY})).isPresent();
        assertThat(guard.good()).containsExactly(1);
    }

    @Test
    void aRunawayLossSaysFromWhereToWhere() {
        float[] x = {1};
        Guard guard = new Guard(Sgd.withRate(1, 0, 1, 1), 1e6);
        guard.advance(x, 10, new float[] {4});
        assertThat(guard.advance(x, 1e9, new float[] {4}))
                .hasValueSatisfying(reason -> assertThat(reason).contains("10").contains("1.00000e+09"));
    }

    @Test
    void aRiseThatIsSmallIsLet() {
        float[] x = {1};
        Guard guard = new Guard(Sgd.withRate(1e-3, 0, 1, 1), 1e6);
        guard.advance(x, 10, new float[] {4});
        assertThat(guard.advance(x, 12, new float[] {4})).isEmpty();
    }

    @Test
    void aStepOfInfiniteLengthIsShortenedBeforeItIsEvaluated() {
        float[] x = {5, 5};
        Guard guard = new Guard(Sgd.withRate(1e38, 0, 1, 1), 100);
        guard.advance(x, 1, new float[] {1e30f, 0});
        assertThat(Vectors.allFinite(x)).isTrue();
        assertThat(Vectors.rmsDifference(x, new float[] {5, 5})).isLessThanOrEqualTo(100.001);
    }

    @Test
    void thereIsNothingToGoBackToAtTheStart() {
        Guard guard = new Guard(new Adam(1), 1e6);
        assertThatThrownBy(() -> guard.advance(new float[] {1}, Double.POSITIVE_INFINITY, new float[] {1}))
                .isInstanceOf(NotFinite.class);
    }

    @Test
    void aSavedGuardOfOtherLengthIsRefusedBeforeMemoryIsTaken() throws IOException {
        Guard guard = new Guard(new Adam(1), 1e6);
        guard.advance(new float[] {1, 2}, 1, new float[] {1, 1});
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        guard.writeTo(new DataOutputStream(saved));
        assertThatThrownBy(() -> new Guard(new Adam(1), 1e6)
                        .readFrom(new DataInputStream(new ByteArrayInputStream(saved.toByteArray())), 3))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("expected 3");
    }
}
