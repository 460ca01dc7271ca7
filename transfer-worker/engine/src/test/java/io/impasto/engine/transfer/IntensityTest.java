package io.impasto.engine.transfer;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

import io.impasto.engine.network.FeatureNetwork;
import io.impasto.engine.network.Models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
