package io.impasto.autodiff;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ShapeRulesTest {
    static final List<Named<UnaryOperator<Expr>>> MOVES = List.of(
            Named.of("reshape", x -> x.reshape(3, -1)),
            Named.of("reshape keeping an axis", x -> x.reshape(0, -1, 1)),
            Named.of("flatten", x -> x.emit("Flatten", Attributes.NONE.with("axis", 2), x)),
            Named.of("transpose", x -> x.transpose(2, 0, 3, 1)),
            Named.of("reversed axes", x -> x.transpose()),
            Named.of("unsqueeze", x -> x.unsqueeze(0, 3, -1)),
            Named.of("squeeze", x -> x.unsqueeze(2).squeeze(2)),
            Named.of("pad", x -> x.pad(0, 1, 2, 0, 1, 0, 0, 3)),
            Named.of("pad that crops", x -> x.pad(0, -1, 1, -2, 0, 0, -1, 2)),
            Named.of("reversed", x -> x.reversed(3)),
            Named.of("slices of one value, overlapping", x -> x.slice(2, 0, 3).plus(x.slice(2, 1, 4))),
            Named.of("concat", x -> x.concat(1, x.squared(), x.slice(1, 1, 2))),
            Named.of("concat along the last axis", x -> x.concat(-1, x.negated())),
            Named.of("expand", x -> x.sumKeepingAxes(1).emit("Expand", x.sumKeepingAxes(1), x.longVector(2, 5, 4, 6))),
            Named.of("identity", x -> x.emit("Identity", x)));

    @ParameterizedTest
    @FieldSource("MOVES")
    void gradientIsMovedBack(UnaryOperator<Expr> function) {
        Tensor x = GradientCheck.doubles(0.5, 2, 2, 3, 4, 6);
        GradientCheck.of(x).holdsFor(in -> function.apply(in.get(0).squared()));
        GradientCheck.withDynamicSizes(true, x)
                .holdsFor(in -> function.apply(in.get(0).squared()));
    }

    @Property(tries = 60, seed = "1")
    void gradientOfASliceGoesToTheElementsItTook(
            @ForAll @IntRange(min = -9, max = 9) int start,
            @ForAll @IntRange(min = -9, max = 9) int end,
            @ForAll @IntRange(min = 1, max = 3) int step,
            @ForAll boolean backwards,
            @ForAll boolean dynamic) {
        int signed = backwards ? -step : step;
        boolean empty = IntStream.range(0, 7).noneMatch(i -> takes(i, start, end, signed, 7));
        Assume.that(!empty);
        GradientCheck.withDynamicSizes(dynamic, GradientCheck.doubles(0.5, 2, 2, 3, 7))
                .holdsFor(x -> x.get(0).squared().slice(2, start, end, signed));
    }

    @Test
    void gradientOfASliceOfSeveralAxesWithoutNamedAxesHolds() {
        GradientCheck.of(GradientCheck.doubles(0.5, 2, 4, 5)).holdsFor(x -> {
            Expr squared = x.get(0).squared();
            return squared.emit("Slice", squared, squared.longVector(1, 0), squared.longVector(4, 3));
        });
    }

    /** Whether NumPy's {@code a[start:end:step]} has element {@code i} of {@code size}. */
    private static boolean takes(int i, int start, int end, int step, int size) {
        int first = start < 0 ? Math.max(start + size, step > 0 ? 0 : -1) : Math.min(start, step > 0 ? size : size - 1);
        int stop = end < 0 ? Math.max(end + size, step > 0 ? 0 : -1) : Math.min(end, step > 0 ? size : size - 1);
        return step > 0
                ? i >= first && i < stop && (i - first) % step == 0
                : i <= first && i > stop && (first - i) % -step == 0;
    }
}
