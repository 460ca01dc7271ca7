package io.impasto.engine.network;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.impasto.autodiff.Expr;
import io.impasto.autodiff.Graph;
import io.impasto.autodiff.Model;
import io.impasto.autodiff.Shape;
import io.impasto.autodiff.Tensor;

import static org.assertj.core.api.Assertions.assertThat;

class LayerNamesTest {

    @Test
    void aVgg19HasItsSixteenLayersByPositionWhateverItsNodesAreCalled() {
        assertThat(LayerNames.of(SyntheticVgg19.model(1, 2, 2, 2, 2, 2)).keySet())
                .containsExactly(
                        "relu1_1", "relu1_2", "relu2_1", "relu2_2", "relu3_1", "relu3_2", "relu3_3", "relu3_4",
                        "relu4_1", "relu4_2", "relu4_3", "relu4_4", "relu5_1", "relu5_2", "relu5_3", "relu5_4");
    }

    @Test
    void outputsWithTellingNamesAreLayersAndDoNotDisturbTheCount() {
        Graph graph = new Graph();
        Expr x = graph.input("input", Shape.of(1, 3, Shape.UNKNOWN, Shape.UNKNOWN));
        Expr first = conv(graph, x).relu();
        graph.output("style1_1", conv(graph, first));
        graph.output("42", conv(graph, first).relu());
        Model model = graph.toModel();
        assertThat(LayerNames.of(model).keySet()).containsExactly("relu1_1", "style1_1", "relu1_2");
    }

    @Test
    void aFileThatNamesItsOutputsLikeALayerIsBelieved() {
        Graph graph = new Graph();
        Expr x = graph.input("input", Shape.of(1, 3, Shape.UNKNOWN, Shape.UNKNOWN));
        Expr first = conv(graph, x).relu();
        Expr second = conv(graph, first).relu();
        graph.output("relu1_1", second);
        Model model = graph.toModel();
        assertThat(LayerNames.of(model)).containsEntry("relu1_1", "relu1_1");
    }

    @Test
    void bothPoolingsBeginABlock() {
        Graph graph = new Graph();
        Expr x = graph.input("input", Shape.of(1, 3, Shape.UNKNOWN, Shape.UNKNOWN));
        Expr a = conv(graph, x).relu().averagePool(2, 2);
        Expr b = conv(graph, a).relu().maxPool(2, 2);
        graph.output("output", conv(graph, b).relu());
        assertThat(LayerNames.of(graph.toModel()).keySet()).containsExactly("relu1_1", "relu2_1", "relu3_1");
    }

    @Test
    void aNetworkThatIsNoChainHasItsActivationsJointsAndBlocksNamedByKind() {
        Model model = MobileNetShape.model(1);
        assertThat(LayerNames.of(model).keySet())
                .containsExactly(
                        "act1_1",
                        "relu1_1",
                        "add1_1",
                        "relu1_2",
                        "act2_1",
                        "act2_2",
                        "act2_3",
                        "add2_1",
                        "act2_4",
                        "relu3_1",
                        "relu3_2",
                        "concat3_1");
        assertThat(DefaultLayers.of(model))
                .isEqualTo(new DefaultLayers(List.of("concat3_1"), List.of("add1_1", "add2_1", "concat3_1")));
    }

    @Test
    void theGateOfSqueezeAndExciteDoesNotMakeALayerShort() {
        Model model = MobileNetShape.model(1);
        Map<String, String> layers = LayerNames.of(model);
        assertThat(LeastSide.lengths(model, layers, 64))
                .containsEntry("add1_1", 32)
                .containsEntry("add2_1", 16);
    }

    @Test
    void aNetworkNeedsAsManyPixelsAsItsPoolingsHalve() {
        Model model = SyntheticVgg19.model(1, 2, 2, 2, 2, 2);
        assertThat(LayerNames.of(model).entrySet())
                .filteredOn(layer -> layer.getKey().endsWith("_1"))
                .extracting(layer -> LeastSide.of(model, layer.getValue()))
                .containsExactly(1, 2, 4, 8, 16);
    }

    private static Expr conv(Graph graph, Expr x) {
        return x.conv(graph.constant(Tensor.allocate(3, 3, 3, 3)), graph.constant(Tensor.allocate(3)));
    }
}
