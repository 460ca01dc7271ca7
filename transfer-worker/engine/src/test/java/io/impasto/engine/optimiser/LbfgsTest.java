package io.impasto.engine.optimiser;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class LbfgsTest {

    @Test
    void solvesAnIllConditionedQuadraticInFarFewerStepsThanItsCondition() {
        float[] x = new float[50];
        Guard guard = new Guard(new Lbfgs(20, 1, 0.1, 1e6), 1e6);
        Objectives.minimise(guard, Objectives.quadratic(1e3), x, 150);
        for (float value : guard.good()) {
            assertThat((double) value).isCloseTo(1, within(1e-2));
        }
    }

    @Test
    void followsRosenbrocksValleyToItsEnd() {
        float[] x = {-1.2f, 1};
        Guard guard = new Guard(new Lbfgs(20, 1, 0.1, 1e6), 10);
        Objectives.minimise(guard, Objectives::rosenbrock, x, 150);
        assertThat((double) guard.good()[0]).isCloseTo(1, within(1e-2));
        assertThat((double) guard.good()[1]).isCloseTo(1, within(2e-2));
    }

    @Test
    void theFirstStepMovesTheValuesByTheGivenRootMeanSquare() {
        float[] x = new float[100];
        float[] gradient = new float[100];
        Objectives.quadratic(1e6).at(x, gradient);
        new Lbfgs(20, 1, 3, 1e6).step(x, gradient, 1);
        assertThat(Vectors.rms(x)).isCloseTo(3, within(1e-5));
    }

    @Test
    void aVanishingGradientDoesNotMoveTheValues() {
        float[] x = {1, 2, 3};
        Lbfgs lbfgs = new Lbfgs(20, 1, 1, 1e6);
        lbfgs.step(x, new float[3], 1);
        lbfgs.step(x, new float[3], 1);
        assertThat(x).containsExactly(1, 2, 3);
    }

    @Test
    void aStepOverNegativeCurvatureIsNotLearnt() {
        float[] x = {1};
        Lbfgs lbfgs = new Lbfgs(20, 1, 0.5, 1e6);
        lbfgs.step(x, new float[] {-1}, 1);
        lbfgs.step(x, new float[] {-3}, 1);
        // Still steepest descent of the first move's length: -f' is downhill, as a Newton step over f'' < 0 is not.
        assertThat(x[0]).isEqualTo(2);
    }

    @Test
    void aRoundedHistorySolvesTheSameQuadratic() {
        float[] x = new float[50];
        Guard guard = new Guard(new Lbfgs(20, true, 1, 0.1, 1e6), 1e6);
        Objectives.minimise(guard, Objectives.quadratic(1e3), x, 150);
        for (float value : guard.good()) {
            assertThat((double) value).isCloseTo(1, within(2e-2));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void goesOnFromASavedStateBitByBit(boolean rounded) throws IOException {
        Objectives.Objective objective = Objectives.quadratic(1e3);
        Guard through = new Guard(new Lbfgs(5, rounded, 1, 0.1, 1e6), 1e6);
        float[] x = new float[30];
        Objectives.minimise(through, objective, x, 12);
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        through.writeTo(new DataOutputStream(saved));
        float[] resumedX = x.clone();
        Objectives.minimise(through, objective, x, 12);

        Guard resumed = new Guard(new Lbfgs(5, rounded, 1, 0.1, 1e6), 1e6);
        resumed.readFrom(new DataInputStream(new ByteArrayInputStream(saved.toByteArray())), x.length);
        Objectives.minimise(resumed, objective, resumedX, 12);
        assertThat(resumedX).containsExactly(x);
    }

    @Test
    void anothersStateIsRefused() {
        assertThatThrownBy(() -> new Lbfgs(20, 1, 1, 1e6).restore(new Adam(1).state()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("adam");
    }

    @Test
    void aShorterHistoryTakesTheNewestPairsOfALongerOne() {
        float[] x = new float[30];
        Lbfgs longer = new Lbfgs(8, 1, 0.1, 1e6);
        Objectives.minimise(new Guard(longer, 1e6), Objectives.quadratic(1e3), x, 12);
        Lbfgs shorter = new Lbfgs(3, 1, 0.1, 1e6);
        shorter.restore(longer.state());
        int vectors = longer.state().vectors().size();
        assertThat(shorter.state().vectors().subList(2, 8))
                .usingRecursiveFieldByFieldElementComparator()
                .isEqualTo(longer.state().vectors().subList(vectors - 6, vectors));
    }
}
