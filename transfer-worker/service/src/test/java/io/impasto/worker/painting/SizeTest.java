package io.impasto.worker.painting;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SizeTest {

    @ParameterizedTest
    @CsvSource({"4000, 3000, 256, 256, 192", "300, 400, 64, 48, 64", "100, 100, 512, 512, 512", "10000, 1, 32, 32, 1"})
    void keepsTheContentsShape(int width, int height, int longSide, int paintedWidth, int paintedHeight) {
        assertThat(Size.of(width, height, longSide)).isEqualTo(new Size(paintedWidth, paintedHeight));
    }
}
