package io.impasto.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Holds the gradient of {@code sum(c f(x))}, for a random c, against central differences of f along random directions.
 * The sums over the outputs are taken here, in float64, so that float32 is not what limits the comparison.
 */
final class GradientCheck {
    private static final int DIRECTIONS = 3;

    private final List<Tensor> inputs;
    private final boolean dynamic;
    private final Random random = new Random(20260101);

    private GradientCheck(List<Tensor> inputs, boolean dynamic) {
        this.inputs = inputs;
        this.dynamic = dynamic;
    }

    /** Every size is known before the program runs. */
    static GradientCheck of(Tensor... inputs) {
        return new GradientCheck(List.of(inputs), false);
    }

    /** Of axes 2 and above, only the rank is known before the program runs. */
    static GradientCheck withDynamicSizes(boolean dynamic, Tensor... inputs) {
        return new GradientCheck(List.of(inputs), dynamic);
    }

    /** Float64 values between {@code low} and {@code high}. */
    static Tensor doubles(double low, double high, long... shape) {
        Random random = new Random(Arrays.hashCode(shape));
        Tensor tensor = Tensor.allocate(DataType.DOUBLE, shape);
        for (int i = 0; i < tensor.elements(); i++) {
            tensor.put(i, low + (high - low) * random.nextDouble());
        }
        return tensor;
    }

    /** Distinct float32 values in random order, a tenth apart and none nearer to zero than a twentieth. */
    static Tensor apart(long... shape) {
        Tensor tensor = Tensor.allocate(shape);
        int n = (int) tensor.elements();
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            order.add(i - n / 2);
        }
        Collections.shuffle(order, new Random(n));
        for (int i = 0; i < n; i++) {
            tensor.put(i, order.get(i) / 10.0 + 0.05);
        }
        return tensor;
    }

    /** @param function of one expression per input */
    void holdsFor(Function<List<Expr>, Expr> function) {
        DataType type = inputs.get(0).type();
        double step = type == DataType.DOUBLE ? 1e-5 : 1.0 / 64;
        double tolerance = type == DataType.DOUBLE ? 1e-7 : 2e-4;
        Graph graph = new Graph();
        List<Expr> x = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            x.add(graph.input("x" + i, type, shape(inputs.get(i))));
        }
        Expr y = function.apply(x);
        Expr c = graph.input("c", type, y.shape());
        graph.output("y", y);
        List<Expr> gradients = graph.gradient(y.times(c).sum(), x.toArray(Expr[]::new));
        for (int i = 0; i < gradients.size(); i++) {
            graph.output("g" + i, gradients.get(i));
        }
        Graph forward = new Graph();
        List<Expr> again = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            again.add(forward.input("x" + i, type, shape(inputs.get(i))));
        }
        forward.output("y", function.apply(again));

        try (Program program = Program.load(graph.toModel(), ProgramOptions.DEFAULT.withThreads(1));
                Program plain = Program.load(forward.toModel(), ProgramOptions.DEFAULT.withThreads(1))) {
            Tensor cotangent = noise(type, plain.run(feeds(inputs)).get("y").shape());
            Map<String, Tensor> feeds = feeds(inputs);
            feeds.put("c", cotangent);
            Map<String, Tensor> results = program.run(feeds);
            for (int i = 0; i < inputs.size(); i++) {
                assertThat(results.get("g" + i).shape()).isEqualTo(inputs.get(i).shape());
            }
            for (int k = 0; k < DIRECTIONS; k++) {
                compare(plain, cotangent, results, step, tolerance);
            }
        }
    }

    private void compare(Program plain, Tensor cotangent, Map<String, Tensor> results, double step, double tolerance) {
        List<Tensor> directions =
                inputs.stream().map(input -> noise(input.type(), input.shape())).toList();
        Tensor after = plain.run(feeds(moved(directions, step))).get("y");
        Tensor before = plain.run(feeds(moved(directions, -step))).get("y");
        double measured = 0;
        double scale = 1e-3;
        for (int i = 0; i < cotangent.elements(); i++) {
            double change = (after.get(i) - before.get(i)) / (2 * step) * cotangent.get(i);
            measured += change;
            scale += Math.abs(change);
        }
        double derived = 0;
        for (int i = 0; i < inputs.size(); i++) {
            Tensor gradient = results.get("g" + i);
            for (int j = 0; j < gradient.elements(); j++) {
                derived += gradient.get(j) * directions.get(i).get(j);
            }
        }
        assertThat(derived).as("derivative along a random direction").isCloseTo(measured, within(tolerance * scale));
    }

    private Shape shape(Tensor tensor) {
        long[] dims = tensor.shape();
        if (dynamic) {
            Arrays.fill(dims, Math.min(2, dims.length), dims.length, Shape.UNKNOWN);
        }
        return Shape.of(dims);
    }

    private List<Tensor> moved(List<Tensor> directions, double step) {
        List<Tensor> moved = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            Tensor tensor = Tensor.allocate(inputs.get(i).type(), inputs.get(i).shape());
            for (int j = 0; j < tensor.elements(); j++) {
                tensor.put(j, inputs.get(i).get(j) + step * directions.get(i).get(j));
            }
            moved.add(tensor);
        }
        return moved;
    }

    private static Map<String, Tensor> feeds(List<Tensor> tensors) {
        Map<String, Tensor> feeds = new HashMap<>();
        for (int i = 0; i < tensors.size(); i++) {
            feeds.put("x" + i, tensors.get(i));
        }
        return feeds;
    }

    /** Values between -1 and 1, multiples of 1/1024, so that float32 steps along them are exact. */
    private Tensor noise(DataType type, long[] shape) {
        Tensor tensor = Tensor.allocate(type, shape);
        for (int i = 0; i < tensor.elements(); i++) {
            tensor.put(i, (random.nextInt(2049) - 1024) / 1024.0);
        }
        return tensor;
    }
}
