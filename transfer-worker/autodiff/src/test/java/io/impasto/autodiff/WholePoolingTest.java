package io.impasto.autodiff;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Poolings and maxima over all positions. */
class WholePoolingTest {
    @ParameterizedTest
    @CsvSource({"GlobalAveragePool, true", "GlobalAveragePool, false", "GlobalMaxPool, true", "GlobalMaxPool, false"})
    void gradientOfAPoolingOverAllPositionsHolds(String operator, boolean dynamic) {
        GradientCheck.withDynamicSizes(dynamic, GradientCheck.apart(2, 3, 4, 5))
                .holdsFor(x -> x.get(0).emit(operator, x.get(0)));
        GradientCheck.withDynamicSizes(dynamic, GradientCheck.apart(1, 3, 4))
                .holdsFor(x -> x.get(0).times(x.get(0).emit(operator, x.get(0))));
    }

    @Test
    void gradientOfGlobalMaxPoolGoesToTheFirstOfEqualInputs() {
        assertThat(gradient("GlobalMaxPool", 1, 3, 3, 2)).containsExactly(0, 1, 0, 0);
    }

    @Test
    void gradientOfReduceMaxIsSharedByEqualInputs() {
        assertThat(gradient("ReduceMax", 1, 3, 3, 2)).containsExactly(0, 0.5f, 0.5f, 0);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void gradientOfReduceMaxHolds(boolean keep) {
        GradientCheck.of(GradientCheck.apart(2, 3, 4)).holdsFor(x -> x.get(0)
                .emit(
                        "ReduceMax",
                        Attributes.NONE.with("keepdims", keep ? 1 : 0),
                        x.get(0),
                        x.get(0).longVector(0, 2)));
    }

    private static float[] gradient(String operator, float... values) {
        Graph graph = new Graph();
        Expr x = graph.input("x", Shape.of(1, 1, 2, 2));
        graph.output("g", graph.gradient(x.emit(operator, x).sum(), x).get(0));
        try (Program program = Program.load(graph.toModel(), ProgramOptions.DEFAULT.withThreads(1))) {
            return program.run(Map.of("x", Tensor.of(values, 1, 1, 2, 2)))
                    .get("g")
                    .toFloats();
        }
    }
}
