package io.impasto.engine.objective;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.impasto.autodiff.Tensor;
import io.impasto.engine.image.Picture;
import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.network.Models;

import static org.assertj.core.api.Assertions.assertThat;

class LatelyTest {
    private static final List<Optional<Mask>> WHOLE = List.of(Optional.of(Mask.EVERYWHERE));

    private final Lately lately = new Lately();
    private int computed;

    @Test
    void thePictureThatWasSeenIsNotLookedAtAgain() {
        assertThat(see(grey(1), WHOLE)).isSameAs(see(grey(1), WHOLE));
        assertThat(computed).isOne();
    }

    @Test
    void anotherPictureAnotherPartAndOneThatWasPaintedOnAre() {
        Picture picture = grey(1);
        see(picture, WHOLE);
        see(grey(2), WHOLE);
        see(picture, List.of(Optional.empty()));
        assertThat(computed).isEqualTo(3);

        picture.rgb()[0] = 7;
        see(picture, WHOLE);
        assertThat(computed).isEqualTo(4);
        see(grey(1), WHOLE);
        assertThat(computed).isEqualTo(4);
    }

    @Test
    void fewAreKeptAndNoneThatTakesMuchMemory() {
        for (int i = 0; i < 9; i++) {
            see(grey(i), WHOLE);
        }
        see(grey(8), WHOLE);
        assertThat(computed).isEqualTo(9);
        see(grey(0), WHOLE);
        assertThat(computed).isEqualTo(10);

        Picture small = grey(20);
        lately.of(small, WHOLE, () -> targets(1 << 20));
        lately.of(small, WHOLE, () -> targets(1 << 20));
        assertThat(computed).isEqualTo(12);
        Picture large = Picture.filled(600, 600, 1, 1, 1);
        see(large, WHOLE);
        see(large, WHOLE);
        assertThat(computed).isEqualTo(14);
    }

    @Test
    void whatIsForgottenIsLookedAtAgain() {
        see(grey(1), WHOLE);
        lately.forget();
        see(grey(1), WHOLE);
        assertThat(computed).isEqualTo(2);
    }

    @Test
    void problemsThatDifferInTheirWeightsShareTheirTargets() {
        Picture content = Picture.filled(64, 48, 20, 120, 200);
        List<Style> styles = List.of(new Style(Picture.filled(48, 64, 200, 120, 40), 1));
        FeatureNetwork slim = Models.standard().named(Models.BUILT_IN);
        ObjectiveSpec faint = Benchmark.objective(slim);
        ObjectiveSpec strong = new ObjectiveSpec(
                faint.formula(),
                faint.pooling(),
                faint.contentLayers(),
                faint.styleLayers(),
                faint.contentWeight(),
                2 * faint.styleWeight(),
                faint.contentLayerWeights(),
                faint.styleLayerWeights(),
                faint.tv(),
                faint.tvWeight());
        try (Evaluator evaluator = Evaluator.open(slim, Layout.of(faint))) {
            Goals first = ((WholeProblem) evaluator.problem(faint, content, styles))
                    .targets()
                    .goals();
            Goals second = ((WholeProblem) evaluator.problem(strong, content, styles))
                    .targets()
                    .goals();
            assertThat(second.content()).isSameAs(first.content());
            assertThat(second.styles().get(0)).isSameAs(first.styles().get(0));
        }
    }

    private Map<String, Tensor> see(Picture picture, List<Optional<Mask>> parts) {
        return lately.of(picture, parts, () -> targets(1));
    }

    private Map<String, Tensor> targets(int length) {
        computed++;
        return Map.of("s", Tensor.of(new float[length], length));
    }

    private static Picture grey(int level) {
        return Picture.filled(4, 3, level, level, level);
    }
}
