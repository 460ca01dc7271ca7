package io.impasto.samples;

import java.awt.image.BufferedImage;
import java.io.IOException;
import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ClipGeneratorTest {

    /** Left of the balloon and below it. */
    @Test
    void theViewPansByWholePixels() throws IOException {
        BufferedImage landscape =
                ImageIO.read(ClipGeneratorTest.class.getResource("/META-INF/resources/samples/landscape.jpg"));
        BufferedImage before = ClipGenerator.frame(landscape, 3);
        BufferedImage after = ClipGenerator.frame(landscape, 4);
        for (int y = 110; y < after.getHeight(); y++) {
            for (int x = 0; x < after.getWidth() - 3; x++) {
                assertThat(after.getRGB(x, y)).as("%d, %d", x, y).isEqualTo(before.getRGB(x + 3, y));
            }
        }
    }
}
