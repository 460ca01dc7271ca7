package io.impasto.engine.optimiser;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class FirstOrderTest {

    @Test
    void sgdStepsAlongTheNegativeGradientByItsDecayedRate() {
        Sgd sgd = Sgd.withRate(100, 0, 0.96, 100);
        float[] x = {0};
        double expected = 0;
        for (int t = 0; t < 300; t++) {
            sgd.step(x, new float[] {0.01f}, 1);
            expected -= 0.01 * 100 * Math.pow(0.96, t / 100.0);
        }
        assertThat((double) x[0]).isCloseTo(expected, within(1e-2));
    }

    @Test
    void momentumAddsAShareOfTheLastStep() {
        Sgd sgd = Sgd.withRate(1, 0.5, 1, 1);
        float[] x = {0};
        sgd.step(x, new float[] {1}, 1);
        sgd.step(x, new float[] {0}, 1);
        sgd.step(x, new float[] {0}, 1);
        assertThat(x[0]).isEqualTo(-1.75f);
    }

    @Test
    void sgdCanTakeItsRateFromTheFirstGradient() {
        for (float magnitude : new float[] {1e-9f, 1e9f}) {
            Sgd sgd = Sgd.withFirstMove(7, 0, 1, 1);
            float[] x = {0, 0};
            sgd.step(x, new float[] {magnitude, -magnitude}, 1);
            assertThat((double) x[0]).isCloseTo(-7, within(1e-5));
            sgd.step(x, new float[] {magnitude / 2, 0}, 1);
            assertThat((double) x[0]).isCloseTo(-10.5, within(1e-5));
        }
    }

    @Test
    void adamsFirstStepIsTheRateWhateverTheGradient() {
        for (float gradient : new float[] {1e-12f, 1, 1e12f}) {
            float[] x = {0};
            new Adam(2).step(x, new float[] {gradient}, 1);
            assertThat((double) x[0]).isCloseTo(-2, within(1e-5));
        }
    }

    @Test
    void aZeroGradientDoesNotMoveAdam() {
        float[] x = {7};
        new Adam(2).step(x, new float[] {0}, 1);
        assertThat(x[0]).isEqualTo(7);
    }

    @Test
    void bothFindTheLeastOfAQuadratic() {
        for (Optimiser optimiser : List.of(new Adam(0.1), Sgd.withRate(0.05, 0.8, 1, 1))) {
            float[] x = new float[20];
            Guard guard = new Guard(optimiser, 1e6);
            Objectives.minimise(guard, Objectives.quadratic(20), x, 400);
            for (float value : guard.good()) {
                assertThat((double) value).isCloseTo(1, within(1e-2));
            }
        }
    }

    @Test
    void bothGoOnFromASavedStateBitByBit() throws IOException {
        List<Supplier<Optimiser>> optimisers = List.of(
                () -> new Adam(0.3), () -> Sgd.withFirstMove(1, 0, 0.9, 10), () -> Sgd.withRate(0.01, 0.9, 0.9, 10));
        for (Supplier<Optimiser> optimiser : optimisers) {
            float[] x = new float[10];
            Guard through = new Guard(optimiser.get(), 1e6);
            Objectives.minimise(through, Objectives.quadratic(10), x, 7);
            ByteArrayOutputStream saved = new ByteArrayOutputStream();
            through.writeTo(new DataOutputStream(saved));
            float[] resumedX = x.clone();
            Objectives.minimise(through, Objectives.quadratic(10), x, 7);

            Guard resumed = new Guard(optimiser.get(), 1e6);
            resumed.readFrom(new DataInputStream(new ByteArrayInputStream(saved.toByteArray())), x.length);
            Objectives.minimise(resumed, Objectives.quadratic(10), resumedX, 7);
            assertThat(resumedX).containsExactly(x);
        }
    }
}
