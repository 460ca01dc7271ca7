package io.impasto.engine.quality;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.impasto.autodiff.Tensor;
import io.impasto.engine.image.Picture;
import io.impasto.engine.objective.Appearance;
import io.impasto.engine.objective.Guidance;
import io.impasto.engine.objective.Mask;
import io.impasto.engine.objective.Style;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** An eye that sees a picture's red in its one feature and Gram matrix. */
class AppraiserTest {
    private static final Mask LEFT = new Mask(2, 1, new float[] {1, 0});
    private static final Mask RIGHT = new Mask(2, 1, new float[] {0, 1});

    @Test
    void theContentItselfHasAllOfTheStyleDistanceLeft() {
        Quality quality = appraise(40, 40, new Style(grey(100), 1));

        assertThat(quality.style().get("s").left()).isEqualTo(1);
        assertThat(quality.content()).containsEntry("c", 0.0);
        assertThat(quality.cfsd()).containsEntry("c", 0.0);
        assertThat(quality.ssim()).isCloseTo(1, within(1e-9));
    }

    @Test
    void theStyleItselfHasNoneLeft() {
        Quality quality = appraise(40, 100, new Style(grey(100), 1));

        assertThat(quality.style().get("s")).isEqualTo(new Quality.StyleDistance(0.0, 0.0));
        assertThat(quality.content().get("c")).isCloseTo(2.25, within(1e-6));
    }

    @Test
    void distancesAreRelativeToTheStyleAndToTheContentsOwn() {
        Quality.StyleDistance distance =
                appraise(40, 70, new Style(grey(100), 1)).style().get("s");

        assertThat(distance.distance()).isCloseTo(0.09, within(1e-6));
        assertThat(distance.left()).isCloseTo(0.25, within(1e-6));
    }

    @Test
    void severalStylesAreJudgedBlendedByTheirSharesAndEachAlone() {
        Quality quality = appraise(0, 50, new Style(grey(40), 3), new Style(grey(80), 1));

        assertThat(quality.style().get("s").distance()).isCloseTo(0, within(1e-9));
        assertThat(quality.styles()).hasSize(2);
        assertThat(quality.styles().get(0).get("s").distance()).isCloseTo(0.0625, within(1e-6));
        assertThat(quality.styles().get(1).get("s").distance()).isCloseTo(0.140625, within(1e-6));
    }

    /** The painting is 70 on the left and 150 on the right; the photograph is 40. */
    @Test
    void eachRegionIsJudgedByItselfAgainstItsOwnStyle() {
        Quality quality = appraise(
                grey(40),
                Guidance.each(List.of(LEFT, RIGHT), List.of(Mask.EVERYWHERE, Mask.EVERYWHERE)),
                halves(70, 150),
                new Style(grey(100), 1),
                new Style(grey(200), 1));

        assertThat(quality.regions()).extracting(Quality.Region::area).containsExactly(0.5, 0.5);
        assertThat(quality.regions())
                .extracting(Quality.Region::shares)
                .containsExactly(List.of(1.0, 0.0), List.of(0.0, 1.0));
        assertThat(quality.regions().get(0).style().get("s").distance()).isCloseTo(0.09, within(1e-6));
        assertThat(quality.regions().get(0).styleLeft().orElseThrow()).isCloseTo(0.25, within(1e-6));
        assertThat(quality.regions().get(1).style().get("s").distance()).isCloseTo(0.0625, within(1e-6));
        assertThat(quality.toJson().at("/regions/1/style/s/distance").asDouble())
                .isCloseTo(0.0625, within(1e-6));
    }

    /** A style of two halves: the left of the painting is after its right; for the other half there is none. */
    @Test
    void aRegionIsJudgedByTheStylesPartsForItAndOneWithoutByNone() {
        Guidance guidance = new Guidance(
                List.of(LEFT, RIGHT),
                List.of(List.of(Optional.of(RIGHT), Optional.empty()), List.of(Optional.of(LEFT), Optional.empty())));
        Quality quality =
                appraise(grey(40), guidance, halves(70, 150), new Style(halves(0, 50), 3), new Style(halves(90, 0), 1));

        assertThat(quality.regions().get(0).shares()).containsExactly(0.75, 0.25);
        assertThat(quality.regions().get(0).style().get("s").distance()).isCloseTo(1 / 36.0, within(1e-6));
        assertThat(quality.regions().get(1)).isEqualTo(new Quality.Region(0.5, List.of(0.0, 0.0), Map.of()));
        assertThat(quality.regions().get(1).styleLeft()).isEmpty();
    }

    @Test
    void withoutMasksThereAreNoRegions() {
        assertThat(appraise(40, 70, new Style(grey(100), 1)).regions()).isEmpty();
    }

    @Test
    void whatHasNoUnitIsLeftOutOfJsonAndMeans() {
        Quality quality = appraise(0, 20, new Style(grey(0), 1));

        assertThat(quality.style().get("s")).isEqualTo(new Quality.StyleDistance(null, null));
        assertThat(quality.content().get("c")).isNull();
        assertThat(quality.styleLeft()).isEmpty();
        assertThat(quality.meanContent()).isEmpty();
        assertThat(quality.toJson().at("/style/s")).isEmpty();
    }

    private static Quality appraise(float content, float painting, Style... styles) {
        return appraise(grey(content), Guidance.NONE, grey(painting), styles);
    }

    private static Quality appraise(Picture content, Guidance guidance, Picture painting, Style... styles) {
        return Appraiser.appraise(new Red(), content, List.of(styles), guidance, painting);
    }

    private static final class Red implements Appraiser.Eye {
        @Override
        public Appearance see(Picture picture, boolean features) {
            float red = picture.at(0, 0, 0);
            return new Appearance(
                    Map.of("c", Tensor.of(new float[] {red}, 1, 1, 1, 1)),
                    Map.of("s", Tensor.of(new float[] {red}, 1, 1)));
        }

        /** Of a part the red is that of its mask's lightest place, as far as masks are two pixels wide. */
        @Override
        public List<Map<String, Tensor>> grams(Picture picture, List<Optional<Mask>> parts) {
            return parts.stream()
                    .map(part -> part.map(mask -> picture.at(0, mask.values()[0] > 0 ? 0 : picture.width() - 1, 0))
                            .orElse(0f))
                    .map(red -> Map.of("s", Tensor.of(new float[] {red}, 1, 1)))
                    .toList();
        }
    }

    private static Picture halves(float left, float right) {
        float[] values = new float[3 * 12 * 12];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 12 < 6 ? left : right;
        }
        return new Picture(12, 12, values);
    }

    private static Picture grey(float value) {
        return Picture.filled(12, 12, value, value, value);
    }
}
