package io.impasto.autodiff;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BackwardTest {
    @Test
    void cotangentsOfAValueThatIsReadTwiceAddUp() {
        GradientCheck.of(GradientCheck.doubles(0.5, 2, 3, 4)).holdsFor(x -> {
            Expr a = x.get(0).exp();
            return a.times(a.sum(0)).plus(a.log().times(a)).minus(a.dividedBy(3));
        });
    }

    @Test
    void cotangentsOfAnActivationAddUpWhereAConvolutionMeetsAnotherTerm() {
        Tensor weights = GradientCheck.apart(16, 16, 1, 1);
        GradientCheck.withDynamicSizes(true, GradientCheck.apart(1, 16, 3, 5)).holdsFor(x -> {
            Expr features = x.get(0).relu();
            Expr deeper = features.conv(x.get(0).graph().constant(weights), null);
            return features.squared().concat(1, deeper, features.slice(1, 0, 2));
        });
    }

    @Test
    void gradientByAValueThatTheLossDoesNotReadIsZero() {
        Graph graph = new Graph();
        Expr x = graph.input("x", Shape.of(2));
        Expr other = graph.input("other", Shape.of(Shape.UNKNOWN, 3));
        List<Expr> gradients = graph.gradient(x.squared().sum(), x, other);
        graph.output("gx", gradients.get(0));
        graph.output("gother", gradients.get(1));
        try (Program program = Program.load(graph.toModel(), ProgramOptions.DEFAULT)) {
            Map<String, Tensor> results =
                    program.run(Map.of("x", Tensor.of(new float[] {3, -1}, 2), "other", Tensor.of(new float[6], 2, 3)));
            assertThat(results.get("gx").toFloats()).containsExactly(6, -2);
            assertThat(results.get("gother").shape()).containsExactly(2, 3);
            assertThat(results.get("gother").toFloats()).containsOnly(0);
        }
    }

    @Test
    void gradientBySomethingInTheMiddleIsThatOfTheRest() {
        Graph graph = new Graph();
        Expr x = graph.input("x", Shape.of(2));
        Expr middle = x.times(5);
        graph.output("g", graph.gradient(middle.squared().sum(), middle).get(0));
        try (Program program = Program.load(graph.toModel(), ProgramOptions.DEFAULT)) {
            assertThat(program.run(Map.of("x", Tensor.of(new float[] {1, 2}, 2)))
                            .get("g")
                            .toFloats())
                    .containsExactly(10, 20);
        }
    }

    @Test
    void anOperatorWithoutARuleOnTheWayIsNamedWithItsNode() {
        Model model = ModelFiles.model(ModelFiles.node("Cos", "layer7/cos", "input", "middle"));
        Graph graph = new Graph();
        Expr x = graph.input("x", ModelFiles.IMAGE);
        Expr loss = graph.apply(model, Map.of("input", x)).value("middle").squared();
        assertThatThrownBy(() -> graph.gradient(loss.sum(), x))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("Cos")
                .hasMessageContaining("layer7/cos");
    }

    @Test
    void anOperatorWithoutARuleBesideTheWayDoesNotMatter() {
        Model model = ModelFiles.model(ModelFiles.node("Cos", "aside", "input", "aside"));
        Graph graph = new Graph();
        Expr x = graph.input("x", ModelFiles.IMAGE);
        Expr weight = graph.input("fixed", ModelFiles.IMAGE);
        Expr aside = graph.apply(model, Map.of("input", weight)).value("aside");
        assertThat(graph.gradient(x.squared().sum(), x)).hasSize(1);
        assertThat(aside.name()).isEqualTo("aside");
    }

    @Test
    void aLossWithMoreThanOneElementIsRefused() {
        Graph graph = new Graph();
        Expr x = graph.input("x", Shape.of(2, 3));
        assertThatThrownBy(() -> graph.gradient(x.squared(), x))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("one real number")
                .hasMessageContaining("[2 x 3]");
    }

    @Test
    void aProgramHasOnlyTheNodesThatItsOutputsNeed() {
        Graph graph = new Graph();
        Expr x = graph.input("x", Shape.of(4));
        x.exp().log().sqrt();
        graph.output("y", x.negated());
        assertThat(graph.toModel().nodes()).extracting(ModelNode::operator).containsExactly("Neg");
    }

    @Test
    void aValueCanHaveSeveralNamesAndAnInputOrAConstantCanBeAnOutput() {
        Graph graph = new Graph();
        Expr x = graph.input("x", Shape.of(2));
        Expr y = x.plus(1);
        graph.output("first", y);
        graph.output("second", y);
        graph.output("again", x);
        graph.output("seven", graph.scalar(7));
        try (Program program = Program.load(graph.toModel(), ProgramOptions.DEFAULT)) {
            Map<String, Tensor> results = program.run(Map.of("x", Tensor.of(new float[] {1, 2}, 2)));
            assertThat(results.get("first").toFloats()).containsExactly(2, 3);
            assertThat(results.get("second").toFloats()).containsExactly(2, 3);
            assertThat(results.get("again").toFloats()).containsExactly(1, 2);
            assertThat(results.get("seven").item()).isEqualTo(7);
        }
    }

    @Test
    void aNameThatIsTakenIsRefused() {
        Graph graph = new Graph();
        Expr x = graph.input("x", Shape.of(2));
        assertThatThrownBy(() -> graph.output("x", x)).hasMessageContaining("'x'");
        assertThatThrownBy(() -> graph.input("x", Shape.of(2))).hasMessageContaining("'x'");
    }

    @Test
    void shapesThatDoNotMatchAreRefusedWhenTheFormulaIsWritten() {
        Graph graph = new Graph();
        Expr x = graph.input("x", Shape.of(2, 3));
        Expr y = graph.input("y", Shape.of(2, 4));
        assertThatThrownBy(() -> x.plus(y)).hasMessageContaining("[2 x 3]").hasMessageContaining("[2 x 4]");
        assertThatThrownBy(() -> x.matmul(y)).hasMessageContaining("MatMul");
        assertThatThrownBy(() -> x.reshape(4, 2)).hasMessageContaining("Reshape");
        assertThatThrownBy(() -> x.sum(2)).hasMessageContaining("axis 2");
        assertThatThrownBy(x::gram).hasMessageContaining("[1 x N x H x W]");
    }

    @Test
    void cotangentsOfSeveralValuesArePulledBackTogether() {
        Graph graph = new Graph();
        Expr x = graph.input("x", Shape.of(2));
        Expr square = x.squared();
        Expr triple = x.times(3);
        Expr dSquare = graph.constant(Tensor.of(new float[] {1, 10}, 2));
        Expr dTriple = graph.constant(Tensor.of(new float[] {100, 1000}, 2));
        graph.output(
                "dx",
                graph.pullback(Map.of(square, dSquare, triple, dTriple), x).get(0));
        try (Program program = Program.load(graph.toModel(), ProgramOptions.DEFAULT)) {
            assertThat(program.run(Map.of("x", Tensor.of(new float[] {2, 5}, 2)))
                            .get("dx")
                            .toFloats())
                    .containsExactly(2 * 2 + 300, 2 * 5 * 10 + 3000);
        }
    }
}
