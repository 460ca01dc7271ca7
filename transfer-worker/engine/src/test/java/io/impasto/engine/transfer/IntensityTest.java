package io.impasto.engine.transfer;

import java.util.List;
import java.util.Optional;
import java.util.Random;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

import io.impasto.engine.image.Picture;
import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.network.Models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class IntensityTest {
    private static final FeatureNetwork SLIM = Models.standard().named(Models.BUILT_IN);

    @Property(tries = 200)
    void moreIntensityIsMoreWeight(
            @ForAll @DoubleRange(max = 100) double one, @ForAll @DoubleRange(max = 100) double other) {
        int order = Double.compare(weight(one), weight(other));
        assertThat(order).isEqualTo(one == other ? 0 : Double.compare(one, other));
    }

    @Test
    void withoutItThePresetsWeightStays() {
        assertThat(TransferOptions.defaults().resolve(SLIM).styleWeight()).isEqualTo(300);
    }

    @Test
    void noneLeavesThePhotographAsItIs() {
        Random random = new Random(1);
        float[] rgb = new float[3 * 64 * 48];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = random.nextInt(256);
        }
        Picture photograph = new Picture(64, 48, rgb);
        TransferOptions options = TransferOptions.builder()
                .size(64)
                .evaluations(10)
                .intensity(0.0)
                .build();
        try (StyleTransfer transfer = StyleTransfer.open(SLIM)) {
            Picture painted = transfer.paint(
                            options,
                            photograph,
                            List.of(Picture.filled(64, 48, 200, 120, 40)),
                            Optional.empty(),
                            Optional.empty(),
                            TransferListener.none())
                    .picture();
            assertThat(painted.rgb()).containsExactly(rgb, within(0.5f));
        }
        assertThat(TransferOptions.builder()
                        .size(512)
                        .intensity(0.0)
                        .build()
                        .resolve(SLIM)
                        .levels())
                .isOne();
    }

    @Test
    void twiceTheSizeIsTwiceTheWeight() {
        assertThat(Intensity.styleWeight(60.0, SLIM, 512)).isEqualTo(2 * Intensity.styleWeight(60.0, SLIM, 256));
    }

    @Test
    void whatIsFilledInSaysTheWeightInItsPlace() {
        TransferOptions filled =
                TransferOptions.builder().intensity(50.0).build().resolve(SLIM);
        assertThat(filled.intensity()).isNull();
        assertThat(filled.styleWeight()).isEqualTo(weight(50));
        assertThat(filled.resolve(SLIM)).isEqualTo(filled);
    }

    @Test
    void itChangesWhileAPictureIsPaintedAsTheWeightDoes() {
        TransferOptions filled = TransferOptions.defaults().resolve(SLIM);
        TransferOptions change = TransferOptions.builder().intensity(40.0).build();
        TransferOptions changed = Reweighting.apply(filled, change, SLIM);
        assertThat(changed).isEqualTo(filled.toBuilder().styleWeight(weight(40)).build());
        assertThat(Reweighting.differences(filled, changed)).containsExactly("styleWeight");
        TransferOptions gatys =
                TransferOptions.builder().preset(Preset.GATYS).build().resolve(SLIM);
        assertThatThrownBy(() -> Reweighting.apply(gatys, change, SLIM))
                .isInstanceOf(InvalidOption.class)
                .hasMessageContaining("studio alone, not with gatys");
    }

    private static double weight(double intensity) {
        return Intensity.styleWeight(intensity, SLIM, OptionDefaults.SIZE);
    }
}
