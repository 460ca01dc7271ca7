package io.impasto.engine.transfer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

import io.impasto.engine.image.Opacity;
import io.impasto.engine.image.Picture;
import io.impasto.engine.objective.Guidance;
import io.impasto.engine.objective.Mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class GuidePicturesTest {
    private static final Picture CONTENT = Picture.filled(150, 100, 90, 90, 90);
    private static final List<Picture> STYLES =
            List.of(Picture.filled(90, 120, 90, 90, 90), Picture.filled(60, 60, 90, 90, 90));
    private static final Picture WHITE = Picture.filled(75, 50, 255, 255, 255);
    private static final float[] RED = {250, 10, 10};
    private static final float[] BLUE = {10, 10, 250};

    @Test
    void withoutMasksThereIsNoGuidance() {
        assertThat(GuidePictures.NONE.guidance(CONTENT, STYLES)).isEqualTo(Guidance.NONE);
        assertThat(masks(List.of(Optional.empty(), Optional.empty())).guidance(CONTENT, STYLES))
                .isEqualTo(Guidance.NONE);
    }

    @Test
    void aMaskThatIsLeftOutIsEverywhere() {
        Guidance guidance = masks(List.of(Optional.of(WHITE))).guidance(CONTENT, STYLES);
        assertThat(guidance.regions().get(0).area()).isCloseTo(1, within(1e-6));
        assertThat(guidance.regions().get(1)).isEqualTo(Mask.EVERYWHERE);
    }

    @Test
    void aMaskThatDoesNotFitIsRefusedWithBothSizes() {
        assertRefused(
                masks(List.of(Optional.empty(), Optional.of(STYLES.get(0)))),
                "contentMasks: mask 2 has 90 x 120 pixels and the content image 150 x 100; they must have one aspect");
        assertRefused(
                new GuidePictures(List.of(), List.of(Optional.of(WHITE)), Optional.empty(), List.of()),
                "styleMasks: mask 1 has 75 x 50 pixels and style image 1 90 x 120; they must have one aspect");
    }

    @Test
    void whatWouldPaintNothingIsRefused() {
        assertRefused(
                masks(List.of(Optional.of(Picture.filled(150, 100, 4, 4, 4)))),
                "contentMasks: mask 1 is black all over, so that nothing would be painted by it");
        assertRefused(
                masks(List.of(Optional.of(WHITE), Optional.of(WHITE), Optional.of(WHITE))),
                "contentMasks must hold one mask for each style at most: 2, not 3");
        assertRefused(
                new GuidePictures(List.of(), List.of(), Optional.of(WHITE), List.of(filled(RED), filled(BLUE))),
                "styleRegions: map 1 has 60 x 60 pixels and style image 1 90 x 120; they must have one aspect");
    }

    @Test
    void masksAndRegionsDoNotGoTogether() {
        assertRefused(
                new GuidePictures(List.of(Optional.of(WHITE)), List.of(), Optional.of(WHITE), List.of()),
                "contentRegions and styleRegions do not go with contentMasks and styleMasks");
        assertRefused(
                new GuidePictures(List.of(), List.of(), Optional.of(WHITE), List.of()),
                "styleRegions must hold one map for each style: 2, not 0");
        assertRefused(
                new GuidePictures(List.of(), List.of(), Optional.empty(), List.of(filled(RED))),
                "styleRegions need contentRegions, a map of the content image");
    }

    @Test
    void whatIsTransparentOfAStyleCountsForNothing() {
        Opacity left = new Opacity(60, 60, new float[3600]);
        for (int i = 0; i < 3600; i++) {
            left.values()[i] = i % 60 < 30 ? 1 : 0;
        }
        List<Optional<Opacity>> seen = List.of(Optional.empty(), Optional.of(left));
        Picture upper = Picture.filled(60, 60, 0, 0, 0);
        for (int i = 0; i < upper.rgb().length; i++) {
            upper.rgb()[i] = i % 3600 < 1800 ? 255 : 0;
        }
        GuidePictures masked = new GuidePictures(
                List.of(), List.of(Optional.empty(), Optional.of(upper)), Optional.empty(), List.of());

        GuidePictures alone = GuidePictures.NONE.seeing(seen);

        assertThat(alone.styleMasks().get(0)).isEmpty();
        assertThat(Mask.of(alone.styleMasks().get(1).orElseThrow()).area()).isCloseTo(0.5, within(1e-6));
        assertThat(Mask.of(masked.seeing(seen).styleMasks().get(1).orElseThrow())
                        .area())
                .as("of what is seen, what the mask shows")
                .isCloseTo(0.25, within(1e-6));
        assertThat(masked.seeing(List.of(Optional.empty(), Optional.empty()))).isSameAs(masked);
        alone.guidance(CONTENT, STYLES);
    }

    /** The left third of the map is red, the rest blue, the edge between them mixed. */
    @Test
    void regionsOfOneColourBelongTogether() {
        float[] rgb = new float[3 * 150 * 100];
        for (int i = 0; i < rgb.length; i++) {
            int c = i / 15_000;
            double blue = Math.max(0, Math.min(1, (i % 150 - 49) / 3.0));
            rgb[i] = (float) (RED[c] + blue * (BLUE[c] - RED[c]));
        }
        Guidance guidance = new GuidePictures(
                        List.of(),
                        List.of(),
                        Optional.of(new Picture(150, 100, rgb)),
                        List.of(Picture.filled(90, 120, 20, 0, 240), filled(new float[] {0, 255, 0})))
                .guidance(CONTENT, STYLES);
        assertThat(guidance.size()).isEqualTo(2);
        assertThat(guidance.regions().get(0).area()).isCloseTo(2 / 3.0, within(0.02));
        assertThat(guidance.regions().get(1).area()).isCloseTo(1 / 3.0, within(0.02));
        assertThat(guidance.styles().get(0).get(0)).isPresent();
        assertThat(guidance.styles().get(0).get(1)).isEmpty();
        assertThat(guidance.styles().get(1)).allMatch(Optional::isEmpty);
    }

    /** Three of eight colours in places by chance, of shares that differ. */
    @Property(tries = 30)
    void whichColoursTellRegionsApartDoesNotCount(@ForAll long seed) {
        assertThat(mapped(seed, List.of(6, 0, 3))).isEqualTo(mapped(seed, List.of(1, 7, 2)));
        assertThat(mapped(seed, List.of(6, 0, 3)).regions().stream().mapToDouble(Mask::area))
                .containsExactly(2 / 3.0, 7 / 30.0, 0.1);
    }

    private static Guidance mapped(long seed, List<Integer> colours) {
        Random random = new Random(seed);
        return new GuidePictures(
                        List.of(),
                        List.of(),
                        Optional.of(map(random, colours, 30, 20)),
                        List.of(map(random, colours, 18, 24), map(random, colours, 20, 20)))
                .guidance(CONTENT, STYLES);
    }

    /** @param colours corners of the cube of red, green and blue, 0 to 7 */
    private static Picture map(Random random, List<Integer> colours, int width, int height) {
        int plane = width * height;
        List<Integer> regions = new ArrayList<>();
        for (int i = 0; i < plane; i++) {
            regions.add(i < plane / 10 ? 2 : i < plane / 3 ? 1 : 0);
        }
        Collections.shuffle(regions, random);
        float[] rgb = new float[3 * plane];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (colours.get(regions.get(i % plane)) >> i / plane & 1) == 1 ? 250 : 5;
        }
        return new Picture(width, height, rgb);
    }

    @Test
    void mapsWithoutACommonColourAreRefused() {
        assertRefused(
                new GuidePictures(
                        List.of(),
                        List.of(),
                        Optional.of(Picture.filled(150, 100, 250, 10, 10)),
                        List.of(Picture.filled(90, 120, 20, 0, 240), filled(BLUE))),
                "styleRegions: no style's map has a colour of the content's, which are #fa0a0a");
    }

    private static GuidePictures masks(List<Optional<Picture>> content) {
        return new GuidePictures(content, List.of(), Optional.empty(), List.of());
    }

    private static Picture filled(float[] colour) {
        return Picture.filled(60, 60, colour[0], colour[1], colour[2]);
    }

    private static void assertRefused(GuidePictures guides, String message) {
        assertThatThrownBy(() -> guides.guidance(CONTENT, STYLES))
                .isInstanceOf(InvalidOption.class)
                .hasMessage(message);
    }
}
