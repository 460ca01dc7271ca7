package io.impasto.autodiff;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SelectionRulesTest {
    @ParameterizedTest
    @ValueSource(strings = {"Max", "Min"})
    void gradientOfAnExtremeGoesToTheOperandItIsTakenFrom(String operator) {
        GradientCheck.of(GradientCheck.doubles(-1, 1, 2, 3, 4), GradientCheck.doubles(-1, 1, 3, 1), scalar(0.2))
                .holdsFor(x -> x.get(0).emit(operator, x.get(0), x.get(1), x.get(2)));
        GradientCheck.withDynamicSizes(true, GradientCheck.apart(1, 2, 3, 5))
                .holdsFor(x -> x.get(0).emit(operator, x.get(0), x.get(0).same(0.7)));
    }

    @Test
    void ofEqualOperandsTheFirstGetsIt() {
        Graph graph = new Graph();
        Expr a = graph.input("a", Shape.of(3));
        Expr b = graph.input("b", Shape.of(3));
        Expr y = a.emit("Max", a, b, a);
        graph.output("a'", graph.gradient(y.sum(), a).get(0));
        graph.output("b'", graph.gradient(y.sum(), b).get(0));
        try (Program program = Program.load(graph.toModel(), ProgramOptions.DEFAULT.withThreads(1))) {
            Map<String, Tensor> results = program.run(Map.of(
                    "a", Tensor.of(new float[] {1, 2, 3}, 3),
                    "b", Tensor.of(new float[] {2, 2, 2}, 3)));
            assertThat(results.get("a'").toFloats()).containsExactly(0, 1, 1);
            assertThat(results.get("b'").toFloats()).containsExactly(1, 0, 0);
        }
    }

    @Test
    void gradientOfWhereGoesToTheSideThatIsChosen() {
        GradientCheck.of(GradientCheck.doubles(-1, 1, 2, 3, 4), GradientCheck.doubles(-1, 1, 4))
                .holdsFor(x -> x.get(0).less(x.get(0).same(0)).where(x.get(1), x.get(0)));
        GradientCheck.withDynamicSizes(true, GradientCheck.apart(1, 2, 3, 5))
                .holdsFor(x -> x.get(0).less(x.get(0).same(0)).where(x.get(0).squared(), x.get(0)));
    }

    private static Tensor scalar(double value) {
        return Tensor.scalar(DataType.DOUBLE, value);
    }
}
