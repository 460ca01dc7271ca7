package io.impasto.engine.transfer;

import java.util.List;
import java.util.Optional;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

import io.impasto.engine.image.ImageException;
import io.impasto.engine.image.Picture;
import io.impasto.engine.image.Resampling;
import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.network.Models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class StyleScaleTest {
    private static final FeatureNetwork SLIM = Models.standard().named(Models.BUILT_IN);
    private static final Picture CONTENT = Picture.filled(96, 64, 10, 20, 30);
    private static final Picture STYLE = Picture.filled(60, 120, 200, 100, 50);
    private static final Pyramid.Level LEVEL = new Pyramid.Level(1, 96, 64, 1, 1);

    @Test
    void scaleOneIsAsIfThereWereNone() {
        Picture style = styleAt(1);
        assertThat(style.rgb())
                .isEqualTo(Resampling.resizeInLight(STYLE, 48, 96).rgb());
        assertThat(options(1))
                .isEqualTo(TransferOptions.builder().size(96).build().resolve(SLIM));
        assertThat(options(1).styleSide(96)).isEqualTo(96);
    }

    @Property(tries = 30)
    void aStyleIsAsMuchLongerThanThePainting(@ForAll @DoubleRange(min = 0.25, max = 4) double scale) {
        Picture style = styleAt(scale);
        assertThat((double) style.height()).isCloseTo(scale * 96, within(0.5));
        assertThat((long) style.width() * style.height()).isEqualTo(pictures().largestStyle(LEVEL, options(scale)));
        assertThat(options(scale).styleSide(96)).isGreaterThanOrEqualTo(Math.max(96, style.height()));
    }

    @Test
    void aStyleThatTheNetworkCannotSeeIsRefusedWithItsScale() {
        PictureSizes sizes = new PictureSizes("vgg19-slim", 16, options(0.25), 96);
        assertThatThrownBy(() -> sizes.require(CONTENT, List.of(STYLE)))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining(
                        "12 x 24 pixels at size 96 and style scale 0.25, and network vgg19-slim needs 16");
    }

    private static Picture styleAt(double scale) {
        return pictures().styles(LEVEL, options(scale), 1).get(0).picture();
    }

    private static Pictures pictures() {
        return new Pictures(CONTENT, List.of(STYLE), Optional.empty());
    }

    private static TransferOptions options(double scale) {
        return TransferOptions.builder().size(96).styleScale(scale).build().resolve(SLIM);
    }
}
