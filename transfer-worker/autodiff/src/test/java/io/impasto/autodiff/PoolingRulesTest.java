package io.impasto.autodiff;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;

import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

class PoolingRulesTest {
    @Property(tries = 60, seed = "3")
    void gradientOfMaxPoolHoldsForAnyGeometry(
            @ForAll @IntRange(min = 1, max = 3) int kernel,
            @ForAll @IntRange(min = 1, max = 3) int stride,
            @ForAll @IntRange(min = 0, max = 1) int begin,
            @ForAll @IntRange(min = 0, max = 1) int end,
            @ForAll boolean ceil,
            @ForAll @IntRange(min = 5, max = 8) int height,
            @ForAll boolean dynamic) {
        Assume.that(Math.max(begin, end) < kernel);
        Assume.that(dynamic || !ceil || !startsBehindTheEnd(height, begin, end, kernel, stride));
        Assume.that(dynamic || !ceil || !startsBehindTheEnd(7, end, begin, kernel, stride));
        GradientCheck.withDynamicSizes(dynamic, GradientCheck.apart(2, 3, height, 7))
                .holdsFor(x -> x.get(0).emit("MaxPool", window(kernel, stride, begin, end, ceil), x.get(0)));
    }

    @Property(tries = 60, seed = "4")
    void gradientOfAveragePoolHoldsForAnyGeometry(
            @ForAll @IntRange(min = 1, max = 3) int kernel,
            @ForAll @IntRange(min = 1, max = 3) int stride,
            @ForAll @IntRange(min = 0, max = 1) int begin,
            @ForAll @IntRange(min = 0, max = 1) int end,
            @ForAll boolean ceil,
            @ForAll boolean countPadding,
            @ForAll @IntRange(min = 5, max = 8) int height,
            @ForAll boolean dynamic) {
        Assume.that(Math.max(begin, end) < kernel);
        Assume.that(dynamic || !ceil || !startsBehindTheEnd(height, begin, end, kernel, stride));
        Assume.that(dynamic || !ceil || !startsBehindTheEnd(7, end, begin, kernel, stride));
        Attributes attributes =
                window(kernel, stride, begin, end, ceil).with("count_include_pad", countPadding ? 1 : 0);
        GradientCheck.withDynamicSizes(dynamic, GradientCheck.apart(2, 3, height, 7))
                .holdsFor(x -> x.get(0).emit("AveragePool", attributes, x.get(0)));
    }

    @ParameterizedTest
    @CsvSource({
        "MaxPool, SAME_UPPER, 2",
        "MaxPool, SAME_LOWER, 3",
        "AveragePool, SAME_UPPER, 2",
        "AveragePool, SAME_LOWER, 2"
    })
    void gradientOfPoolingHoldsWithAutomaticPadding(String operator, String pad, int stride) {
        Attributes attributes = Attributes.NONE
                .with("kernel_shape", new long[] {3, 2})
                .with("strides", new long[] {stride, stride})
                .with("auto_pad", pad);
        for (long height : new long[] {6, 7}) {
            GradientCheck.withDynamicSizes(true, GradientCheck.apart(1, 2, height, 5))
                    .holdsFor(x -> x.get(0).emit(operator, attributes, x.get(0)));
        }
    }

    @Property(tries = 60, seed = "5")
    void gradientOfMaxPoolGoesToTheFirstOfEqualInputs(
            @ForAll @IntRange(min = 2, max = 3) int kernel,
            @ForAll @IntRange(min = 1, max = 3) int stride,
            @ForAll @IntRange(min = 4, max = 9) int height,
            @ForAll @IntRange(min = 4, max = 9) int width,
            @ForAll boolean blocked,
            @ForAll boolean dynamic,
            @ForAll long seed) {
        int channels = blocked ? 16 : 3;
        Random random = new Random(seed);
        float[] x = new float[channels * height * width];
        for (int i = 0; i < x.length; i++) {
            x[i] = random.nextInt(3) - 1;
        }
        int rows = (height - kernel) / stride + 1;
        int columns = (width - kernel) / stride + 1;
        float[] dy = new float[channels * rows * columns];
        for (int i = 0; i < dy.length; i++) {
            dy[i] = i + 1;
        }
        long free = dynamic ? Shape.UNKNOWN : 0;
        Graph graph = new Graph();
        Expr in = graph.input("x", Shape.of(1, channels, dynamic ? free : height, dynamic ? free : width));
        Expr pooled = in.maxPool(kernel, stride);
        Expr c = graph.input("c", pooled.shape());
        graph.output("g", graph.gradient(pooled.times(c).sum(), in).get(0));
        try (Program program = Program.load(graph.toModel(), ProgramOptions.DEFAULT.withThreads(1))) {
            Map<String, Tensor> feeds = Map.of(
                    "x", Tensor.of(x, 1, channels, height, width), "c", Tensor.of(dy, 1, channels, rows, columns));
            assertThat(program.run(feeds).get("g").toFloats())
                    .isEqualTo(routed(x, dy, channels, height, width, kernel, stride));
        }
    }

    @Test
    void gradientOfMaxPoolAfterReluIsTheSameAsBeforeIt() {
        Graph network = new Graph();
        Expr in = network.input("in", Shape.of(1, 3, Shape.UNKNOWN, Shape.UNKNOWN));
        Expr features = in.conv(network.constant(GradientCheck.apart(16, 3, 3, 3)), null)
                .relu();
        network.output("features", features);
        network.output("pooled", features.maxPool(2, 2));
        Model model = network.toModel();
        GradientCheck.withDynamicSizes(true, GradientCheck.apart(1, 3, 7, 6)).holdsFor(x -> {
            Activations net = x.get(0).graph().apply(model, Map.of("in", x.get(0)));
            return net.value("pooled")
                    .reshape(-1)
                    .concat(0, net.value("features").reshape(-1));
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void valuesThatAreNoNumbersDoNotEndTheRun(int kernel) {
        float[] x = new float[16 * 6 * 6];
        Arrays.fill(x, 0, 100, Float.NaN);
        Arrays.fill(x, 100, 200, Float.POSITIVE_INFINITY);
        Arrays.fill(x, 200, 300, Float.NEGATIVE_INFINITY);
        Graph graph = new Graph();
        Expr in = graph.input("x", Shape.of(1, 16, Shape.UNKNOWN, Shape.UNKNOWN));
        graph.output(
                "g", graph.gradient(in.maxPool(kernel, 2).squared().sum(), in).get(0));
        try (Program program = Program.load(graph.toModel(), ProgramOptions.DEFAULT)) {
            assertThatCode(() -> program.run(Map.of("x", Tensor.of(x, 1, 16, 6, 6))))
                    .doesNotThrowAnyException();
        }
    }

    /** The rule in words: to the first greatest element of the window, row by row. */
    private static float[] routed(float[] x, float[] dy, int channels, int height, int width, int kernel, int stride) {
        float[] dx = new float[x.length];
        int next = 0;
        for (int c = 0; c < channels; c++) {
            for (int i = 0; i + kernel <= height; i += stride) {
                for (int j = 0; j + kernel <= width; j += stride) {
                    int first = (c * height + i) * width + j;
                    int best = first;
                    for (int k = 0; k < kernel * kernel; k++) {
                        int at = first + k / kernel * width + k % kernel;
                        best = x[at] > x[best] ? at : best;
                    }
                    dx[best] += dy[next++];
                }
            }
        }
        return dx;
    }

    /**
     * Whether rounding up adds a window that lies in the padding alone. It does not count, and ONNX Runtime computes it so;
     * but for sizes that are known before, ONNX' own shape inference expects one, and the model is refused.
     */
    private static boolean startsBehindTheEnd(int size, int begin, int end, int kernel, int stride) {
        int room = size + begin + end - kernel;
        return room % stride != 0 && (room / stride + 1) * stride >= size + begin;
    }

    private static Attributes window(int kernel, int stride, int begin, int end, boolean ceil) {
        return Attributes.NONE
                .with("kernel_shape", new long[] {kernel, kernel})
                .with("strides", new long[] {stride, stride})
                .with("pads", new long[] {begin, end, end, begin})
                .with("ceil_mode", ceil ? 1 : 0);
    }
}
