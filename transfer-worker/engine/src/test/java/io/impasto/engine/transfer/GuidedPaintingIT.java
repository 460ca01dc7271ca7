package io.impasto.engine.transfer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.impasto.engine.colour.ColourMatching;
import io.impasto.engine.image.Picture;
import io.impasto.engine.image.Resampling;
import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.network.Models;
import io.impasto.engine.objective.Evaluator;
import io.impasto.engine.objective.Guidance;
import io.impasto.engine.objective.Layout;
import io.impasto.engine.objective.Mask;
import io.impasto.engine.objective.ObjectiveSpec;
import io.impasto.engine.objective.Style;
import io.impasto.engine.quality.Quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** Paintings of which each part takes after its own style. */
class GuidedPaintingIT {
    private static final List<Picture> STYLES = List.of(Waves.STYLE, Waves.OTHER_STYLE);
    private static final Picture LEFT = half(true);
    private static final Picture RIGHT = half(false);
    private static final TransferOptions OPTIONS =
            TransferOptions.builder().size(96).levels(2).evaluations(30).build();

    private static FeatureNetwork network;
    private static StyleTransfer transfer;

    @BeforeAll
    static void open() {
        network = Models.standard().named(Models.BUILT_IN);
        transfer = StyleTransfer.open(network);
    }

    @AfterAll
    static void close() {
        transfer.close();
    }

    @Test
    void eachRegionComesNearerToItsOwnStyle() {
        assertHalves(masks(LEFT, RIGHT), masks(RIGHT, LEFT));
    }

    /** Left is black and right is white on the map; of the styles one is black all over, the other white. */
    @Test
    void regionsOfOneColourTakeAfterEachOther() {
        assertHalves(maps(RIGHT), maps(LEFT));
    }

    private static GuidePictures masks(Picture first, Picture second) {
        return new GuidePictures(
                List.of(Optional.of(first), Optional.of(second)), List.of(), Optional.empty(), List.of());
    }

    private static GuidePictures maps(Picture content) {
        return new GuidePictures(
                List.of(),
                List.of(),
                Optional.of(content),
                List.of(Picture.filled(90, 120, 0, 0, 0), Picture.filled(100, 80, 255, 255, 255)));
    }

    /** @param turned the same with one style in the other's place */
    private static void assertHalves(GuidePictures guides, GuidePictures turned) {
        TransferOutcome outcome = paint(OPTIONS, guides, Optional.empty(), TransferListener.none());
        Picture painting = outcome.picture();
        List<Picture> halves = List.of(LEFT, RIGHT);
        for (int k = 0; k < 2; k++) {
            double own = distance(painting, halves.get(k), STYLES.get(k));
            double other = distance(painting, halves.get(k), STYLES.get(1 - k));
            assertThat(own).as("region %d", k + 1).isLessThan(other / 2);
        }
        assertReported(outcome, guides, turned);
    }

    /** Each region is nearer to its own style than the other region is, and than the photograph was. */
    private static void assertReported(TransferOutcome outcome, GuidePictures guides, GuidePictures turned) {
        Quality quality = outcome.report().quality().orElseThrow();
        Quality other = transfer.judge(OPTIONS, Waves.CONTENT, STYLES, turned, outcome.picture());
        assertThat(quality.regions()).hasSize(2);
        for (int k = 0; k < 2; k++) {
            Quality.Region own = after(k, quality);
            assertThat(own.area()).isCloseTo(0.5, within(0.01));
            assertThat(own.styleLeft().orElseThrow()).isLessThan(0.3);
            after(k, other).style().forEach((layer, distance) -> assertThat(
                            own.style().get(layer).distance())
                    .as(layer)
                    .isLessThan(distance.distance() / 2));
        }
        assertThat(transfer.judge(OPTIONS, Waves.CONTENT, STYLES, guides, outcome.picture())
                        .regions())
                .as("what is judged later")
                .isEqualTo(quality.regions());
    }

    private static Quality.Region after(int style, Quality quality) {
        return quality.regions().stream()
                .filter(region -> region.shares().get(style) == 1)
                .findFirst()
                .orElseThrow();
    }

    /** A region that is the whole painting is judged as the painting is. */
    @Test
    void aWhiteMaskIsJudgedAsTheWhole() {
        Picture white = Picture.filled(15, 10, 255, 255, 255);
        Quality quality = transfer.judge(
                OPTIONS,
                Waves.CONTENT,
                STYLES,
                new GuidePictures(List.of(Optional.of(white)), List.of(), Optional.empty(), List.of()),
                Waves.of(96, 64, 3));
        for (int k = 0; k < 2; k++) {
            Map<String, Quality.StyleDistance> whole = quality.styles().get(k);
            assertThat(quality.regions().get(k).style()).hasSameSizeAs(whole).allSatisfy((layer, distance) -> {
                double expected = whole.get(layer).distance();
                assertThat(distance.distance()).isCloseTo(expected, within(1e-3 * expected));
            });
        }
    }

    /** The style terms of a painting's region, had it all of one style. */
    private static double distance(Picture painting, Picture region, Picture style) {
        ObjectiveSpec objective = OPTIONS.objective(network).guided(1);
        try (Evaluator evaluator = Evaluator.open(network, Layout.of(objective))) {
            return evaluator
                    .problem(
                            objective,
                            painting,
                            List.of(new Style(Resampling.resizeToLongSide(style, 96), 1)),
                            Guidance.each(List.of(Mask.of(region)), List.of(Mask.EVERYWHERE)),
                            OptionalInt.empty())
                    .evaluate(painting.rgb(), new float[painting.rgb().length])
                    .style()
                    .values()
                    .stream()
                    .mapToDouble(Double::doubleValue)
                    .sum();
        }
    }

    @Test
    void theMoreAStyleWeighsTheNearerThePaintingComesToIt() {
        List<Quality> turning = Stream.of(List.of(4.0, 1.0), List.of(1.0, 1.0), List.of(1.0, 4.0))
                .map(weights -> paint(
                                OPTIONS.toBuilder()
                                        .size(64)
                                        .levels(1)
                                        .evaluations(15)
                                        .styleWeights(weights)
                                        .build(),
                                GuidePictures.NONE,
                                Optional.empty(),
                                TransferListener.none())
                        .report()
                        .quality()
                        .orElseThrow())
                .toList();
        for (int i = 1; i < turning.size(); i++) {
            assertThat(far(turning.get(i), 0)).isGreaterThan(far(turning.get(i - 1), 0));
            assertThat(far(turning.get(i), 1)).isLessThan(far(turning.get(i - 1), 1));
        }
    }

    /** Mean over the layers of what is left of the distance to one style. */
    private static double far(Quality quality, int style) {
        return quality.styles().get(style).values().stream()
                .mapToDouble(Quality.StyleDistance::left)
                .average()
                .orElseThrow();
    }

    /** Each style has the whole photograph's colours, not those of where it goes. */
    @Test
    void matchedPaintsUnderMasksAsIfTheStylesHadThePhotographsColours() {
        TransferOptions few = OPTIONS.toBuilder().levels(1).evaluations(4).build();
        Picture matched = paint(
                        few.toBuilder().color(ColorMode.MATCHED).build(),
                        masks(LEFT, RIGHT),
                        Optional.empty(),
                        TransferListener.none())
                .picture();
        List<Picture> coloured = STYLES.stream()
                .map(style -> ColourMatching.match(style, Waves.CONTENT))
                .toList();
        assertThat(transfer.paint(
                                few,
                                Waves.CONTENT,
                                coloured,
                                masks(LEFT, RIGHT),
                                Optional.empty(),
                                Optional.empty(),
                                TransferListener.none())
                        .picture())
                .isEqualTo(matched);
    }

    @Test
    void aCheckpointOfOtherMasksIsRefused() {
        TransferOptions few = OPTIONS.toBuilder().evaluations(4).build();
        GuidePictures left = new GuidePictures(List.of(Optional.of(LEFT)), List.of(), Optional.empty(), List.of());
        GuidePictures second =
                new GuidePictures(List.of(Optional.empty(), Optional.of(LEFT)), List.of(), Optional.empty(), List.of());
        AtomicReference<Checkpoint> kept = new AtomicReference<>();
        TransferOutcome through = paint(few, left, Optional.empty(), evaluation -> {
            if (evaluation.number() == 2) {
                kept.set(evaluation.checkpoint());
            }
            return Directive.CONTINUE;
        });
        for (GuidePictures others : List.of(second, GuidePictures.NONE)) {
            assertThatThrownBy(() -> paint(few, others, Optional.of(kept.get()), TransferListener.none()))
                    .isInstanceOf(CheckpointRefused.class)
                    .hasMessageContaining("pictures or networks differ");
        }
        assertThat(paint(few, left, Optional.of(kept.get()), TransferListener.none())
                        .picture())
                .isEqualTo(through.picture());
    }

    /** Nobody looks at a style of weight 0, of whatever size, until it gets a weight. */
    @Test
    void aStyleOfWeightZeroMayBeTinyAndGetAWeightLater() {
        TransferOptions few = OPTIONS.toBuilder()
                .levels(1)
                .evaluations(6)
                .styleWeights(List.of(1.0, 0.0))
                .build();
        List<Picture> styles = List.of(Waves.STYLE, Picture.filled(2, 1, 90, 30, 60));
        TransferOutcome alone = transfer.paint(
                few.toBuilder().styleWeights(null).build(),
                Waves.CONTENT,
                styles.subList(0, 1),
                Optional.empty(),
                Optional.empty(),
                TransferListener.none());
        TransferOutcome beside =
                transfer.paint(few, Waves.CONTENT, styles, Optional.empty(), Optional.empty(), TransferListener.none());
        assertThat(beside.picture()).isEqualTo(alone.picture());

        TransferOutcome raised =
                transfer.paint(few, Waves.CONTENT, styles, Optional.empty(), Optional.empty(), evaluation -> {
                    if (evaluation.number() == 3) {
                        transfer.reweight(TransferOptions.builder()
                                .styleWeights(List.of(1.0, 2.0))
                                .build());
                    }
                    return Directive.CONTINUE;
                });
        assertThat(raised.report().reweightings()).hasSize(1);
        assertThat(raised.picture()).isNotEqualTo(alone.picture());
    }

    @Test
    void aPlanTakesTheRegionsIntoAccount() {
        GuidePictures left = new GuidePictures(List.of(Optional.of(LEFT)), List.of(), Optional.empty(), List.of());
        Plan without = transfer.plan(OPTIONS, Waves.CONTENT, STYLES, Optional.empty());
        Plan with = transfer.plan(OPTIONS, Waves.CONTENT, STYLES, left, Optional.empty());
        assertThat(with.peakBytes()).isGreaterThan(without.peakBytes());
        assertThat(with.seconds().orElseThrow()).isPositive();
    }

    private static TransferOutcome paint(
            TransferOptions options, GuidePictures guides, Optional<Checkpoint> resume, TransferListener listener) {
        return transfer.paint(options, Waves.CONTENT, STYLES, guides, Optional.empty(), resume, listener);
    }

    /** White on one side, black on the other, with a soft edge of 10 pixels. */
    private static Picture half(boolean left) {
        int width = Waves.CONTENT.width();
        int height = Waves.CONTENT.height();
        float[] rgb = new float[3 * width * height];
        for (int i = 0; i < rgb.length; i++) {
            float grey = Math.max(0, Math.min(255, 255 * ((i % width - width / 2) / 10f + 0.5f)));
            rgb[i] = left ? 255 - grey : grey;
        }
        return new Picture(width, height, rgb);
    }
}
