package io.impasto.engine.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

import io.impasto.engine.image.Picture;

/**
 * How many evaluations L-BFGS needs for the losses that SGD reaches as keras.io runs it: the {@code keras} objective, from the content
 * image, on one level. Only evaluations of losses and gradient count; the targets' passes do not.
 */
public final class OptimiserRace {
    private static final List<Integer> MARKS = List.of(500, 1000, 2000, 4000);
    // keras.io's, at 400 x 533; gradients per pixel shrink as pixels grow.
    private static final double RATE_PER_PIXEL = 100 / (400.0 * 533);

    private OptimiserRace() {}

    /**
     * One loss that both were to reach.
     *
     * @param sgd evaluations that SGD was given
     * @param loss of SGD by then, the total
     * @param lbfgs evaluations after which L-BFGS was at or below that; empty if it did not get there in as many
     */
    public record Mark(int sgd, double loss, OptionalInt lbfgs) {

        /** How many times fewer; empty if L-BFGS did not get there. */
        public Optional<Double> ratio() {
            return lbfgs.isPresent() ? Optional.of((double) sgd / lbfgs.getAsInt()) : Optional.empty();
        }
    }

    /**
     * What came of it.
     *
     * @param width of the painting, pixels
     * @param height of the painting, pixels
     * @param rate of SGD at first
     * @param rollbacks of SGD: the guard took a step back and shortened those that followed
     * @param marks at 500, 1000, 2000 and 4000 evaluations, as far as SGD went, and at its last
     */
    public record Result(int width, int height, double rate, int rollbacks, List<Mark> marks) {}

    /**
     * Paints with SGD, then with L-BFGS until it is as low.
     *
     * @param size long side of the painting, pixels
     * @param steps evaluations of SGD, at least 1
     * @throws InvalidOption if an option does not fit the network or the pictures
     */
    public static Result run(StyleTransfer transfer, Picture content, Picture style, int size, int steps) {
        int width = Pyramid.side(content.width(), content.width(), content.height(), size);
        int height = Pyramid.side(content.height(), content.width(), content.height(), size);
        double rate = RATE_PER_PIXEL * width * height;
        TransferOptions keras = TransferOptions.builder()
                .preset(Preset.KERAS)
                .size(size)
                .levels(1)
                .previewEvaluations(0)
                .evaluations(steps)
                .build();
        TransferOptions slow = keras.toBuilder()
                .optimizer(OptimiserKind.SGD)
                .learningRate(rate)
                .build();
        TransferReport sgd = paint(transfer, slow, content, style, Double.NEGATIVE_INFINITY);
        List<Double> losses = totals(sgd);
        TransferOptions fast = keras.toBuilder().optimizer(OptimiserKind.LBFGS).build();
        List<Double> rival = totals(paint(transfer, fast, content, style, losses.get(steps - 1)));

        List<Mark> marks = new ArrayList<>();
        Stream.concat(MARKS.stream().filter(mark -> mark < steps), Stream.of(steps))
                .forEach(mark -> {
                    double loss = losses.get(mark - 1);
                    marks.add(new Mark(mark, loss, firstAtOrBelow(rival, loss)));
                });
        return new Result(width, height, rate, sgd.rollbacks().size(), List.copyOf(marks));
    }

    private static TransferReport paint(
            StyleTransfer transfer, TransferOptions options, Picture content, Picture style, double goal) {
        TransferListener untilThere =
                evaluation -> evaluation.losses().total() <= goal ? Directive.STOP : Directive.CONTINUE;
        return transfer.paint(options, content, List.of(style), Optional.empty(), Optional.empty(), untilThere)
                .report();
    }

    private static List<Double> totals(TransferReport report) {
        return report.evaluations().stream().map(row -> row.losses().total()).toList();
    }

    private static OptionalInt firstAtOrBelow(List<Double> losses, double goal) {
        for (int i = 0; i < losses.size(); i++) {
            if (losses.get(i) <= goal) {
                return OptionalInt.of(i + 1);
            }
        }
        return OptionalInt.empty();
    }
}
