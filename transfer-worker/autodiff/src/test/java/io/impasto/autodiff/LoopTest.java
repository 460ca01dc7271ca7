package io.impasto.autodiff;

import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** Descent on {@code f(x) = sum (x - target)^2}, whose turn has a derived gradient in it, with a rate for every turn. */
class LoopTest {
    private static final float[] TARGET = {1, -2, 3};
    private static final float[] RATES = {0.25f, 0.1f, 0.4f, 0.05f};

    @Test
    void turnsInOneRunGiveWhatSingleTurnsGive() {
        try (Program program = Program.load(descent(true), ProgramOptions.DEFAULT)) {
            Map<String, Tensor> together = run(program, new float[] {5, 5, 5}, RATES, Float.MAX_VALUE);
            float[] x = {5, 5, 5};
            for (int i = 0; i < RATES.length; i++) {
                Map<String, Tensor> one = run(program, x, new float[] {RATES[i]}, Float.MAX_VALUE);
                assertThat(one.get("losses").get(0))
                        .isEqualTo(together.get("losses").get(i));
                x = one.get("x at last").toFloats();
            }
            assertThat(together.get("x at last").toFloats()).isEqualTo(x);
        }
    }

    @Test
    void whatEachTurnComputesIsKeptInOrder() {
        try (Program program = Program.load(descent(true), ProgramOptions.DEFAULT)) {
            Map<String, Tensor> results = run(program, new float[] {2, -2, 3}, RATES, Float.MAX_VALUE);
            assertThat(results.get("losses").shape()).containsExactly(RATES.length);
            double x = 2;
            for (int i = 0; i < RATES.length; i++) {
                assertThat(results.get("losses").get(i)).isCloseTo((x - 1) * (x - 1), within(1e-6));
                x -= RATES[i] * 2 * (x - 1);
            }
            assertThat(results.get("x at last").get(0)).isCloseTo(x, within(1e-6));
        }
    }

    @Test
    void theConditionEndsTheLoopAfterTheTurnThatMadeItFalse() {
        try (Program program = Program.load(descent(true), ProgramOptions.DEFAULT)) {
            assertThat(run(program, new float[] {2, -2, 3}, RATES, 0.5f)
                            .get("losses")
                            .shape())
                    .containsExactly(1);
            assertThat(run(program, new float[] {Float.NaN, -2, 3}, RATES, Float.MAX_VALUE)
                            .get("losses")
                            .shape())
                    .containsExactly(1);
        }
    }

    @Test
    void withoutAConditionEveryTurnIsRun() {
        try (Program program = Program.load(descent(false), ProgramOptions.DEFAULT)) {
            assertThat(run(program, new float[] {2, -2, 3}, RATES, 0.5f)
                            .get("losses")
                            .shape())
                    .containsExactly(RATES.length);
        }
    }

    @Test
    void aFeedThatIsMissingIsNamed() {
        Graph graph = new Graph();
        Expr turns = graph.input("turns", DataType.INT64, Shape.SCALAR);
        assertThatThrownBy(() -> graph.loop(turns, turn(true), Map.of("x", graph.input("x", Shape.of(3)))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'target' of FLOAT");
    }

    @Test
    void whatIsCarriedHasToKeepItsType() {
        Model turn = turn(true).program();
        assertThatThrownBy(() -> new LoopBody(turn, Map.of("x", "falling"), Optional.empty(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'falling' of the loop's body is BOOL, not FLOAT");
    }

    private static Map<String, Tensor> run(Program program, float[] x, float[] rates, float limit) {
        return program.run(Map.of(
                "x", Tensor.of(x, x.length),
                "around", Tensor.of(TARGET, 3),
                "limit", Tensor.of(new float[] {limit}),
                "rates", Tensor.of(rates, rates.length),
                "turns", Tensor.of(new long[] {rates.length})));
    }

    private static Model descent(boolean conditional) {
        Graph graph = new Graph();
        Map<String, Expr> results = graph.loop(
                graph.input("turns", DataType.INT64, Shape.SCALAR),
                turn(conditional),
                Map.of(
                        "x", graph.input("x", Shape.of(Shape.UNKNOWN)),
                        // Another name outside than inside, and one that is computed.
                        "target", graph.input("around", Shape.of(3)).times(1),
                        "limit", graph.input("limit", Shape.SCALAR),
                        "rates", graph.input("rates", Shape.of(Shape.UNKNOWN))));
        graph.output("x at last", results.get("next x"));
        graph.output("losses", results.get("loss"));
        return graph.toModel();
    }

    private static LoopBody turn(boolean conditional) {
        Graph graph = new Graph();
        Expr x = graph.input("x", Shape.of(3));
        Expr target = graph.input("target", Shape.of(3));
        Expr rate = graph.input("rates", Shape.of(Shape.UNKNOWN)).at(graph.input("turn", DataType.INT64, Shape.SCALAR));
        Expr loss = x.minus(target).squared().sum();
        graph.output("loss", loss);
        graph.output("next x", x.minus(graph.gradient(loss, x).get(0).times(rate)));
        if (conditional) {
            graph.output("falling", loss.less(graph.input("limit", Shape.SCALAR)));
        }
        Model model = graph.toModel();
        return new LoopBody(
                model,
                Map.of("x", "next x"),
                Optional.of("turn"),
                conditional ? Optional.of("falling") : Optional.empty());
    }
}
