package io.impasto.autodiff;

import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class ElementwiseRulesTest {
    static final List<Named<UnaryOperator<Expr>>> UNARY = List.of(
            Named.of("-x", Expr::negated),
            Named.of("x^2", Expr::squared),
            Named.of("1 / x", x -> x.emit("Reciprocal", x)),
            Named.of("sqrt x", Expr::sqrt),
            Named.of("exp x", Expr::exp),
            Named.of("log x", Expr::log),
            Named.of("x^1.25", x -> x.pow(1.25)),
            Named.of("x^2 by Pow", x -> x.pow(2)),
            Named.of("x^-1.5", x -> x.pow(-1.5)),
            Named.of("3 x - 1", x -> x.times(3).minus(1)),
            Named.of("x / 7 + 2", x -> x.dividedBy(7).plus(2)),
            Named.of("x + x + x", x -> x.emit("Sum", x, x, x)),
            Named.of("x x x", x -> x.times(x).times(x)),
            Named.of("relu(x - 1)", x -> x.minus(1).relu()));

    @ParameterizedTest
    @FieldSource("UNARY")
    void gradientOfAFunctionOfOneArgumentIsItsDerivative(UnaryOperator<Expr> function) {
        GradientCheck.of(GradientCheck.doubles(0.2, 3, 2, 3, 5)).holdsFor(x -> function.apply(x.get(0)));
    }

    static Stream<Arguments> operandsThatBroadcast() {
        Map<String, BinaryOperator<Expr>> functions = Map.of(
                "a + b", Expr::plus,
                "a - b", Expr::minus,
                "a b", Expr::times,
                "a / b", Expr::dividedBy,
                "a ^ b", Expr::pow);
        List<long[][]> shapes = List.of(
                new long[][] {{2, 3, 4}, {2, 3, 4}},
                new long[][] {{2, 3, 4}, {}},
                new long[][] {{}, {3, 4}},
                new long[][] {{2, 3, 4}, {3, 1}},
                new long[][] {{4}, {2, 3, 1}},
                new long[][] {{1, 3, 1, 5}, {2, 1, 4, 1}},
                new long[][] {{1}, {1}});
        return functions.entrySet().stream().flatMap(function -> shapes.stream()
                .map(shape -> Arguments.of(Named.of(function.getKey(), function.getValue()), shape[0], shape[1])));
    }

    @ParameterizedTest(name = "{0} of {1} and {2}")
    @MethodSource("operandsThatBroadcast")
    void gradientsOfBothOperandsAreSummedBackToTheirShapes(BinaryOperator<Expr> function, long[] a, long[] b) {
        GradientCheck.of(GradientCheck.doubles(0.5, 2, a), GradientCheck.doubles(0.5, 2, b))
                .holdsFor(x -> function.apply(x.get(0), x.get(1)));
    }

    @ParameterizedTest(name = "{0} of {1} and {2}")
    @MethodSource("operandsThatBroadcast")
    void soAreThoseOfASum(BinaryOperator<Expr> function, long[] a, long[] b) {
        GradientCheck.of(GradientCheck.doubles(0.5, 2, a), GradientCheck.doubles(0.5, 2, b))
                .holdsFor(x -> function.apply(x.get(0), x.get(1)).sum());
    }

    @Test
    void gradientPassesThroughACast() {
        GradientCheck.of(GradientCheck.apart(3, 5))
                .holdsFor(x -> x.get(0).cast(DataType.DOUBLE).squared().cast(DataType.FLOAT));
    }

    @Test
    void gradientOfReluIsZeroAtAndBelowZeroAndOneAboveHoweverSmall() {
        Graph graph = new Graph();
        Expr x = graph.input("x", Shape.of(6));
        graph.output("g", graph.gradient(x.relu().sum(), x).get(0));
        float tiny = Float.MIN_NORMAL;
        Tensor at = Tensor.of(new float[] {-2, -tiny, 0, tiny, 1e-20f, Float.MAX_VALUE}, 6);
        try (Program program = Program.load(graph.toModel(), ProgramOptions.DEFAULT)) {
            assertThat(program.run(Map.of("x", at)).get("g").toFloats()).containsExactly(0, 0, 0, 1, 1, 1);
        }
    }
}
