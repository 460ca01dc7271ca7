package io.impasto.engine.quality;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.impasto.autodiff.Tensor;
import io.impasto.engine.image.Picture;
import io.impasto.engine.objective.Appearance;
import io.impasto.engine.objective.Style;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** An eye that sees a picture's red in its one feature and Gram matrix. */
class AppraiserTest {

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
        return Appraiser.appraise(AppraiserTest::see, grey(content), List.of(styles), grey(painting));
    }

    private static Appearance see(Picture picture, boolean features) {
        float red = picture.at(0, 0, 0);
        return new Appearance(
                Map.of("c", Tensor.of(new float[] {red}, 1, 1, 1, 1)), Map.of("s", Tensor.of(new float[] {red}, 1, 1)));
    }

    private static Picture grey(float value) {
        return Picture.filled(12, 12, value, value, value);
    }
}
