package io.impasto.engine.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.DoubleStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import io.impasto.engine.colour.ColourMatching;
import io.impasto.engine.image.ImageException;
import io.impasto.engine.image.Picture;
import io.impasto.engine.network.Models;
import io.impasto.engine.objective.TotalVariation;
import io.impasto.engine.quality.Quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Paints small pictures with the built-in network; one warm transfer serves all tests, as in a worker. */
class StyleTransferIT {
    private static StyleTransfer transfer;

    @BeforeAll
    static void open() {
        transfer = StyleTransfer.open(Models.standard().named(Models.BUILT_IN), 1_000_000_000);
    }

    @AfterAll
    static void close() {
        transfer.close();
    }

    @Test
    void paintsFromCoarseToFineAndSaysHowItWent() {
        List<String> seen = new ArrayList<>();
        TransferOptions options = options().size(96).levels(2).evaluations(20).build();
        TransferOutcome outcome = paint(options, evaluation -> {
            seen.add(evaluation.number() + "/" + evaluation.planned() + " " + evaluation.level() + "/"
                    + evaluation.levels() + " " + evaluation.width() + "x" + evaluation.height());
            assertThat(evaluation.losses().total()).isFinite();
            assertThat(evaluation.remaining().isNegative()).isFalse();
            return Directive.CONTINUE;
        });
        assertThat(outcome.finished()).isTrue();
        assertThat(outcome.picture().width()).isEqualTo(96);
        assertThat(outcome.picture().height()).isEqualTo(64);
        assertThat(seen).hasSize(20).startsWith("1/20 1/2 48x32").endsWith("20/20 2/2 96x64");
        TransferReport report = outcome.report();
        assertThat(report.network()).isEqualTo("vgg19-slim");
        assertThat(report.evaluations()).hasSize(20);
        assertThat(report.losses().total())
                .isLessThan(report.evaluations().get(0).losses().total() / 3);
        assertThat(report.toCsv().lines())
                .hasSize(21)
                .first()
                .asString()
                .isEqualTo(
                        "evaluation,level,content style4_1,style style1_1,style style2_1,style style3_1,style style4_1,"
                                + "tv,total,seconds,rolled back,network");
        for (float value : outcome.picture().rgb()) {
            assertThat(value).isBetween(0f, 255f);
        }
    }

    @ParameterizedTest
    @CsvSource({"33, 300, 200", "50, 97, 31", "64, 10, 10", "65, 8, 19"})
    void oddAndTinyPicturesArePaintedAtTheirSize(int size, int width, int height) {
        TransferOutcome outcome = transfer.paint(
                options().size(size).levels(6).evaluations(4).build(),
                Waves.of(width, height, 1),
                List.of(Waves.of(8, 8, 2), Waves.of(400, 120, 3), Waves.of(30, 90, 4)),
                Optional.empty(),
                Optional.empty(),
                TransferListener.none());
        assertThat(Math.max(outcome.picture().width(), outcome.picture().height()))
                .isEqualTo(size);
        assertThat(outcome.report().losses().total()).isFinite();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1    | 1    | 90 | 120 | the content image is too small: it has 1 x 1 pixels, and network vgg19-slim needs 8 on each side",
                "1    | 5000 | 90 | 120 | the content image is too small: it has 1 x 5000 pixels",
                "5000 | 1    | 90 | 120 | the content image is too small: it has 5000 x 1 pixels",
                "150  | 100  | 1  | 1   | the style image is too small: it has 1 x 1 pixels",
                "150  | 100  | 7  | 300 | the style image is too small: it has 7 x 300 pixels",
                "150  | 100  | 900 | 90 | the style image is too small: it has 64 x 6 pixels at size 64, and network",
            })
    void aPictureInWhichTheNetworkSeesNothingIsRefused(
            int width, int height, int styleWidth, int styleHeight, String complaint) {
        assertThatThrownBy(() -> transfer.paint(
                        options().size(64).evaluations(2).build(),
                        Waves.of(width, height, 1),
                        List.of(Waves.of(styleWidth, styleHeight, 2)),
                        Optional.empty(),
                        Optional.empty(),
                        TransferListener.none()))
                .isInstanceOfSatisfying(ImageException.class, refused -> assertThat(refused.reason())
                        .isEqualTo(ImageException.Reason.TOO_SMALL))
                .hasMessageStartingWith(complaint);
    }

    @Test
    void levelsOnWhichAStyleWouldBeTooSmallAreLeftOut() {
        TransferOptions options = options().size(96).levels(4).evaluations(8).build();
        List<Integer> levels = new ArrayList<>();
        transfer.paint(
                options, content(), List.of(Waves.of(96, 20, 1)), Optional.empty(), Optional.empty(), evaluation -> {
                    levels.add(evaluation.levels());
                    return Directive.CONTINUE;
                });
        assertThat(levels).containsOnly(2);
    }

    @Test
    void aLayerOfWeightZeroIsAsGoodAsNotThere() {
        TransferOptions three = options()
                .size(48)
                .evaluations(4)
                .styleLayers(List.of("style1_1", "style3_1"))
                .styleLayerWeights(List.of(0.25, 0.5))
                .build();
        TransferOptions withZero = three.toBuilder()
                .styleLayerWeights(null)
                .styleLayers(List.of("style1_1", "style2_1", "style3_1", "style4_1"))
                .styleLayerWeights(List.of(0.25, 0.0, 0.5, 0.0))
                .build();
        TransferOutcome without = paint(three, TransferListener.none());
        TransferOutcome zero = paint(withZero, TransferListener.none());
        assertThat(zero.picture()).isEqualTo(without.picture());
        assertThat(zero.report().losses()).isEqualTo(without.report().losses());
    }

    @ParameterizedTest
    @CsvSource({"SGD, 10000", "ADAM, 10000", "LBFGS, 10000"})
    void aRateThatExplodesNeverGivesABlackOrBlownOutPicture(OptimiserKind optimiser, double rate) {
        TransferOptions options = options()
                .size(48)
                .preset(Preset.REPORT)
                .evaluations(25)
                .optimizer(optimiser)
                .learningRate(rate)
                .build();
        TransferOutcome outcome = paint(options, evaluation -> {
            assertThat(evaluation.losses().total()).isFinite();
            return Directive.CONTINUE;
        });
        TransferReport report = outcome.report();
        assertThat(report.losses().total())
                .isLessThanOrEqualTo(report.evaluations().get(0).losses().total() * 4);
        assertThat(contrast(outcome.picture())).isGreaterThan(5);
    }

    @Test
    void weightsThatOverflowAreRefusedByName() {
        TransferOptions options = options()
                .size(48)
                .preset(Preset.REPORT)
                .styleWeight(1e12)
                .contentWeight(1e12)
                .tvWeight(1e12)
                .evaluations(3)
                .build();
        // Either it is finite, or the option is named; never a painting of nothing.
        try {
            assertThat(paint(options, TransferListener.none()).report().losses().total())
                    .isFinite();
        } catch (InvalidOption named) {
            assertThat(named.option()).isEqualTo("styleWeight");
        }
    }

    @Test
    void aListenerStopsAfterAnEvaluation() {
        TransferOutcome outcome = paint(
                options().size(64).levels(2).evaluations(30).build(),
                evaluation -> evaluation.number() == 4 ? Directive.STOP : Directive.CONTINUE);
        assertThat(outcome.finished()).isFalse();
        assertThat(outcome.report().evaluations()).hasSize(4);
        assertThat(outcome.picture().width()).isEqualTo(32);
    }

    @Test
    void anotherThreadStopsWithinAnEvaluationAndTheSessionStaysUsable() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        List<TransferOutcome> outcomes = new ArrayList<>();
        Thread painting = new Thread(() -> outcomes.add(transfer.paint(
                options().size(256).levels(1).evaluations(10_000).build(),
                content(),
                List.of(style()),
                Optional.empty(),
                Optional.empty(),
                evaluation -> {
                    begun.countDown();
                    return Directive.CONTINUE;
                })));
        painting.start();
        begun.await();
        transfer.stop();
        painting.join();
        assertThat(outcomes.get(0).finished()).isFalse();
        assertThat(outcomes.get(0).report().losses().total()).isFinite();
        assertThat(paint(options().size(48).evaluations(2).build(), TransferListener.none())
                        .finished())
                .isTrue();
    }

    @Test
    void noiseIsSeeded() {
        TransferOptions.Builder noise = options().size(48).evaluations(2).start(Start.NOISE);
        Picture first = paint(noise.seed(1L).build(), TransferListener.none()).picture();
        assertThat(paint(noise.seed(1L).build(), TransferListener.none()).picture())
                .isEqualTo(first);
        assertThat(paint(noise.seed(2L).build(), TransferListener.none()).picture())
                .isNotEqualTo(first);
    }

    @ParameterizedTest
    @EnumSource(Preset.class)
    void everyPresetLowersItsLossWithItsOwnDefaults(Preset preset) {
        TransferOutcome outcome = paint(
                TransferOptions.builder()
                        .preset(preset)
                        .size(64)
                        .evaluations(30)
                        .build(),
                TransferListener.none());
        List<TransferReport.Row> rows = outcome.report().evaluations();
        assertThat(outcome.report().losses().total())
                .isLessThan(0.8 * rows.get(0).losses().total());
        assertThat(outcome.report().rollbacks()).hasSizeLessThan(5);
    }

    @Test
    void moreIntensityIsNearerToTheStyleAndFurtherFromThePhotograph() {
        List<Quality> rising = DoubleStream.of(20, 50, 80)
                .mapToObj(intensity -> paint(
                                options()
                                        .size(64)
                                        .evaluations(20)
                                        .intensity(intensity)
                                        .build(),
                                TransferListener.none())
                        .report()
                        .quality()
                        .orElseThrow())
                .toList();
        for (int i = 1; i < rising.size(); i++) {
            assertThat(rising.get(i).styleLeft().orElseThrow())
                    .isLessThan(rising.get(i - 1).styleLeft().orElseThrow());
            assertThat(rising.get(i).meanContent().orElseThrow())
                    .isGreaterThan(rising.get(i - 1).meanContent().orElseThrow());
        }
    }

    @ParameterizedTest
    @CsvSource({"QUADRATIC, 1e-3", "KERAS, 1e-4"})
    void moreSmoothingIsSmootherAndNoneIsAsIfItWereNotThere(TotalVariation tv, double weight) {
        TransferOptions.Builder options = options().size(48).evaluations(20).tv(tv);
        Picture without = paint(options.build(), TransferListener.none()).picture();
        Picture some =
                paint(options.tvWeight(weight).build(), TransferListener.none()).picture();
        Picture more = paint(options.tvWeight(30 * weight).build(), TransferListener.none())
                .picture();
        assertThat(paint(options.tvWeight(0.0).build(), TransferListener.none()).picture())
                .isEqualTo(without);
        assertThat(roughness(some)).isLessThan(0.9 * roughness(without));
        assertThat(roughness(more)).isLessThan(0.9 * roughness(some));
    }

    /** Mean difference of neighbours along rows, grey levels. */
    private static double roughness(Picture picture) {
        double sum = 0;
        for (int i = 1; i < picture.rgb().length; i++) {
            sum += i % picture.width() == 0 ? 0 : Math.abs(picture.rgb()[i] - picture.rgb()[i - 1]);
        }
        return sum / picture.rgb().length;
    }

    @Test
    void matchedPaintsAsIfTheStyleHadThePhotographsColours() {
        Picture red =
                new Picture(style().width(), style().height(), style().rgb().clone());
        int plane = red.width() * red.height();
        for (int i = 0; i < red.rgb().length; i++) {
            red.rgb()[i] *= i < plane ? 1 : 0.3f;
        }
        TransferOptions options = options().size(64).evaluations(10).build();
        TransferOptions matched = options.toBuilder().color(ColorMode.MATCHED).build();

        Picture painted = painted(matched, red);

        assertThat(painted).isEqualTo(painted(options, ColourMatching.match(red, content())));
        assertThat(redness(painted)).isBetween(redness(content()) - 8, redness(content()) + 8);
        assertThat(redness(painted(options, red))).isGreaterThan(redness(content()) + 25);
    }

    private static Picture painted(TransferOptions options, Picture style) {
        return transfer.paint(
                        options, content(), List.of(style), Optional.empty(), Optional.empty(), TransferListener.none())
                .picture();
    }

    /** How much more red there is than green and blue, on average, in grey levels. */
    private static double redness(Picture picture) {
        int plane = picture.width() * picture.height();
        double sum = 0;
        for (int i = 0; i < picture.rgb().length; i++) {
            sum += picture.rgb()[i] * (i < plane ? 1 : -0.5);
        }
        return sum / plane;
    }

    @Test
    void layerWeightsMustBeOneForEachLayerOfTheNetwork() {
        assertInvalid(
                options().styleLayerWeights(List.of(1.0, 2.0)).build(),
                "styleLayerWeights",
                "one weight for each of style1_1, style2_1, style3_1, style4_1, not 2");
    }

    @Test
    void optionsThatDoNotFitTheJobAreNamed() {
        assertInvalid(options().size(4096).build(), "size", "of memory; the budget is 1.00 GB");
        assertInvalid(
                options().styleWeights(List.of(1.0, 2.0)).build(), "styleWeights", "one weight for each style: 1");
        assertInvalid(options().start(Start.IMAGE).build(), "startImage", "needs a start image");
        assertInvalid(options().contentLayers(List.of("relu9_1")).build(), "contentLayers", "relu9_1");
        assertThatThrownBy(() -> transfer.paint(
                        options().size(100).build(),
                        Waves.of(1000, 30, 1),
                        List.of(style()),
                        Optional.empty(),
                        Optional.empty(),
                        TransferListener.none()))
                .isInstanceOf(InvalidOption.class)
                .hasMessageContaining("100 x 3")
                .hasMessageContaining("needs 8 pixels");
    }

    private static void assertInvalid(TransferOptions options, String option, String hint) {
        assertThatThrownBy(() -> paint(options, TransferListener.none()))
                .isInstanceOfSatisfying(InvalidOption.class, invalid -> assertThat(invalid.option())
                        .isEqualTo(option))
                .hasMessageContaining(hint);
    }

    private static TransferOutcome paint(TransferOptions options, TransferListener listener) {
        return transfer.paint(options, content(), List.of(style()), Optional.empty(), Optional.empty(), listener);
    }

    private static TransferOptions.Builder options() {
        return TransferOptions.builder();
    }

    private static Picture content() {
        return Waves.CONTENT;
    }

    private static Picture style() {
        return Waves.STYLE;
    }

    private static double contrast(Picture picture) {
        double sum = 0;
        double squares = 0;
        for (float value : picture.rgb()) {
            sum += value;
            squares += (double) value * value;
        }
        int n = picture.rgb().length;
        return Math.sqrt(squares / n - sum / n * sum / n);
    }
}
