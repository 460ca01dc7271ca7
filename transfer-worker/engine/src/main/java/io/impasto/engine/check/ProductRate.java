package io.impasto.engine.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.impasto.autodiff.DataType;
import io.impasto.autodiff.Expr;
import io.impasto.autodiff.Graph;
import io.impasto.autodiff.LoopBody;
import io.impasto.autodiff.Model;
import io.impasto.autodiff.Program;
import io.impasto.autodiff.Shape;
import io.impasto.autodiff.Tensor;
import io.impasto.engine.device.Execution;

/** How many multiply-adds a device does in a second, in products of large square matrices. */
final class ProductRate {
    private static final int FEW = 2;
    private static final int MANY = 10;
    private static final int RUNS = 5;

    private ProductRate() {}

    /** @param side of the matrices */
    static double measure(Execution execution, int side) {
        try (Program program = Program.load(products(execution, side), execution.programs())) {
            seconds(program, side, MANY);
            // The way there and back is in both, and drops out of the difference.
            double few = median(program, side, FEW);
            double many = median(program, side, MANY);
            return (MANY - FEW) * (double) side * side * side / Math.max(1e-9, many - few);
        }
    }

    private static double median(Program program, int side, int turns) {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            times.add(seconds(program, side, turns));
        }
        Collections.sort(times);
        return times.get(RUNS / 2);
    }

    private static double seconds(Program program, int side, int turns) {
        float[] vector = new float[side];
        for (int i = 0; i < side; i++) {
            vector[i] = 0.75f + i % 7 / 14f;
        }
        long start = System.nanoTime();
        program.run(Map.of(
                "column", Tensor.of(vector, side, 1),
                "row", Tensor.of(vector, 1, side),
                "turns", Tensor.of(new long[] {turns})));
        return (System.nanoTime() - start) / 1e9;
    }

    /** A := A B / side, over and over, where B is a column times a row, so that nothing large goes to the device or back. */
    private static Model products(Execution execution, int side) {
        DataType type = execution.half() ? DataType.FLOAT16 : DataType.FLOAT;
        Graph turn = new Graph();
        Expr a = turn.input("a", type, Shape.of(side, side));
        Expr b = turn.input("b", type, Shape.of(side, side));
        turn.output("next", a.matmul(b).times(1.0 / side));
        LoopBody body = new LoopBody(turn.toModel(), Map.of("a", "next"), Optional.empty(), Optional.empty());

        Graph graph = new Graph();
        Expr column = graph.input("column", Shape.of(side, 1));
        Expr row = graph.input("row", Shape.of(1, side));
        Expr matrix = column.times(row).cast(type);
        Expr last = graph.loop(
                        graph.input("turns", DataType.INT64, Shape.SCALAR), body, Map.of("a", matrix, "b", matrix))
                .get("next");
        graph.output("corner", last.slice(0, 0, 1).slice(1, 0, 1));
        return graph.toModel();
    }
}
