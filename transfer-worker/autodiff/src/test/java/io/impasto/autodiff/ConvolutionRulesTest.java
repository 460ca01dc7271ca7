package io.impasto.autodiff;

import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ConvolutionRulesTest {
    @Property(tries = 80, seed = "2")
    void gradientOfAConvolutionHoldsForAnyGeometry(
            @ForAll @IntRange(min = 1, max = 3) int kernelHeight,
            @ForAll @IntRange(min = 1, max = 4) int kernelWidth,
            @ForAll @IntRange(min = 1, max = 3) int stride,
            @ForAll @IntRange(min = 1, max = 2) int dilation,
            @ForAll @IntRange(min = 1, max = 2) int group,
            @ForAll @IntRange(min = 0, max = 3) int begin,
            @ForAll @IntRange(min = 0, max = 2) int end,
            @ForAll @IntRange(min = 5, max = 8) int height,
            @ForAll boolean dynamic) {
        Assume.that(dilation * (kernelWidth - 1) + 1 <= 7);
        Attributes attributes = Attributes.NONE
                .with("strides", new long[] {stride, 1})
                .with("dilations", new long[] {1, dilation})
                .with("pads", new long[] {begin, end, end, begin})
                .with("group", group);
        check(attributes, kernelHeight, kernelWidth, group, height, dynamic);
    }

    @ParameterizedTest
    @CsvSource({
        "SAME_UPPER, 1, 3, false", "SAME_UPPER, 2, 3, true", "SAME_UPPER, 2, 2, false", "SAME_UPPER, 3, 2, true",
        "SAME_LOWER, 1, 2, true", "SAME_LOWER, 2, 3, true", "SAME_LOWER, 2, 2, false", "VALID, 2, 3, true"
    })
    void gradientOfAConvolutionHoldsWithAutomaticPadding(String pad, int stride, int kernel, boolean dynamic) {
        Attributes attributes = Attributes.NONE.with("auto_pad", pad).with("strides", new long[] {stride, stride});
        check(attributes, kernel, kernel, 1, 6, dynamic);
        check(attributes, kernel, kernel, 1, 7, dynamic);
    }

    @ParameterizedTest
    @CsvSource({"16, 16, 1", "32, 16, 1", "16, 1, 16", "48, 32, 1"})
    void gradientOfAConvolutionHoldsInBlockedLayout(int outs, int ins, int group) {
        Tensor weights = scaled(GradientCheck.apart(outs, ins, 3, 3));
        GradientCheck.withDynamicSizes(true, scaled(GradientCheck.apart(1, ins * group, 5, 7)))
                .holdsFor(x -> x.get(0)
                        .conv(
                                x.get(0).graph().constant(weights),
                                null,
                                Attributes.NONE.with("group", group).with("pads", new long[] {1, 1, 1, 1})));
    }

    @Property(tries = 40, seed = "6")
    void gradientOfAConvolutionThatReadsAnImageHolds(
            @ForAll @IntRange(min = 1, max = 4) int channels,
            @ForAll @IntRange(min = 1, max = 4) int kernelHeight,
            @ForAll @IntRange(min = 1, max = 3) int kernelWidth,
            @ForAll @IntRange(min = 0, max = 2) int begin,
            @ForAll @IntRange(min = 0, max = 2) int end,
            @ForAll @IntRange(min = 4, max = 7) int height,
            @ForAll @IntRange(min = 4, max = 7) int width,
            @ForAll boolean dynamic) {
        Assume.that(begin < kernelHeight && begin < kernelWidth && end < kernelHeight && end < kernelWidth);
        Tensor weights = scaled(GradientCheck.apart(16, channels, kernelHeight, kernelWidth));
        GradientCheck.withDynamicSizes(dynamic, scaled(GradientCheck.apart(1, channels, height, width)))
                .holdsFor(x -> x.get(0)
                        .conv(x.get(0).graph().constant(weights), null, Attributes.NONE.with("pads", new long[] {
                            begin, end, end, begin
                        })));
    }

    @Test
    void gradientOfAConvolutionWithComputedWeightsHolds() {
        GradientCheck.of(scaled(GradientCheck.apart(2, 3, 6, 5))).holdsFor(x -> {
            Expr weights = x.get(0).graph().constant(scaled(GradientCheck.apart(4, 3, 3, 3)));
            return x.get(0).conv(weights.times(weights), null);
        });
    }

    @Test
    void differentiatingByWeightsIsRefused() {
        Graph graph = new Graph();
        Expr x = graph.input("x", Shape.of(1, 1, 4, 4));
        Expr weights = graph.input("w", Shape.of(1, 1, 3, 3));
        Expr loss = x.conv(weights, null).sum();
        assertThatThrownBy(() -> graph.gradient(loss, weights))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("Conv")
                .hasMessageContaining("weights");
    }

    private static void check(
            Attributes attributes, int kernelHeight, int kernelWidth, int group, int height, boolean dynamic) {
        Tensor weights = scaled(GradientCheck.apart(4, 4 / group, kernelHeight, kernelWidth));
        Tensor bias = Tensor.of(new float[] {1, -1, 0.5f, 2}, 4);
        GradientCheck.withDynamicSizes(dynamic, scaled(GradientCheck.apart(2, 4, height, 7)))
                .holdsFor(x -> {
                    Graph graph = x.get(0).graph();
                    return x.get(0).conv(graph.constant(weights), graph.constant(bias), attributes);
                });
    }

    /** Brings values to about -1 .. 1. */
    private static Tensor scaled(Tensor tensor) {
        for (int i = 0; i < tensor.elements(); i++) {
            tensor.put(i, tensor.get(i) * 16 / tensor.elements());
        }
        return tensor;
    }
}
