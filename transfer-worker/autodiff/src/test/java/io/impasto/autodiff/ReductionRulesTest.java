package io.impasto.autodiff;

import java.util.List;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReductionRulesTest {
    static final List<Named<UnaryOperator<Expr>>> REDUCTIONS = List.of(
            Named.of("sum of all", x -> x.sum()),
            Named.of("mean of all", x -> x.mean()),
            Named.of("sum along 1", x -> x.sum(1)),
            Named.of("sum along 0 and 2", x -> x.sum(0, 2)),
            Named.of("mean along the last", x -> x.mean(-1)),
            Named.of("mean along 2 and 0", x -> x.mean(2, 0)),
            Named.of("sum keeping axes", x -> x.sumKeepingAxes(1, 3)),
            Named.of("mean keeping axes", x -> x.meanKeepingAxes()),
            Named.of("variance", x -> x.minus(x.meanKeepingAxes(2, 3)).squared().mean(2, 3)),
            Named.of("norm", x -> x.squared().sum().sqrt()),
            Named.of("x / sum x", x -> x.dividedBy(x.sum())));

    @ParameterizedTest
    @FieldSource("REDUCTIONS")
    void gradientOfAReductionSpreadsBackOverWhatWasReduced(UnaryOperator<Expr> function) {
        Tensor x = GradientCheck.doubles(0.5, 2, 2, 3, 4, 5);
        GradientCheck.of(x).holdsFor(in -> function.apply(in.get(0).squared()));
        GradientCheck.withDynamicSizes(true, x)
                .holdsFor(in -> function.apply(in.get(0).squared()));
    }

    @Test
    void gradientOfAMatrixProductReachesBothSides() {
        GradientCheck.of(GradientCheck.doubles(-1, 1, 3, 4), GradientCheck.doubles(-1, 1, 4, 5))
                .holdsFor(x -> x.get(0).matmul(x.get(1)));
    }

    @Test
    void gradientOfBatchesOfMatrixProductsIsSummedOverTheSideThatBroadcasts() {
        GradientCheck.of(GradientCheck.doubles(-1, 1, 2, 3, 3, 4), GradientCheck.doubles(-1, 1, 4, 2))
                .holdsFor(x -> x.get(0).matmul(x.get(1)));
        GradientCheck.of(GradientCheck.doubles(-1, 1, 1, 3, 4), GradientCheck.doubles(-1, 1, 5, 4, 2))
                .holdsFor(x -> x.get(0).matmul(x.get(1)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void gradientOfAGramMatrixCountsBothOfItsFactors(boolean dynamic) {
        GradientCheck.withDynamicSizes(dynamic, GradientCheck.doubles(-1, 1, 1, 5, 3, 7))
                .holdsFor(x -> x.get(0).gram());
    }

    @Test
    void gradientOfASquaredGramDistanceOnBlockedLayoutHolds() {
        Tensor weights = GradientCheck.apart(16, 2, 3, 3).cast(DataType.FLOAT);
        GradientCheck.withDynamicSizes(true, Tensor.of(small(2 * 6 * 9), 1, 2, 6, 9))
                .holdsFor(x -> {
                    Graph graph = x.get(0).graph();
                    Expr features = x.get(0).conv(graph.constant(weights).times(1.0 / 64), null);
                    Expr deeper = features.conv(graph.constant(GradientCheck.apart(16, 16, 1, 1)), null);
                    return features.gram().times(1.0 / 64).concat(1, deeper.reshape(16, -1));
                });
    }

    private static float[] small(int n) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (i * 37 % 101 - 50) / 64f;
        }
        return values;
    }
}
