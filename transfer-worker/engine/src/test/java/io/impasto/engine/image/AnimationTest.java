package io.impasto.engine.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class AnimationTest {

    @TempDir
    Path folder;

    /** What a viewer reads. */
    private record Shown(int frames, int width, int height, String lastDelay, int red) {}

    @Test
    void framesOfAllSizesAreShownAtTheLastOnesAndTheLastOneStays() throws IOException {
        Animation animation = new Animation();
        animation.add(Picture.filled(8, 6, 10, 20, 30));
        animation.add(Picture.filled(16, 12, 100, 20, 30));
        animation.add(Picture.filled(32, 24, 200, 20, 30));

        assertThat(shown(animation)).isEqualTo(new Shown(3, 32, 24, "200", 200));
    }

    @Test
    void aLongWayIsThinnedOutButEndsWhereItEnded() throws IOException {
        Animation animation = new Animation();
        for (int i = 0; i <= 200; i++) {
            animation.add(Picture.filled(4, 3, i, 0, 0));
        }

        Shown shown = shown(animation);

        assertThat(shown.frames()).isBetween(80, 161);
        assertThat(shown.red()).isEqualTo(200);
    }

    @Test
    void aLargePictureIsReduced() throws IOException {
        Animation animation = new Animation();
        animation.add(Picture.filled(1280, 960, 9, 9, 9));

        assertThat(shown(animation)).isEqualTo(new Shown(1, 640, 480, "200", 9));
    }

    @Test
    void whatWasThereBeforeIsReplaced() throws IOException {
        Animation animation = new Animation();
        animation.add(Picture.filled(4, 4, 0, 0, 0));
        Path file = Files.write(folder.resolve("way.gif"), new byte[100_000]);

        animation.writeTo(file);

        assertThat(Files.size(file)).isLessThan(2000);
    }

    private Shown shown(Animation animation) throws IOException {
        Path file = folder.resolve("way.gif");
        animation.writeTo(file);
        ImageReader reader = Plugins.reader(ImageFormat.GIF);
        try (ImageInputStream in = Plugins.open(file)) {
            reader.setInput(in);
            int last = reader.getNumImages(true) - 1;
            IIOMetadataNode control = (IIOMetadataNode)
                    ((IIOMetadataNode) reader.getImageMetadata(last).getAsTree("javax_imageio_gif_image_1.0"))
                            .getElementsByTagName("GraphicControlExtension")
                            .item(0);
            return new Shown(
                    last + 1,
                    reader.getWidth(last),
                    reader.getHeight(last),
                    control.getAttribute("delayTime"),
                    reader.read(last).getRGB(1, 1) >> 16 & 0xff);
        } finally {
            reader.dispose();
        }
    }
}
