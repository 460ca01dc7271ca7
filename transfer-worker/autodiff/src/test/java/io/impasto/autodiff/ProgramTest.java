package io.impasto.autodiff;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ProgramTest {
    private static final Model NETWORK = network();

    @Test
    void oneProgramOfDynamicSizeGivesAtEverySizeWhatAProgramOfThatSizeGives() {
        try (Program dynamic = Program.load(lossAndGradient(Shape.UNKNOWN, Shape.UNKNOWN), ProgramOptions.DEFAULT)) {
            for (List<Integer> size : List.of(List.of(8, 12), List.of(13, 9), List.of(31, 30), List.of(8, 12))) {
                Tensor image = GradientCheck.apart(1, 3, size.get(0), size.get(1));
                try (Program fixed = Program.load(lossAndGradient(size.get(0), size.get(1)), ProgramOptions.DEFAULT)) {
                    Map<String, Tensor> expected = fixed.run(Map.of("image", image));
                    Map<String, Tensor> actual = dynamic.run(Map.of("image", image));
                    assertThat(actual.get("loss").item())
                            .isEqualTo(expected.get("loss").item());
                    assertThat(actual.get("gradient").toFloats())
                            .isEqualTo(expected.get("gradient").toFloats());
                }
            }
        }
    }

    @Test
    void outputsAreWrittenIntoTheMemoryOfTheCaller() {
        Tensor image = GradientCheck.apart(1, 3, 10, 11);
        Tensor loss = Tensor.allocate();
        Tensor gradient = Tensor.allocate(1, 3, 10, 11);
        try (Program program = Program.load(lossAndGradient(Shape.UNKNOWN, Shape.UNKNOWN), ProgramOptions.DEFAULT)) {
            Map<String, Tensor> expected = program.run(Map.of("image", image));
            program.run(Map.of("image", image), Map.of("loss", loss, "gradient", gradient));
            assertThat(loss.item()).isEqualTo(expected.get("loss").item());
            assertThat(gradient.toFloats()).isEqualTo(expected.get("gradient").toFloats());
        }
    }

    @Test
    void aRunThatIsTerminatedEndsSoonAndTheProgramStaysUsable() {
        Graph graph = new Graph();
        Expr x = graph.input("x", Shape.of(1500, 1500));
        Expr y = x;
        for (int i = 0; i < 200; i++) {
            y = y.matmul(x);
        }
        graph.output("y", y.sum());
        Tensor large = Tensor.allocate(1500, 1500);
        try (Program program = Program.load(graph.toModel(), ProgramOptions.DEFAULT.withThreads(1))) {
            CompletableFuture<Map<String, Tensor>> run =
                    CompletableFuture.supplyAsync(() -> program.run(Map.of("x", large)));
            // The run may not have begun yet: ask until it has ended.
            while (!run.isDone()) {
                program.terminate();
                Thread.onSpinWait();
            }
            assertThatThrownBy(run::join)
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(CancellationException.class);
            CompletableFuture<Map<String, Tensor>> second =
                    CompletableFuture.supplyAsync(() -> program.run(Map.of("x", large)));
            second.completeOnTimeout(Map.of(), 1, TimeUnit.MILLISECONDS).join();
            program.terminate();
        }
    }

    @Test
    void anInputThatIsMissingOrUnknownOrOfAnotherShapeIsNamed() {
        try (Program program = Program.load(lossAndGradient(8, 8), ProgramOptions.DEFAULT)) {
            Map<String, Tensor> more = new HashMap<>();
            more.put("image", GradientCheck.apart(1, 3, 8, 8));
            more.put("mask", Tensor.allocate());
            assertThatThrownBy(() -> program.run(Map.of()))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("image");
            assertThatThrownBy(() -> program.run(more))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("mask");
            assertThatThrownBy(() -> program.run(Map.of("image", GradientCheck.apart(1, 3, 9, 8))))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("image");
        }
    }

    private static Model lossAndGradient(long height, long width) {
        Graph graph = new Graph();
        Expr image = graph.input("image", Shape.of(1, 3, height, width));
        Activations net = graph.apply(NETWORK, Map.of("in", image.times(1.0 / 64)));
        Expr loss = net.value("relu2")
                .gram()
                .squared()
                .mean()
                .plus(net.value("relu1").squared().mean());
        graph.output("loss", loss);
        graph.output("gradient", graph.gradient(loss, image).get(0));
        return graph.toModel();
    }

    private static Model network() {
        Graph graph = new Graph();
        Expr in = graph.input("in", Shape.of(1, 3, Shape.UNKNOWN, Shape.UNKNOWN));
        Expr relu1 = in.conv(graph.constant(weights(16, 3)), null).relu();
        Expr relu2 =
                relu1.maxPool(2, 2).conv(graph.constant(weights(16, 16)), null).relu();
        graph.output("relu1", relu1);
        graph.output("relu2", relu2);
        return graph.toModel();
    }

    private static Tensor weights(int outs, int ins) {
        Tensor weights = GradientCheck.apart(outs, ins, 3, 3);
        for (int i = 0; i < weights.elements(); i++) {
            weights.put(i, weights.get(i) / 64);
        }
        return weights;
    }
}
