package io.impasto.autodiff;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BackwardMemoryTest {
    private final Graph graph = new Graph();
    private final Expr image = graph.input("image", Shape.of(1, 3, Shape.UNKNOWN, Shape.UNKNOWN));

    @Test
    void featuresOfTheImageAreComputedAgainForEachOfTheirLateReaders() {
        Expr features = image.conv(weights(16, 3), null).relu();
        Expr deeper = features.conv(weights(8, 16), null).relu();
        differentiate(deeper.squared().sum().plus(features.gram().squared().sum()));

        // The forward pass goes on with one; the Gram matrix and the mask of the Relu have one each.
        assertThat(convolutionsOf("image")).hasSize(3);
        assertThat(readersOf(convolutionsOf("image"))).allMatch(count -> count == 1);
    }

    @Test
    void featuresThatTookWorkAreKept() {
        Expr features = image.conv(weights(16, 3), null)
                .relu()
                .conv(weights(16, 16), null)
                .relu();
        Expr deeper = features.conv(weights(8, 16), null).relu();
        differentiate(deeper.squared().sum().plus(features.gram().squared().sum()));

        assertThat(graph.nodes())
                .filteredOn(node ->
                        node.operator().equals("Conv") && node.input(1).shape().equals(Shape.of(16, 16, 3, 3)))
                .hasSize(2);
    }

    @Test
    void theForwardPassWaitsForThePlacesOfMaxima() {
        Expr pooled = image.conv(weights(16, 3), null).maxPool(2, 2);
        Expr loss = pooled.relu().conv(weights(16, 16), null).squared().sum();
        differentiate(loss);

        Node relu = graph.nodes().stream()
                .filter(node -> node.operator().equals("Relu"))
                .findFirst()
                .orElseThrow();
        assertThat(relu.input(0).producer().operator()).isEqualTo("Add");
        assertThat(relu.input(0).producer().inputs()).contains(pooled);
        assertThat(readersOf(List.of(pooled.producer().input(0))))
                .as("the pooling and the comparisons, none of them in the backward pass")
                .allMatch(count -> count > 1);
        assertThat(graph.nodes().indexOf(relu))
                .isGreaterThan(lastReaderOf(pooled.producer().input(0)));
    }

    @Test
    void whatIsComputedEarlyAndAgainChangesNoNumber() {
        Expr features = image.conv(weights(16, 3), null).relu();
        Expr pooled = features.maxPool(2, 2);
        Expr loss = pooled.conv(weights(16, 16), null)
                .squared()
                .sum()
                .plus(features.gram().squared().sum());
        Expr gradient = graph.gradient(loss, image).get(0);
        graph.output("loss", loss);
        graph.output("gradient", gradient);

        Graph plain = new Graph();
        Expr x = plain.input("image", Shape.of(1, 3, Shape.UNKNOWN, Shape.UNKNOWN));
        Expr same = x.conv(plain.constant(values(16, 3)), null).relu();
        plain.output(
                "loss",
                same.maxPool(2, 2)
                        .conv(plain.constant(values(16, 16)), null)
                        .squared()
                        .sum()
                        .plus(same.gram().squared().sum()));

        Tensor picture = GradientCheck.apart(1, 3, 9, 7);
        try (Program whole = Program.load(graph.toModel(), ProgramOptions.DEFAULT);
                Program forward = Program.load(plain.toModel(), ProgramOptions.DEFAULT)) {
            double expected = forward.run(Map.of("image", picture)).get("loss").item();
            assertThat(whole.run(Map.of("image", picture)).get("loss").item()).isEqualTo(expected);
        }
    }

    private void differentiate(Expr loss) {
        graph.output("gradient", graph.gradient(loss, image).get(0));
        // Reads the graph in its order, in which each value must stand before its readers.
        Model.of(graph.toModel().toOnnx(), "program");
    }

    private List<Expr> convolutionsOf(String input) {
        return graph.nodes().stream()
                .filter(node ->
                        node.operator().equals("Conv") && node.input(0).name().equals(input))
                .map(Node::output)
                .toList();
    }

    private List<Long> readersOf(List<Expr> values) {
        return values.stream()
                .map(value -> graph.nodes().stream()
                        .filter(node -> node.inputs().contains(value))
                        .count())
                .toList();
    }

    private int lastReaderOf(Expr value) {
        return graph.nodes().stream()
                .filter(node -> node.inputs().contains(value))
                .mapToInt(graph.nodes()::indexOf)
                .max()
                .orElseThrow();
    }

    private Expr weights(long to, long from) {
        return graph.constant(values(to, from));
    }

    private static Tensor values(long to, long from) {
        Tensor values = GradientCheck.apart(to, from, 3, 3);
        for (int i = 0; i < values.elements(); i++) {
            values.put(i, values.get(i) / values.elements());
        }
        return values;
    }
}
