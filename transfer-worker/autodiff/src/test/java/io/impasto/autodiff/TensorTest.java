package io.impasto.autodiff;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TensorTest {
    @ParameterizedTest
    @EnumSource(DataType.class)
    void everyTypeKeepsSmallNumbers(DataType type) {
        Tensor tensor = Tensor.allocate(type, 2);
        tensor.put(1, 1);
        assertThat(tensor.get(0)).isZero();
        assertThat(tensor.get(1)).isEqualTo(1);
        assertThat(tensor.elements()).isEqualTo(2);
    }

    @Test
    void everyHalfSurvivesTheWayThroughFloat() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            float value = HalfPrecision.toFloat((short) bits);
            if (!Float.isNaN(value)) {
                assertThat(HalfPrecision.of(value)).isEqualTo((short) bits);
            }
        }
        assertThat(HalfPrecision.toFloat(HalfPrecision.of(Float.NaN))).isNaN();
    }

    @Property(tries = 1000, seed = "7")
    void aFloatIsRoundedToTheNearestHalf(@ForAll float value) {
        float half = HalfPrecision.toFloat(HalfPrecision.of(value));
        if (Math.abs(value) >= 65520) {
            assertThat(half).isEqualTo(Math.copySign(Float.POSITIVE_INFINITY, value));
        } else {
            assertThat(Math.abs(half - value)).isLessThanOrEqualTo(Math.max(Math.abs(value) * 0x1p-11f, 0x1p-25f));
        }
    }

    @Test
    void elementsThatDoNotFitTheShapeAreRefused() {
        assertThatThrownBy(() -> Tensor.of(new float[5], 2, 3)).hasMessageContaining("[2, 3]");
        assertThatThrownBy(() -> Tensor.allocate(-1)).hasMessageContaining("[-1]");
        assertThatThrownBy(() -> Tensor.allocate(1L << 40, 1L << 40)).hasMessageContaining("too large");
        assertThatThrownBy(() -> Tensor.allocate(2).doubles()).hasMessageContaining("FLOAT");
    }
}
