package io.impasto.autodiff;

import java.util.Arrays;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class ActivationRulesTest {
    /** Activations as nodes of a model, with their derivatives in float64. */
    static Stream<Arguments> activations() {
        return Stream.of(
                of("Relu", x -> x > 0 ? 1 : 0),
                of("Sigmoid", x -> sigmoid(x) * (1 - sigmoid(x))),
                of("Tanh", x -> 1 - Math.tanh(x) * Math.tanh(x)),
                of("Softplus", ActivationRulesTest::sigmoid),
                of("Erf", x -> 2 / Math.sqrt(Math.PI) * Math.exp(-x * x)),
                of("Abs", Math::signum),
                of("HardSwish", x -> x > 3 ? 1 : x < -3 ? 0 : x / 3 + 0.5),
                of("HardSigmoid", x -> x > -2.5 && x < 2.5 ? 0.2f : 0),
                of("HardSigmoid", x -> x > -3 && x < 3 ? 1 / 6.0 : 0, "alpha", 1 / 6f, "beta", 0.5f),
                of("LeakyRelu", x -> x > 0 ? 1 : 0.01f),
                of("LeakyRelu", x -> x > 0 ? 1 : -0.3f, "alpha", -0.3f),
                of("Elu", x -> x > 0 ? 1 : Math.exp(x)),
                of("Elu", x -> x > 0 ? 1 : 0.5 * Math.exp(x), "alpha", 0.5f),
                of("Mish", x -> mishSlope(x)));
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("activations")
    void theGradientIsTheDerivativeInFloat64(String operator, DoubleUnaryOperator derivative, Map<String, Float> said) {
        Tensor at = GradientCheck.apart(1, 2, 6, 10);
        Graph graph = new Graph();
        Expr x = graph.input("x", ModelFiles.IMAGE);
        graph.output("g", graph.gradient(applied(operator, said, x).sum(), x).get(0));
        try (Program program = Program.load(graph.toModel(), ProgramOptions.DEFAULT.withThreads(1))) {
            float[] gradient = program.run(Map.of("x", at)).get("g").toFloats();
            for (int i = 0; i < gradient.length; i++) {
                double expected = derivative.applyAsDouble(at.get(i));
                assertThat((double) gradient[i])
                        .as("at %s", at.get(i))
                        .isCloseTo(expected, within(2e-6 * Math.max(1, Math.abs(expected))));
            }
        }
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("activations")
    void theGradientIsWhatFiniteDifferencesMeasureAtSizesThatAreKnownLater(
            String operator, DoubleUnaryOperator derivative, Map<String, Float> said) {
        // Half a unit of room to each kink, and curvature small beside the step.
        GradientCheck.withDynamicSizes(true, gentle())
                .holdsFor(x -> applied(operator, said, x.get(0)).times(x.get(0)));
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void clipPassesWhatLiesStrictlyBetweenItsBounds(DataType type) {
        double[][] bounds = {{0, 6}, {-1, 1}, {0.3, 1e9}, {1e-9, 2}};
        for (double[] bound : bounds) {
            Graph graph = new Graph();
            Expr x = graph.input("x", type, Shape.of(Shape.UNKNOWN));
            float low = (float) bound[0];
            float high = (float) bound[1];
            Expr y = x.emit("Clip", x, x.same(low), x.same(high));
            graph.output("g", graph.gradient(y.sum(), x).get(0));
            float[] at = {
                -7,
                low,
                low == 0 ? Float.MIN_NORMAL : Math.nextUp(low),
                (low + high) / 2,
                Math.nextDown(high),
                high,
                2e9f
            };
            Tensor points = Tensor.of(at, at.length);
            try (Program program = Program.load(graph.toModel(), ProgramOptions.DEFAULT.withThreads(1))) {
                Tensor gradient = program.run(Map.of("x", type == DataType.FLOAT ? points : points.cast(type)))
                        .get("g");
                assertThat(gradient.cast(DataType.FLOAT).toFloats())
                        .as("%s .. %s", low, high)
                        .containsExactly(0, 0, 1, 1, 1, 0, 0);
            }
        }
    }

    @Test
    void clipWithoutABoundHoldsNothingBackThere() {
        GradientCheck.of(GradientCheck.apart(4, 5)).holdsFor(x -> x.get(0).emit("Clip", x.get(0)));
        GradientCheck.of(GradientCheck.apart(4, 5)).holdsFor(x -> x.get(0)
                .graph()
                .emitNode(
                        "Clip",
                        "clip",
                        Attributes.NONE,
                        Arrays.asList(x.get(0), null, x.get(0).same(0.5)),
                        1)
                .output());
    }

    @Test
    void clipByBoundsThatAreComputedIsRefusedByName() {
        Graph graph = new Graph();
        Expr x = graph.input("x", Shape.of(4));
        Expr y = x.emit("Clip", x, x.sum(), x.same(3));
        assertThatThrownBy(() -> graph.gradient(y.sum(), x))
                .isInstanceOf(ModelException.class)
                .hasMessageContainingAll("Clip", "bounds");
    }

    @Test
    void gradientOfPReluReachesItsSlopesWhereTheyBroadcast() {
        GradientCheck.of(GradientCheck.apart(2, 3, 4, 5), GradientCheck.apart(3, 1, 1))
                .holdsFor(x -> x.get(0).emit("PRelu", x.get(0), x.get(1)));
        GradientCheck.withDynamicSizes(true, GradientCheck.apart(2, 3, 4, 5), GradientCheck.apart(1))
                .holdsFor(x -> x.get(0).emit("PRelu", x.get(0), x.get(1)));
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void gradientsOfSmoothActivationsHoldInBothPrecisions(DataType type) {
        Tensor at = type == DataType.DOUBLE ? GradientCheck.doubles(-2, 2, 3, 4) : gentle();
        GradientCheck.of(at).holdsFor(x -> x.get(0).emit("Tanh", x.get(0)));
        GradientCheck.of(at).holdsFor(x -> x.get(0).emit("Sigmoid", x.get(0)));
        GradientCheck.of(at).holdsFor(x -> Decompositions.hardSigmoid(x.get(0), 0.2f, 0.5f));
    }

    /** Distinct values between -2 and 2, in odd multiples of a fortieth. */
    private static Tensor gentle() {
        Tensor wide = GradientCheck.apart(1, 2, 4, 10);
        for (int i = 0; i < wide.elements(); i++) {
            wide.put(i, wide.get(i) / 2);
        }
        return wide;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static double mishSlope(double x) {
        double t = Math.tanh(Math.log1p(Math.exp(x)));
        return t + x * (1 - t * t) * sigmoid(x);
    }

    private static Expr applied(String operator, Map<String, Float> said, Expr x) {
        var node = ModelFiles.node(operator, "activation", "input", "y");
        said.forEach((name, value) -> node.addAttribute(ModelFiles.real(name, value)));
        Model model = ModelFiles.read(ModelFiles.file(18, ModelFiles.graph(node)));
        return x.graph().apply(model, Map.of("input", x)).value("y");
    }

    private static Arguments of(String operator, DoubleUnaryOperator derivative) {
        return Arguments.of(operator, derivative, Map.of());
    }

    private static Arguments of(String operator, DoubleUnaryOperator derivative, String name, float value) {
        return Arguments.of(operator, derivative, Map.of(name, value));
    }

    private static Arguments of(
            String operator, DoubleUnaryOperator derivative, String name, float value, String second, float other) {
        return Arguments.of(operator, derivative, Map.of(name, value, second, other));
    }
}
