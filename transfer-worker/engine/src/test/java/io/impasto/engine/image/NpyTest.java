package io.impasto.engine.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NpyTest {

    @Property(tries = 100)
    void float64ComesBackAsItWas(@ForAll @Size(max = 60) double[] values) {
        Npy array = new Npy(new int[] {values.length}, values);

        assertThat(Npy.parse(array.toFloat64())).isEqualTo(array);
    }

    @Property(tries = 100)
    void picturesComeBackFromFloat32(
            @ForAll @IntRange(min = 1, max = 20) int width,
            @ForAll @IntRange(min = 1, max = 20) int height,
            @ForAll float value) {
        Picture picture = Picture.filled(width, height, value, 1.5f, -value);

        byte[] file = Npy.of(picture).toFloat32();

        assertThat(Npy.parse(file).toPicture()).isEqualTo(picture);
        assertThat((file.length - 4 * picture.rgb().length) % 64)
                .as("data begins aligned")
                .isZero();
    }

    @Test
    void scalarsAndEmptyArraysHaveShapesToo() {
        assertThat(Npy.parse(new Npy(new int[0], new double[] {4}).toFloat32()).values())
                .containsExactly(4);
        assertThat(Npy.parse(new Npy(new int[] {3, 0, 2}, new double[0]).toFloat64())
                        .shape())
                .containsExactly(3, 0, 2);
    }

    @Test
    void whatIsNotSuchAnArrayIsRefusedInOneLine() {
        byte[] good = new Npy(new int[] {2}, new double[] {1, 2}).toFloat32();

        assertThatThrownBy(() -> Npy.parse(new byte[] {1, 2, 3})).hasMessage("not a .npy array");
        assertThatThrownBy(() -> Npy.parse(Arrays.copyOf(good, good.length - 1)))
                .hasMessage("the array needs 8 bytes but the file has 7");
        assertThatThrownBy(() -> Npy.parse(Arrays.copyOf(good, 40))).hasMessage("the .npy header is cut off");
        assertThatThrownBy(() -> Npy.parse(changed(good, "'<f4'", "'<i4'")))
                .hasMessageContaining("only float32 and float64");
        assertThatThrownBy(() -> Npy.parse(changed(good, "False", "True "))).hasMessageContaining("C order");
        assertThatThrownBy(() -> Npy.parse(changed(good, "(2,), }          ", "(99999,99999,99),}")))
                .hasMessageContaining("bytes but the file has");
        assertThatThrownBy(() -> new Npy(new int[] {1, 2, 2}, new double[4]).toPicture())
                .hasMessageContaining("3 x H x W");
    }

    private static byte[] changed(byte[] file, String from, String to) {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        assertThat(text).contains(from);
        return text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
    }
}
